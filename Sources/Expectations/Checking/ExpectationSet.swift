import Activity
import JSONTape

/// Judges observations by what is declared. One a shard: it remembers what it found out of identities, addresses and
/// agents, so that a record of an identity that no entry concerns costs one look-up.
///
/// Memory is bounded: each of its memories is emptied when it is full, and filled anew.
public struct ExpectationSet {
  public let expectations: Expectations
  /// How often a memory was full and was emptied.
  public private(set) var forgotten = 0
  /// Breaches that were left out because the same was told the same day.
  public internal(set) var folded = 0

  /// Those met so far, each once; the first is nobody's.
  private(set) var standings = [Standing()]
  /// Beside `standings`: whether a record of such an identity can breach anything.
  private(set) var isConcerned = [false]
  private var standingPlaces: [Standing: Int32] = [Standing(): 0]
  private var identities: [Identity: Int32] = [:]
  private var addresses: [UInt64: AddressPlace] = [:]
  private var verdicts: [Verdict: Bool] = [:]
  private var ownership: [Owned: [Int]] = [:]
  var jewelsOfTarget: [UInt64: [Int]] = [:]
  var clocks: [[ZoneClock]]
  var told: [Told: Level] = [:]
  private let watchesJewels: Bool
  /// Classes of acts that some pipeline owns, by their raw values.
  private let ownedClasses: UInt64
  private let ownsByProvider: Bool

  static let maxIdentities = 1 << 18
  static let maxAddresses = 1 << 17
  static let maxVerdicts = 1 << 17
  static let maxTold = 1 << 17

  private struct Identity: Hashable {
    var actor: UInt64
    var issuer: UInt64
    var email: UInt64
    var human: Observation.Answer
    var kind: ActorKind

    /// The parts are hashes already: one word of them is enough to place an identity, and half the work.
    func hash(into hasher: inout Hasher) {
      hasher.combine(actor ^ (issuer &* 0x9E37_79B9_7F4A_7C15) ^ (email << 32 | email >> 32))
    }
  }

  struct AddressPlace {
    /// `nil` where the text is no address.
    var networks: [Int]?
  }

  /// Whether an entry allows a value on one aspect.
  private struct Verdict: Hashable {
    var entry: Int32
    var aspect: UInt8
    var value: UInt64
  }

  private struct Owned: Hashable {
    var tenant: UInt64
    var operation: UInt64
    var target: UInt64
    var actClass: ActClass
    var actor: UInt64
  }

  /// What a breach is told once a day for.
  struct Told: Hashable {
    var actor: UInt64
    var kind: String
    var entry: Int
    var seen: UInt64
    var day: Int64
  }

  public init(_ expectations: Expectations) {
    self.expectations = expectations
    clocks = expectations.file.expectations.map { ($0.hours ?? []).map { ZoneClock($0.zone) } }
    watchesJewels = !expectations.file.crownJewels.isEmpty
    ownedClasses = expectations.pipelines.reduce(0) { $1.classes.reduce($0) { $0 | 1 << UInt64($1.rawValue) } }
    ownsByProvider = expectations.pipelines.contains { !$0.providers.isEmpty }
  }

  // MARK: Memories

  /// The place of the standing of an observation's actor and of who stands behind it.
  mutating func standing(of observation: Observation, _ names: Names) -> Int {
    let identity = Identity(
      actor: observation.actor, issuer: observation.issuer, email: observation.email, human: observation.human,
      kind: observation.actorKind)
    if let place = identities[identity] { return Int(place) }
    let subject = expectations.subject(
      key: names.text(observation.actor), email: names.text(observation.email),
      isHuman: Subject.isHuman(observation.human, observation.actorKind))
    var standing = expectations.standing(subject)
    if observation.issuer != 0, observation.issuer != observation.actor {
      let issuer = expectations.subject(key: names.text(observation.issuer), email: nil, isHuman: nil)
      standing.join(issuer: expectations.standing(issuer))
    }
    if identities.count >= Self.maxIdentities {
      identities.removeAll(keepingCapacity: true)
      standings = [Standing()]
      isConcerned = [false]
      standingPlaces = [Standing(): 0]
      forgotten += 1
    }
    let place = standingPlaces[standing] ?? Int32(standings.count)
    if place == standings.count {
      standings.append(standing)
      isConcerned.append(standing.isConcerned)
      standingPlaces[standing] = place
    }
    identities[identity] = place
    return Int(place)
  }

