import Activity
import JSONTape

extension ExpectationSet {
  /// Whether an entry allows an aspect of an act; `nil` where the entry or the record says nothing of it.
  mutating func holds(
    _ aspect: ExpectedAspect, _ place: Int, _ observation: Observation, _ names: Names,
    _ facts: (UInt64) -> AddressFacts?
  ) -> Bool? {
    let entry = expectations.file.expectations[place]
    switch aspect {
    case .network:
      guard let from = entry.from, let networks = networks(of: observation, names) else { return nil }
      return networks.contains { from.contains($0) }
    case .country:
      guard let countries = entry.countries else { return nil }
      // In an office of the country one is there, whatever a database says of its address.
      for network in networks(of: observation, names) ?? [] {
        if let country = expectations.file.networks[network].country, countries.contains(country) { return true }
      }
      return country(observation, facts).map { countries.contains($0) }
    case .agent:
      guard let agents = entry.agents, observation.agent != 0, !observation.isForwarded,
        let text = names.text(observation.agent)
      else { return nil }
      return verdict(place, aspect, observation.agent) {
        let folded = ASCIIFold.fold(text.utf8)
        let family = AgentFamily.of(folded)
        return agents.contains { $0.accepts(folded, family: family) }
      }
    case .device:
      guard let devices = expectations.devices[place] else { return nil }
      return allows(devices, place, aspect, observation.device, names)
    case .hour:
      guard let hours = entry.hours, observation.time > 0 else { return nil }
      for index in hours.indices {
        if hours[index].contains(localSeconds: clocks[place][index].local(observation.time)) { return true }
      }
      return false
    case .operation:
      guard let operations = expectations.operations[place] else { return nil }
      return allows(operations, place, aspect, observation.operation, names)
    case .resource:
      guard let resources = expectations.resources[place] else { return nil }
      return allows(resources, place, aspect, observation.target, names)
    }
  }

  private mutating func allows(
    _ patterns: PatternSet, _ place: Int, _ aspect: ExpectedAspect, _ value: UInt64, _ names: Names
  ) -> Bool? {
    guard value != 0 else { return nil }
    if patterns.literalHashes.contains(value) { return true }
    guard let text = names.text(value) else { return nil }
    return verdict(place, aspect, value) { patterns.contains(text) }
  }

  /// Whether what is declared explains an aspect of an act, so that it is no surprise.
  ///
  /// A named network explains network and country for those whom it is for; an entry explains what it lists; what a
  /// pipeline changes of its own is explained, operation and resource.
  public mutating func explains(
    _ aspect: ExpectedAspect, _ observation: Observation, names: Names, facts: (UInt64) -> AddressFacts?
  ) -> Bool {
    let place = standing(of: observation, names)
    let standing = standings[place]
    for entry in standing.expectations where holds(aspect, entry, observation, names, facts) == true { return true }
    switch aspect {
    case .network:
      return networks(of: observation, names)?.contains { standing.networks.contains($0) } ?? false
    case .country:
      return networks(of: observation, names)?.contains {
        standing.networks.contains($0) && expectations.file.networks[$0].country != nil
      } ?? false
    case .operation, .resource:
      guard !standing.pipelines.isEmpty else { return false }
      return owners(of: observation, names).contains { standing.pipelines.contains($0) }
    case .agent, .device, .hour: return false
    }
  }

  // MARK: Who someone is

  /// What the file says of an observation's actor.
  public mutating func roles(of observation: Observation, names: Names) -> DeclaredRoles {
    let place = standing(of: observation, names)
    let standing = standings[place]
    let file = expectations.file
    return DeclaredRoles(
      isPipeline: !standing.pipelines.isEmpty, isBreakGlass: standing.isBreakGlass, isProtected: standing.isProtected,
      leaver: standing.leaver.map { file.leavers[$0] }.flatMap { $0.left <= observation.time ? $0 : nil },
      peerGroups: standing.peerGroups.map { file.groups[$0].name })
  }

  /// The named network of an observation's address, `nil` where none holds it.
  public mutating func namedNetwork(of observation: Observation, names: Names) -> NamedNetwork? {
    networks(of: observation, names)?.map { expectations.file.networks[$0] }.first { !$0.name.isEmpty }
  }

  /// The crown jewel that an observation's target is: an alert about it counts a level more.
  public mutating func crownJewel(of observation: Observation, names: Names) -> CrownJewel? {
    jewels(of: observation, names).first.map { expectations.file.crownJewels[$0] }
  }
}

/// What an expectations file says of one identity.
public struct DeclaredRoles: Sendable {
  public var isPipeline: Bool
  public var isBreakGlass: Bool
  /// Never to be contained without a person's word.
  public var isProtected: Bool
  /// Set where they had left when the act happened.
  public var leaver: Leaver?
  /// Names of the groups whose members are to be compared with each other.
  public var peerGroups: [String]
}
