import Activity

/// Remembers which alerts are nothing new: by identity and act, by team and act, by site. `docs/habit.md`.
///
/// Takes every observation in event time (`observe`) and each alert of a rule on it (`judge`); both cost a few look-ups in
/// tables of bounded size, whatever came before. What a day brings is a habit from the next day on, never on the same
/// day. One owner.
public struct HabitMemory: ~Copyable {
  let options: HabitOptions
  let names: Names
  var holders = KeyTable(zero: HabitHolder())
  var deeds = KeyTable(zero: HabitDeed())
  var teams = KeyTable(zero: HabitTeam())
  var sites = KeyTable(zero: HabitSite())
  /// Who signs in with a device.
  var devices = KeyTable(zero: HabitSite())
  var persons = KeyTable(zero: HabitTactics())
  var edges = KeyTable(zero: HabitEdge())
  var visitors = KeyTable(zero: HabitVisitor())
  var firsts = KeyTable(zero: HabitFirst())
  /// Whether the acts of the first days were judged by what came after, for good.
  var areFirstsSettled = false
  private let facts: (any AddressFactSource)?
  private var places = HabitPlaces()
  private var agents = AgentMemo()
  /// The first day of all.
  var began: UInt16 = 0
  /// The day that is being learned, and how many records in a row were dated far from it.
  var clock: UInt16 = 0
  var leaps: UInt32 = 0
  public internal(set) var statistics = HabitStatistics()

  /// One forged date must not carry the clock away.
  static let leapDays: UInt16 = 60
  static let leapsNeeded: UInt32 = 16

  /// - Parameter facts: which addresses are of hosting or hide who comes.
  public init(options: HabitOptions = HabitOptions(), names: Names, facts: (any AddressFactSource)? = nil) {
    self.options = options
    self.facts = facts
    self.names = names
  }

  /// Takes in where and with what an identity works.
  public mutating func observe(_ o: Observation) {
    withUnsafePointer(to: o) { observe($0) }
  }

  /// The same without a copy of the observation, which must stay in its place for the call.
  public mutating func observe(_ o: UnsafePointer<Observation>) {
    switch o.pointee.actorKind {
    case .service, .system, .anonymous, .unknown: return
    default: break
    }
    // What was refused says where somebody tried it from, and not where the identity works.
    guard o.pointee.actor != 0, o.pointee.outcome != .denied, o.pointee.outcome != .failure,
      let day = day(of: o.pointee.time)
    else { return }
    let person = Self.person(of: o.pointee)
    let isDeviceTold = o.pointee.device != 0 && o.pointee.actClass == .authenticate
    if !isDeviceTold, let known = holders.find(person), known.pointee.day == day,
      known.pointee.address == o.pointee.address, known.pointee.agent == o.pointee.agent,
      known.pointee.credential == o.pointee.credential
    {
      return
    }
    learn(o.pointee, person, day)
  }

  private mutating func learn(_ o: Observation, _ person: UInt64, _ day: UInt16) {
    if holders.count >= options.maxHolders {
      statistics.forgotten &+= holders.forgetHalf { $0.day }
    }
    let holder = holders.at(person)
    holder.pointee.day = max(holder.pointee.day, day)
    holder.pointee.address = o.address
    holder.pointee.agent = o.agent
    holder.pointee.credential = o.credential
    if o.agent != 0 { holder.pointee.tools.note(tool(o), day) }
    if Self.isLongLived(o) { holder.pointee.keys.note(Self.print(o.credential), day) }
    let place = place(o)
    guard place.network != 0 else { return }
    holder.pointee.networks.note(Self.print(place.network), day)
    if isOwnDevice(o, holder, day), place.carrier != 0 {
      holder.pointee.networks.vouch(Self.print(place.network), day, days: options.placeDays)
    }
    if place.carrier != 0 { holder.pointee.carriers.note(Self.print(place.carrier), day) }
    guard o.human == .yes, o.isPublicAddress else { return }
    meet(Subject.key(o), at: Self.key(place.network, o.tenant), day)
    if place.carrier != 0 { meet(Subject.key(o), at: Self.key(place.carrier, 0xCA), day) }
  }

  /// Whether a person signs in with a device that has long been theirs, and nobody else's: where it is, they are at home.
  /// Only directories tell devices of people apart; a terminal or a browser's print is everybody's.
  private mutating func isOwnDevice(
    _ o: Observation, _ holder: UnsafeMutablePointer<HabitHolder>, _ day: UInt16
  ) -> Bool {
    guard o.device != 0, o.actClass == .authenticate, o.human == .yes, o.email != 0, o.isPublicAddress else {
      return false
    }
    let print = Self.print(o.device)
    let known = holder.pointee.devices.days(of: print, before: day)
    holder.pointee.devices.note(print, day)
    let person = Subject.key(o)
    if devices.count >= options.maxDevices { statistics.forgotten &+= devices.forgetHalf { $0.crowd.day } }
    let device = devices.at(Self.key(o.device, 0xDE))
    device.pointee.crowd.roll(to: day)
    device.pointee.crowd.add(person)
    return known >= options.deviceDays && device.pointee.crowd.all(but: person) == 0
  }

