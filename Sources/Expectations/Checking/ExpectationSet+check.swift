import Activity
import JSONTape

extension ExpectationSet {
  /// What of an act is not as declared; nothing for most records.
  ///
  /// The same breach by the same identity is told once a day (of event time, UTC), and again where it is graver; the
  /// rest is counted by `folded`.
  ///
  /// - Parameters:
  ///   - names: the texts behind the observation's hashes.
  ///   - facts: what is known of an address, by its hash; asked only for addresses that an entry needs.
  public mutating func check(
    _ observation: Observation, names: Names, facts: (UInt64) -> AddressFacts?
  ) -> [Finding] {
    let place = standing(of: observation, names)
    let owners = owners(of: observation, names)
    let jewels = jewels(of: observation, names)
    guard isConcerned[place] || !owners.isEmpty || !jewels.isEmpty else { return [] }
    let standing = standings[place]
    var breaches: [Finding] = []
    let words = BreachWords(observation, names, expectations.file)
    if let leaver = standing.leaver.map({ expectations.file.leavers[$0] }), observation.time >= leaver.left {
      add(BreachKind.leaver, .high, entry: standing.leaver ?? 0, seen: 0, observation, jewels, &breaches, leaver.name) {
        words.leaver(leaver)
      }
    }
    if standing.isBreakGlass {
      add(BreachKind.breakGlass, .high, entry: 0, seen: 0, observation, jewels, &breaches, "break_glass") {
        words.breakGlass()
      }
    }
    for entry in standing.expectations {
      checkEntry(entry, observation, names, facts, jewels, words, &breaches)
    }
    checkOwners(owners, standing, observation, words, jewels, &breaches)
    for jewel in jewels where expectations.file.crownJewels[jewel].only != nil && !standing.trustedWith.contains(jewel)
    {
      let declared = expectations.file.crownJewels[jewel]
      // What makes it a jewel has raised the level already.
      add(
        BreachKind.crownJewel, declared.level, entry: jewel, seen: observation.target, observation, [], &breaches,
        declared.name
      ) { words.jewel(declared) }
    }
    return breaches
  }

  private mutating func checkOwners(
    _ owners: [Int], _ standing: Standing, _ observation: Observation, _ words: BreachWords, _ jewels: [Int],
    _ breaches: inout [Finding]
  ) {
    // The provider's own services carry out what others asked for.
    guard !owners.isEmpty, observation.outcome == .success || observation.outcome == .unknown,
      !observation.isForwarded, observation.actorKind != .service, observation.actorKind != .system
    else { return }
    // Two pipelines may own one thing: either may change it.
    guard !owners.contains(where: { standing.pipelines.contains($0) || standing.hands.contains($0) }) else { return }
    guard let owner = owners.first else { return }
    let pipeline = expectations.file.pipelines[owner]
    add(
      BreachKind.byHand, pipeline.level, entry: owner, seen: observation.operation, observation, jewels, &breaches,
      pipeline.name
    ) { words.byHand(pipeline) }
  }

  private mutating func checkEntry(
    _ place: Int, _ observation: Observation, _ names: Names, _ facts: (UInt64) -> AddressFacts?, _ jewels: [Int],
    _ words: BreachWords, _ breaches: inout [Finding]
  ) {
    let entry = expectations.file.expectations[place]
    guard entry.isStrict, observation.sensitivity.rawValue >= entry.sensitivity.rawValue else { return }
    for aspect in ExpectedAspect.allCases {
      guard holds(aspect, place, observation, names, facts) == false else { continue }
      let seen = seen(aspect, observation, facts)
      add(aspect.kind, entry.level, entry: place, seen: seen, observation, jewels, &breaches, entry.name) {
        words.entry(entry, aspect, facts(observation.address))
      }
    }
  }

  /// What tells breaches of one aspect apart.
  private func seen(
    _ aspect: ExpectedAspect, _ observation: Observation, _ facts: (UInt64) -> AddressFacts?
  ) -> UInt64 {
    switch aspect {
    case .network:
      let network = facts(observation.address)?.network ?? 0
      return network != 0 ? network : observation.address
    case .country: return TextHash.of(country(observation, facts) ?? "")
    case .agent: return observation.agent
    case .device: return observation.device
    case .hour: return 0
    case .operation: return observation.operation
    case .resource: return observation.target
    }
  }

  private mutating func add(
    _ kind: FindingKind, _ base: Level, entry: Int, seen: UInt64, _ observation: Observation, _ jewels: [Int],
    _ breaches: inout [Finding], _ group: String, _ reasons: () -> [Finding.Reason]
  ) {
    let level = Self.level(base, observation, touchesJewel: !jewels.isEmpty)
    guard isNew(kind, entry: entry, seen: seen, observation, level) else { return }
    var breach = Finding(kind: kind, level: level, observation: observation)
    breach.reasons = reasons()
    breach.group = [group]
    breaches.append(breach)
  }

  /// A level more for an act of high sensitivity and for a crown jewel, one less for what was refused or of none.
  static func level(_ base: Level, _ observation: Observation, touchesJewel: Bool) -> Level {
    var rank = base.rawValue
    if observation.sensitivity.rawValue >= Sensitivity.high.rawValue { rank += 1 }
    if touchesJewel { rank += 1 }
    if observation.outcome == .denied || observation.outcome == .failure { rank -= 1 }
    if base <= .medium, observation.sensitivity == .none { rank -= 1 }
    return Level(rawValue: min(max(rank, Level.low.rawValue), Level.critical.rawValue)) ?? base
  }

  /// Where the act came from: what the record says, else what is known of its address.
  func country(_ observation: Observation, _ facts: (UInt64) -> AddressFacts?) -> String? {
    if observation.country != 0 {
      let letters = [
        UInt8(truncatingIfNeeded: observation.country), UInt8(truncatingIfNeeded: observation.country >> 8),
      ]
      return String(decoding: letters, as: UTF8.self).uppercased()
    }
    guard observation.address != 0 else { return nil }
    return facts(observation.address)?.country?.uppercased()
  }
}

extension ExpectedAspect {
  var kind: FindingKind {
    switch self {
    case .network: BreachKind.network
    case .country: BreachKind.country
    case .agent: BreachKind.agent
    case .device: BreachKind.device
    case .hour: BreachKind.hours
    case .operation: BreachKind.operation
    case .resource: BreachKind.resource
    }
  }
}
