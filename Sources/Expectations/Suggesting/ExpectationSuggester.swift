import Activity
import JSONTape

/// Watches a scan's observations and proposes an expectations file.
///
/// Memory is bounded: identities, networks and what is kept of each have caps; what comes past them is counted by
/// `dropped` and does not enter the proposal.
public struct ExpectationSuggester {
  let names: Names
  private let facts: (UInt64) -> AddressFacts?
  /// Records that were looked at.
  public private(set) var acts = 0
  private(set) var first = Int64.max
  private(set) var last = Int64.min
  public private(set) var dropped = 0
  private(set) var identities: [UInt64: SeenIdentity] = [:]
  private(set) var networks: [Network: SeenNetwork] = [:]
  /// By e-mail: the keys of its accounts.
  private(set) var accounts: [UInt64: Set<UInt64>] = [:]
  /// By identity or e-mail: when it was last removed, and by what operation.
  private(set) var removed: [UInt64: Removal] = [:]
  /// When it was last let in anew.
  private(set) var returned: [UInt64: Int64] = [:]
  private var networkOfAddress: [UInt64: Network?] = [:]
  private var isEmergencyName: [UInt64: Bool] = [:]
  private var isPipelineAgent: [UInt64: Bool] = [:]

  static let maxIdentities = 200_000
  static let maxNetworks = 100_000
  static let maxRemoved = 50_000
  private static let maxAddresses = 1 << 18

  /// Neighbouring addresses: the /24 of IPv4, the /48 of IPv6.
  struct Network: Hashable {
    var high: UInt64
    var low: UInt64
    var isFour: Bool { high == 0 && low >> 32 == 0xFFFF }
  }

  struct Removal {
    var time: Int64
    var operation: UInt64
    /// Who did it.
    var by: UInt64
  }

  /// - Parameters:
  ///   - names: the texts behind the observations' hashes.
  ///   - facts: what is known of an address, by its hash.
  public init(names: Names, facts: @escaping (UInt64) -> AddressFacts? = { _ in nil }) {
    self.names = names
    self.facts = facts
  }

  /// Takes one observation; their order does not matter until a cap is met.
  public mutating func add(_ observation: Observation) {
    acts += 1
    if observation.time > 0 {
      first = min(first, observation.time)
      last = max(last, observation.time)
    }
    noteRemoval(observation)
    guard observation.actor != 0, observation.actorKind != .service, observation.actorKind != .system,
      observation.actorKind != .anonymous
    else { return }
    noteIdentity(observation)
    if observation.email != 0 { noteAccount(observation) }
    if observation.outcome == .success || observation.outcome == .unknown { noteNetwork(observation) }
  }

  // MARK: Identities

  private mutating func noteIdentity(_ observation: Observation) {
    if identities[observation.actor] == nil, identities.count >= Self.maxIdentities {
      dropped += 1
      return
    }
    var seen = identities[observation.actor] ?? SeenIdentity()
    seen.acts += 1
    seen.isHuman = Subject.isHuman(observation.human, observation.actorKind) ?? seen.isHuman
    seen.isRoot = seen.isRoot || observation.actorKind == .root
    if observation.email != 0 { seen.email = observation.email }
    if observation.time > 0 {
      seen.first = min(seen.first, observation.time)
      seen.last = max(seen.last, observation.time)
      if seen.isRoot || isEmergency(observation.actor) {
        if seen.days.count < SeenNetwork.maxDays { seen.days.insert(observation.time / 86_400_000_000) }
        let who = [observation.email, observation.issuer, observation.session].first { $0 != UInt64(0) } ?? UInt64(0)
        if who != 0, seen.people.count < SeenIdentity.maxValues { seen.people.insert(who) }
        if observation.sensitivity.rawValue >= Sensitivity.high.rawValue { seen.grave += 1 }
      }
      let hour = observation.time / 3_600_000_000
      // 1970-01-01 was a Thursday.
      seen.hours[UInt16((hour + 72) % 168), default: 0] += 1
    }
    let country = Self.country(observation, facts)
    if country != 0, seen.countries[country] != nil || seen.countries.count < SeenIdentity.maxValues {
      seen.countries[country, default: 0] += 1
    }
    if observation.outcome != .denied, observation.outcome != .failure,
      DeclaredPipeline.changes.contains(observation.actClass)
    {
      seen.changes += 1
      if pipelineAgent(observation.agent) { seen.pipelineChanges += 1 }
      if observation.tenant != 0,
        seen.tenants[observation.tenant] != nil || seen.tenants.count < SeenIdentity.maxValues
      {
        seen.tenants[observation.tenant, default: 0] += 1
      }
    }
    identities[observation.actor] = seen
  }

  /// Names that speak of emergencies.
  private static let emergencyWords = ["break-glass", "breakglass", "break_glass", "emergency", "firecall", "緊急"]

