import Activity

extension Sequences {
  /// Classes that are always looked at in full; of the others only what is sensitive, watched, or from a new place.
  private static let always = ClassSet([
    .authenticate, .credential, .factor, .grant, .revoke, .delete, .dataDelete, .logging, .defence, .secretRead,
    .dataShare, .dataExport, .transfer,
  ])

  /// Whether the record alone asks for a full look, in every shard.
  @inline(__always)
  static func isNotable(_ o: UnsafePointer<Observation>) -> Bool {
    if always.contains(o.pointee.actClass) || o.pointee.sensitivity.rawValue >= Sensitivity.high.rawValue {
      // A service that takes the role it is given is no news.
      return !(Subject.isService(o.pointee) && o.pointee.actClass == .authenticate)
    }
    return o.pointee.resource == .identity && (o.pointee.actClass == .create || o.pointee.actClass == .enable)
  }

  /// Whether the record changes nothing but when a known place was last used. Depends on nothing that another record
  /// of the same instant may change, so that their order does not matter.
  @inline(__always)
  func isRoutine(_ o: UnsafePointer<Observation>) -> Bool {
    if Self.isNotable(o) { return false }
    if watch.contains(o.pointee.actor) || watch.contains(o.pointee.credential) || watch.contains(o.pointee.issuer)
      || watch.contains(o.pointee.email)
    {
      return false
    }
    if o.pointee.resource == .repository, o.pointee.actClass == .dataRead,
      traits(o.pointee.operation).contains(.copies)
    {
      return false
    }
    if o.pointee.address == 0 || Subject.isService(o.pointee) { return true }
    let minute = PlaceSet.minute(o.pointee.time)
    let key = Self.routineKey(o)
    if routine.contains(key, minute) { return true }
    guard touchPlaces(o, minute) else { return false }
    routine.insert(key, minute)
    return true
  }

  /// Of all that decides whose place and which place a record touches.
  @inline(__always)
  private static func routineKey(_ o: UnsafePointer<Observation>) -> UInt64 {
    let words =
      UInt64(o.pointee.human.rawValue) | UInt64(o.pointee.credentialKind.rawValue) << 8 | UInt64(
        o.pointee.actorKind.rawValue) << 16
    let left = o.pointee.actor &* 0x9E37_79B9_7F4A_7C15 ^ o.pointee.credential &* 0xC2B2_AE3D_27D4_EB4F ^ words
    let right =
      o.pointee.issuer &* 0x1656_67B1_9E37_79F9 ^ o.pointee.email &* 0xD6E8_FEB8_6659_FD93 ^ o.pointee.device
      &* 0xA076_1D64_78BD_642F
    return Mixing.key(left ^ (right >> 31 | right << 33), o.pointee.address)
  }

  /// Notes the use of known places; `false` where one is new.
  private func touchPlaces(_ o: UnsafePointer<Observation>, _ minute: UInt32) -> Bool {
    let subject = Subject.key(o.pointee)
    if owns(subject) {
      let place = subjects.find(subject)
      guard place >= 0 else { return false }
      if !subjects.entries[place].places.touch(address: o.pointee.address, minute) {
        guard let network = network(o.pointee.address, minute) else { return false }
        if network == 0 { return true }
        guard subjects.entries[place].places.touch(network, minute) else { return false }
      }
      if o.pointee.credentialKind == .longLivedKey, subjects.entries[place].keyDays == 0 { return false }
      if Self.isWorkload(o.pointee), !touchWorkload(o.pointee, minute) { return false }
    }
    let credential = Subject.credential(o.pointee)
    if credential != 0, owns(credential) {
      let place = credentials.find(credential)
      guard place >= 0 else { return false }
      if !credentials.entries[place].places.touch(address: o.pointee.address, minute) {
        guard let network = network(o.pointee.address, minute) else { return false }
        guard network == 0 || credentials.entries[place].places.touch(network, minute) else { return false }
      }
    }
    return true
  }

  /// The network of an address that was met before: 0 where it is none, `nil` where it was not met.
  private func network(_ address: UInt64, _ minute: UInt32) -> UInt64? {
    let place = places.find(address)
    guard place >= 0 else { return nil }
    let time = PlaceSet.time(minute)
    if places.entries[place].lastUse < time { places.entries[place].lastUse = time }
    return places.entries[place].network
  }

  private func touchWorkload(_ o: Observation, _ minute: UInt32) -> Bool {
    let place = workloads.find(Self.workloadKey(o))
    guard place >= 0, workloads.entries[place].credential == o.credential else { return false }
    if workloads.entries[place].address != o.address {
      guard let network = network(o.address, minute), network != 0,
        workloads.entries[place].network4 == network || workloads.entries[place].network6 == network
      else { return false }
    }
    noteInside(place, PlaceSet.time(minute))
    return true
  }

  /// In the year 6536: far from where sums of times, or minutes in 32 bits, overflow.
  static let maxTime: Int64 = 1 << 57

  /// Closes an instant when a record of another comes.
  @inline(never)
  func turn(to time: Int64, _ emit: (BehaviourFinding) -> Void) {
    settle(emit)
    if time > instant, time < Self.maxTime {
      instant = time
    } else if time > 0, time < Self.maxTime {
      counters.late += 1
    }
  }

  @inline(never)
  func gather(_ o: Observation, _ emit: (BehaviourFinding) -> Void) {
    guard o.time > 0, o.time < Self.maxTime else {
      counters.untimed += 1
      return
    }
    pending.append(o)
    if o.time < instant {
      settle(emit)
    } else if pending.count >= options.maxPending {
      counters.crowdedInstants += 1
      settle(emit)
    }
  }

  /// Judges what waits, in an order that its contents alone decide.
  @inline(never)
  func settle(_ emit: (BehaviourFinding) -> Void) {
    guard !pending.isEmpty else { return }
    let evicted = subjects.evicted + credentials.evicted + workloads.evicted + places.evicted
    if pending.count > 1 {
      // By their places: an observation is long to move.
      for index in pending.indices.sorted(by: { Self.precedes(pending[$0], pending[$1]) }) { judge(pending[index]) }
    } else {
      judge(pending[0])
    }
    if subjects.evicted + credentials.evicted + workloads.evicted + places.evicted != evicted { routine.forget() }
    pending.removeAll(keepingCapacity: true)
    if !found.isEmpty {
      for finding in found { emit(finding) }
      counters.findings += found.count
      found.removeAll(keepingCapacity: true)
    }
  }

  private static func precedes(_ a: Observation, _ b: Observation) -> Bool {
    if a.recordID != b.recordID { return a.recordID < b.recordID }
    if a.actor != b.actor { return a.actor < b.actor }
    if a.operation != b.operation { return a.operation < b.operation }
    if a.credential != b.credential { return a.credential < b.credential }
    if a.address != b.address { return a.address < b.address }
    if a.target != b.target { return a.target < b.target }
    if a.targetIdentity != b.targetIdentity { return a.targetIdentity < b.targetIdentity }
    if a.outcome != b.outcome { return a.outcome.rawValue < b.outcome.rawValue }
    if a.file != b.file { return a.file < b.file }
    return a.record < b.record
  }
}