  /// The networks that hold the observation's address; `nil` where it has none that is one.
  mutating func networks(of observation: Observation, _ names: Names) -> [Int]? {
    guard observation.address != 0 else { return nil }
    if let known = addresses[observation.address] { return known.networks }
    let place = AddressPlace(networks: names.text(observation.address).flatMap { expectations.networks(of: $0) })
    if addresses.count >= Self.maxAddresses {
      addresses.removeAll(keepingCapacity: true)
      forgotten += 1
    }
    addresses[observation.address] = place
    return place.networks
  }

  /// A verdict on a value, worked out once.
  mutating func verdict(_ entry: Int, _ aspect: ExpectedAspect, _ value: UInt64, _ judge: () -> Bool) -> Bool {
    let key = Verdict(entry: Int32(entry), aspect: aspect.number, value: value)
    if let known = verdicts[key] { return known }
    let holds = judge()
    if verdicts.count >= Self.maxVerdicts {
      verdicts.removeAll(keepingCapacity: true)
      forgotten += 1
    }
    verdicts[key] = holds
    return holds
  }

  /// Pipelines that own what was changed.
  mutating func owners(of observation: Observation, _ names: Names) -> [Int] {
    guard ownedClasses & 1 << UInt64(observation.actClass.rawValue) != 0 else { return [] }
    let key = Owned(
      tenant: observation.tenant, operation: observation.operation, target: observation.target,
      actClass: observation.actClass, actor: ownsByProvider ? observation.actor : 0)
    if let known = ownership[key] { return known }
    let owners = expectations.owners(of: observation, names)
    // What no text is known of may be known later.
    if observation.target == 0 || names.text(observation.target) != nil {
      if ownership.count >= Self.maxVerdicts {
        ownership.removeAll(keepingCapacity: true)
        forgotten += 1
      }
      ownership[key] = owners
    }
    return owners
  }

  /// Crown jewels that the observation's target is.
  mutating func jewels(of observation: Observation, _ names: Names) -> [Int] {
    guard watchesJewels, observation.target != 0 else { return [] }
    if let known = jewelsOfTarget[observation.target] { return known }
    let text = observation.sensitivity.rawValue >= Sensitivity.medium.rawValue ? names.text(observation.target) : nil
    let found = expectations.jewels.indices.filter { place in
      let jewel = expectations.jewels[place]
      return jewel.literalHashes.contains(observation.target) || text.map { jewel.contains($0) } ?? false
    }
    // An act of low sensitivity does not settle what a later one can tell by the text.
    if text != nil || !found.isEmpty {
      if jewelsOfTarget.count >= Self.maxVerdicts {
        jewelsOfTarget.removeAll(keepingCapacity: true)
        forgotten += 1
      }
      jewelsOfTarget[observation.target] = found
    }
    return found
  }

  /// Whether to tell a breach: the first of a day, and again where it is graver.
  mutating func isNew(_ kind: FindingKind, entry: Int, seen: UInt64, _ observation: Observation, _ level: Level) -> Bool
  {
    let key = Told(
      actor: observation.actor == 0 ? observation.email : observation.actor, kind: kind.id, entry: entry, seen: seen,
      day: observation.time / 86_400_000_000)
    if let before = told[key], before >= level {
      folded += 1
      return false
    }
    if told.count >= Self.maxTold {
      told.removeAll(keepingCapacity: true)
      forgotten += 1
    }
    told[key] = level
    return true
  }
}

extension ExpectedAspect {
  var number: UInt8 {
    switch self {
    case .network: 0
    case .country: 1
    case .agent: 2
    case .device: 3
    case .hour: 4
    case .operation: 5
    case .resource: 6
    }
  }
}

extension Expectations {
  /// Pipelines that own what an observation changed, by their places.
  func owners(of observation: Observation, _ names: Names) -> [Int] {
    pipelines.indices.filter { place in
      let owned = pipelines[place]
      guard owned.classes.contains(observation.actClass) else { return false }
      if !owned.providers.isEmpty {
        let provider = names.text(observation.actor)?.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() }
        guard let provider, owned.providers.contains(provider) else { return false }
      }
      if !owned.tenants.isEmpty, !(names.text(observation.tenant).map { owned.tenants.contains($0) } ?? false) {
        return false
      }
      if !owned.services.isEmpty {
        let service = names.text(observation.operation)?.split(separator: ":", maxSplits: 1).first.map(String.init)
        guard let service, owned.services.contains(service) else { return false }
      }
      guard !owned.resources.isEmpty else { return true }
      return owned.resources.literalHashes.contains(observation.target)
        || names.text(observation.target).map { owned.resources.contains($0) } ?? false
    }
  }
}