  /// Whether an identity's name, not that of its tenant, speaks of emergencies.
  mutating func isEmergency(_ actor: UInt64) -> Bool {
    if let known = isEmergencyName[actor] { return known }
    let id = (names.text(actor) ?? "").split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).last ?? ""
    let lower = id.lowercased()
    let speaks = Self.emergencyWords.contains { lower.contains($0) }
    if isEmergencyName.count >= Self.maxAddresses { isEmergencyName.removeAll(keepingCapacity: true) }
    isEmergencyName[actor] = speaks
    return speaks
  }

  private mutating func pipelineAgent(_ agent: UInt64) -> Bool {
    guard agent != 0 else { return false }
    if let known = isPipelineAgent[agent] { return known }
    let text = ASCIIFold.fold((names.text(agent) ?? "").utf8)
    let family = AgentFamily.of(text)
    let isOne = family == .terraform || family == .pulumi || family == .githubActions
    if isPipelineAgent.count >= Self.maxAddresses { isPipelineAgent.removeAll(keepingCapacity: true) }
    isPipelineAgent[agent] = isOne
    return isOne
  }

  private mutating func noteAccount(_ observation: Observation) {
    // A role is no account of one person: others use it too.
    guard observation.actorKind != .role else { return }
    guard accounts[observation.email] != nil || accounts.count < Self.maxIdentities else {
      dropped += 1
      return
    }
    if accounts[observation.email, default: []].count < SeenIdentity.maxValues {
      accounts[observation.email, default: []].insert(observation.actor)
    }
  }

  // MARK: Networks

  private mutating func noteNetwork(_ observation: Observation) {
    guard observation.address != 0, let network = network(of: observation.address)
    else { return }
    if networks[network] == nil, networks.count >= Self.maxNetworks {
      dropped += 1
      return
    }
    var seen = networks.removeValue(forKey: network) ?? SeenNetwork()
    seen.acts += 1
    let isHuman = Subject.isHuman(observation.human, observation.actorKind)
    let who = observation.email != 0 ? observation.email : observation.actor
    if isHuman == true {
      if seen.people.count < SeenNetwork.maxPeople { seen.people.insert(who) }
      if seen.addresses[observation.address] != nil || seen.addresses.count < SeenNetwork.maxAddresses {
        seen.addresses[observation.address, default: 0] += 1
      }
      // Of people's acts: machines run every day wherever they are.
      if observation.time > 0, seen.days.count < SeenNetwork.maxDays {
        seen.days.insert(observation.time / 86_400_000_000)
      }
    } else if seen.machines.count < SeenNetwork.maxPeople {
      seen.machines.insert(observation.actor)
    }
    let country = Self.country(observation, facts)
    if country != 0, seen.countries.count < SeenIdentity.maxValues { seen.countries[country, default: 0] += 1 }
    if seen.organization == nil, let facts = facts(observation.address) {
      seen.organization = facts.organization
      seen.isHosting = facts.kinds.contains(.hosting) || facts.kinds.contains(.provider)
    }
    networks[network] = seen
  }

  private mutating func network(of address: UInt64) -> Network? {
    if let known = networkOfAddress[address] { return known }
    var found: Network?
    if let parsed = names.text(address).flatMap(AddressRange.address), IPAddressText.isPublic(parsed) {
      let isFour = parsed.high == 0 && parsed.low >> 32 == 0xFFFF
      found = Network(high: isFour ? 0 : parsed.high & ~0xFFFF, low: isFour ? parsed.low & ~0xFF : 0)
    }
    if networkOfAddress.count >= Self.maxAddresses { networkOfAddress.removeAll(keepingCapacity: true) }
    networkOfAddress[address] = .some(found)
    return found
  }

  static func country(_ observation: Observation, _ facts: (UInt64) -> AddressFacts?) -> UInt16 {
    if observation.country != 0 { return observation.country }
    guard observation.address != 0,
      let letters = facts(observation.address)?.country.map({ Array($0.utf8) }), letters.count == 2
    else { return 0 }
    return UInt16(letters[0]) | UInt16(letters[1]) << 8
  }

  // MARK: Leavers

  /// Operations by which the directories of people take someone away, and let them in again.
  private static let removals: Set<String> = [
    "user.lifecycle.deactivate", "user.lifecycle.delete.completed", "user.lifecycle.delete.initiated",
    "user.lifecycle.suspend", "delete_user", "suspend_user", "delete user", "disable account", "disable user",
    "org.remove_member", "user_deactivated", "user.suspended", "user.deleted",
  ]
  private static let returns: Set<String> = [
    "user.lifecycle.activate", "user.lifecycle.reactivate", "user.lifecycle.unsuspend", "create_user",
    "unsuspend_user", "undelete_user", "enable account", "restore user", "add user", "org.add_member",
    "user_reactivated",
  ]

  private mutating func noteRemoval(_ observation: Observation) {
    guard observation.targetIdentity != 0 || observation.target != 0, observation.outcome != .denied,
      observation.outcome != .failure
    else { return }
    switch observation.actClass {
    case .revoke, .delete, .create, .enable, .grant, .change: break
    default: return
    }
    guard let operation = names.text(observation.operation)?.split(separator: ":", maxSplits: 1).last?.lowercased()
    else {
      return
    }
    let subject = observation.targetIdentity != 0 ? observation.targetIdentity : observation.target
    if Self.returns.contains(operation) {
      guard returned[subject] != nil || returned.count < Self.maxRemoved else {
        dropped += 1
        return
      }
      returned[subject] = max(returned[subject] ?? .min, observation.time)
    } else if Self.removals.contains(operation), observation.time > removed[subject]?.time ?? .min {
      guard removed[subject] != nil || removed.count < Self.maxRemoved else {
        dropped += 1
        return
      }
      removed[subject] = Removal(time: observation.time, operation: observation.operation, by: observation.actor)
    }
  }
}