  private mutating func meet(_ person: UInt64, at site: UInt64, _ day: UInt16) {
    if sites.count >= options.maxSites { statistics.forgotten &+= sites.forgetHalf { $0.crowd.day } }
    let site = sites.at(site)
    site.pointee.crowd.roll(to: day)
    site.pointee.crowd.add(person)
  }

  /// Whether enough others were there on days before.
  private func isShared(_ site: UInt64, with person: UInt64, _ day: UInt16) -> Bool {
    guard let site = sites.find(site) else { return false }
    site.pointee.crowd.roll(to: day)
    return site.pointee.crowd.others(than: person) >= options.sitePersons
  }

  /// Whether the place, tool and credential of an act are its identity's own by what was known before today.
  mutating func isUsual(_ o: Observation, _ day: UInt16, isStrict: Bool) -> Bool {
    guard let holder = holders.find(Self.person(of: o))?.pointee else { return false }
    let needed = clock - min(clock, began) < options.coldDays ? 1 : options.placeDays
    if o.agent != 0, holder.tools.days(of: tool(o), before: day) < needed { return false }
    if Self.isLongLived(o), holder.keys.days(of: Self.print(o.credential), before: day) < needed { return false }
    let place = place(o)
    let network = place.network
    // What a service of the provider calls on the identity's behalf comes from no place.
    if network == 0 { return o.callingService != 0 && o.address == 0 }
    if holder.networks.days(of: Self.print(network), before: day) >= needed { return true }
    guard o.human == .yes else { return false }
    if isShared(Self.key(network, o.tenant), with: Subject.key(o), day) { return true }
    // Homes and phones get new addresses of the same carrier, and people work from where their colleagues do. What weighs
    // more needs the network itself.
    guard !isStrict, place.carrier != 0 else { return false }
    return holder.carriers.days(of: Self.print(place.carrier), before: day) >= options.carrierDays
      || isShared(Self.key(place.carrier, 0xCA), with: Subject.key(o), day)
  }

  /// The day of a time; `nil` where there is none, or one that is too far away to be believed yet.
  mutating func day(of time: Int64) -> UInt16? {
    guard time > 0, time < Behaviour.endOfTime else { return nil }
    let day = UInt16(clamping: time / Behaviour.dayLength)
    if day > clock {
      if clock != 0, day - clock > Self.leapDays {
        leaps = min(leaps, Self.leapsNeeded) + 1
        guard leaps >= Self.leapsNeeded else { return nil }
      }
      if clock == 0 { began = day }
      clock = day
      if !areFirstsSettled, day - began >= options.hindsightDays { settleFirsts() }
    }
    leaps = 0
    return day
  }

  mutating func place(_ o: Observation) -> HabitPlaces.Place {
    o.address == 0 ? HabitPlaces.Place() : places.place(o.address, names, facts)
  }

  mutating func tool(_ o: Observation) -> UInt32 {
    let family = agents.family(o.agent, names)
    return UInt32(truncatingIfNeeded: Self.key(UInt64(family.packed), 0x70)) | 1
  }

  /// Days back of which anything may be known.
  var span: Int { min(options.window, Int(clock) - Int(min(clock, began))) }

  // MARK: Keys

  /// Who has habits: as `Behaviour.identity`, and where a role is assumed, by whoever assumed it, so that a name that
  /// the caller chose for the session is not enough.
  @inline(__always)
  static func identity(of o: Observation) -> UInt64 {
    let identity = Behaviour.identity(of: o)
    return o.issuer == 0 ? identity | 1 : key(identity, o.issuer)
  }

  /// Who has places and tools: a person by e-mail address over all providers, since they sit in one place; else the
  /// identity.
  @inline(__always)
  static func person(of o: Observation) -> UInt64 {
    o.email != 0 && o.human != .no ? key(o.email, 0x9E2) : identity(of: o)
  }

  static func key(_ one: UInt64, _ other: UInt64) -> UInt64 { Mixing.key(one, other) | 1 }

  static func print(_ value: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key(value, 0x51) >> 16) | 1 }

  /// As baselines have it: temporary ones change by themselves.
  static func isLongLived(_ o: Observation) -> Bool {
    guard o.credential != 0 else { return false }
    switch o.credentialKind {
    case .longLivedKey, .token, .oauthToken, .serviceAccountKey, .sshKey, .certificate: return true
    default: return false
    }
  }
}

extension KeyTable {
  /// Forgets the half that was still for longest, and tells how many that were.
  mutating func forgetHalf(_ day: (Value) -> UInt16) -> UInt64 {
    let all = sorted().map { (day: day($0.value), key: $0.key) }.sorted { ($0.day, $0.key) < ($1.day, $1.key) }
    for entry in all.prefix((all.count + 1) / 2) { remove(entry.key) }
    return UInt64((all.count + 1) / 2)
  }
}
