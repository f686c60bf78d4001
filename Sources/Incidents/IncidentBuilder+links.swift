import Activity
import Detection

/// The links that a step's last alert touched, one place a way to be joined; -1 where there is none. The usual
/// duplicate touches the same, found here without looking them up.
struct LinkSlots {
  var actor: Int32 = -1
  var principal: Int32 = -1
  var email: Int32 = -1
  var address: Int32 = -1
  var device: Int32 = -1
  var session: Int32 = -1
  /// Who got the credential, as other records told.
  var holder: Int32 = -1
  var credential: Int32 = -1
  /// The credential by its text, as issuing acts name it.
  var used: Int32 = -1
  var targetIdentity: Int32 = -1
  var target: Int32 = -1
}

extension IncidentBuilder {
  /// Notes what a new step's first alert can be joined by.
  mutating func meet(_ alert: Alert, _ packed: PackedFacts, step index: Int, targets: [Activity.Target]) {
    let keys = alert.keys
    let session = packed.session(of: alert)
    let time = alert.time
    let trail = steps[index].trail
    var slots = LinkSlots()
    if !trails[Int(trail)].isWeak {
      let facts = actors[keys.actor]
      if facts?.isWeak == false { slots.actor = touch(trail, .identity, keys.actor, at: time) }
      let principal = trails[Int(trail)].principal
      if principal != keys.actor { slots.principal = touch(trail, .identity, principal, at: time) }
      let told = facts?.email ?? 0
      slots.email = touch(trail, .email, told != 0 ? told : emails[keys.actor] ?? 0, at: time)
    }
    slots.address = touch(trail, .address, keys.address, at: time)
    slots.device = touch(trail, .device, packed.device, at: time)
    slots.session = touch(trail, .session, session, at: time)
    steps[index].lastDevice = packed.device
    steps[index].lastSession = session
    meetCredential(alert, step: index, slots: &slots)
    meetTargets(alert, step: index, slots: &slots, targets: targets)
    steps[index].slots = slots
    steps[index].lastKeys = keys
  }

  /// Notes another alert of the step. Unpacks its activity only for the first few targets and credentials.
  mutating func meetAgain(_ alert: Alert, _ packed: PackedFacts, step index: Int) {
    let time = alert.time
    let keys = alert.keys
    let last = steps[index].lastKeys
    var slots = steps[index].slots
    // The actor, who is behind it and the address are the step's own.
    again(&slots.actor, at: time)
    again(&slots.principal, at: time)
    again(&slots.email, at: time)
    again(&slots.address, at: time)
    if packed.device == steps[index].lastDevice {
      again(&slots.device, at: time)
    } else {
      slots.device = touch(steps[index].trail, .device, packed.device, at: time)
      steps[index].lastDevice = packed.device
    }
    let session = packed.session(of: alert, last: steps[index].lastSession)
    if session == steps[index].lastSession {
      again(&slots.session, at: time)
    } else {
      slots.session = touch(steps[index].trail, .session, session, at: time)
      steps[index].lastSession = session
    }
    if keys.credential == last.credential {
      again(&slots.credential, at: time)
      again(&slots.holder, at: time)
      again(&slots.used, at: time)
    } else {
      meetCredential(alert, step: index, slots: &slots)
    }
    // Keys do not tell one issued credential from another: such alerts are looked at one by one.
    if keys.target == last.target, keys.targetIdentity == last.targetIdentity, !steps[index].issues {
      again(&slots.targetIdentity, at: time)
      again(&slots.target, at: time)
    } else {
      meetTargets(alert, step: index, slots: &slots, targets: nil)
    }
    steps[index].slots = slots
    steps[index].lastKeys = keys
  }

  private mutating func meetCredential(_ alert: Alert, step index: Int, slots: inout LinkSlots) {
    let hash = alert.keys.credential
    slots.used = -1
    slots.credential = touch(steps[index].trail, .credential, hash, at: alert.time)
    slots.holder = -1
    guard hash != 0 else { return }
    if let holder = chains.holder(of: hash), alert.time - holder.time <= limits.identityGap {
      slots.holder = touch(steps[index].trail, .identity, holder.root, at: alert.time)
    }
    if !Sample.note(hash, at: alert.time, in: &steps[index].credentials),
      Sample.wants(hash, at: alert.time, among: steps[index].credentials), let credential = alert.credential
    {
      Sample.add(credential, hash: hash, at: alert.time, to: &steps[index].credentials)
    }
    if let used = steps[index].credentials.first(where: { $0.hash == hash }) {
      slots.used = touch(steps[index].trail, .issued, StableHash.ofCredential(used.value.id), at: alert.time)
    }
  }

  private mutating func meetTargets(
    _ alert: Alert, step index: Int, slots: inout LinkSlots, targets known: [Activity.Target]?
  ) {
    let trail = steps[index].trail
    let hash = alert.keys.target
    slots.target = -1
    slots.targetIdentity = -1
    if steps[index].controlsTarget {
      slots.targetIdentity = touch(trail, .identity, alert.keys.targetIdentity, at: alert.time, controls: true)
    }
    if hash != 0 {
      // What is among the samples was counted when it came there.
      if Sample.note(hash, at: alert.time, in: &steps[index].targets) {
        slots.target = touch(trail, .target, hash, at: alert.time, isNew: false)
      } else {
        if steps[index].targetHashes.count < FoldedStep.countedTargets { steps[index].targetHashes.insert(hash) }
        if Sample.wants(hash, at: alert.time, among: steps[index].targets),
          let target = known != nil ? known?.first : alert.firstTarget
        {
          Sample.add(target, hash: hash, at: alert.time, to: &steps[index].targets)
          if target.isSpecific(alert.isTenant) { slots.target = touch(trail, .target, hash, at: alert.time) }
        }
      }
    }
    if steps[index].issues { meetIssued(alert, step: index, targets: known) }
  }

  private mutating func meetIssued(_ alert: Alert, step index: Int, targets known: [Activity.Target]?) {
    let trail = steps[index].trail
    guard steps[index].issuedCount < FoldedStep.issued else {
      // Too many to follow one by one: the identity stands for its sessions.
      _ = touch(trail, .identity, alert.keys.targetIdentity, at: alert.time, controls: true)
      return
    }
    steps[index].issuedCount += 1
    for issued in known ?? alert.targets where issued.isCredential {
      _ = touch(trail, .issued, StableHash.ofCredential(issued.id), at: alert.time, controls: true)
    }
  }

  // MARK: Links

  /// Moves a link's time on; starts another where its window has passed.
  private mutating func again(_ slot: inout Int32, at time: Int64) {
    guard slot >= 0 else { return }
    let index = Int(slot)
    if time >= links[index].first, time - links[index].last <= limits.gap(links[index].key.kind) {
      if time > links[index].last { links[index].last = time }
    } else {
      let link = links[index]
      slot = touch(link.key.trail, link.key.kind, link.key.entity, at: time, controls: link.controls)
    }
  }

  /// Extends the link, or starts one. -1 where there is no entity or no room for another link.
  ///
  /// - Parameter isNew: whether the entity may be one that the trail has not met.
  private mutating func touch(
    _ trail: Int32, _ kind: LinkKind, _ entity: UInt64, at time: Int64, controls: Bool = false, isNew: Bool = true
  ) -> Int32 {
    guard entity != 0 else { return -1 }
    let key = LinkKey(trail: trail, kind: kind, entity: entity)
    if let index = linkOf[key] {
      let link = links[Int(index)]
      let gap = limits.gap(kind)
      if time - link.last <= gap, link.first - time <= gap {
        links[Int(index)].first = min(link.first, time)
        links[Int(index)].last = max(link.last, time)
        if controls { links[Int(index)].controls = true }
        return index
      }
    } else if !isNew {
      return -1
    }
    guard links.count < limits.links else {
      tally.linksDropped += 1
      return -1
    }
    let index = Int32(links.count)
    links.append(Link(key: key, first: time, last: time, controls: controls))
    linkOf.set(key, index)
    return index
  }
}

extension Sample {
  /// Moves a known sample's time back if it was met earlier than it seemed. Whether it is known.
  static func note(_ hash: UInt64, at time: Int64, in samples: inout [Sample]) -> Bool {
    guard let place = samples.firstIndex(where: { $0.hash == hash }) else { return false }
    if time < samples[place].time {
      samples[place].time = time
      samples.sort { ($0.time, $0.hash) < ($1.time, $1.hash) }
    }
    return true
  }

  /// Whether a value that is not among the samples belongs there: there is room, or it is earlier than the last.
  static func wants(_ hash: UInt64, at time: Int64, among samples: [Sample]) -> Bool {
    guard samples.count >= FoldedStep.samples, let last = samples.last else { return true }
    return (time, hash) < (last.time, last.hash)
  }

  static func add(_ value: Value, hash: UInt64, at time: Int64, to samples: inout [Sample]) {
    // Most come in order of time.
    var place = samples.count
    while place > 0, (time, hash) < (samples[place - 1].time, samples[place - 1].hash) { place -= 1 }
    let sample = Sample(time: time, hash: hash, value: value)
    if place == samples.count { samples.append(sample) } else { samples.insert(sample, at: place) }
    if samples.count > FoldedStep.samples { samples.removeLast() }
  }
}
