import Activity
import Behaviour

/// A generator of observations with texts kept under their hashes, as the first stage gives them.
struct BaselineWorld {
  let names = Names()
  let tenant: UInt64
  /// Monday 2026-01-05T00:00:00Z.
  static let start: Int64 = 1_767_571_200_000_000
  static let hour: Int64 = 3_600_000_000
  static let day: Int64 = 24 * hour
  private(set) var nextRecord = 0

  init() { tenant = names.keep("111122223333") }

  struct Act {
    var service: String
    var name: String
    var actClass: ActClass
    var resource: ResourceKind
    var sensitivity: Sensitivity

    init(
      _ service: String, _ name: String, _ actClass: ActClass, _ resource: ResourceKind = .other,
      _ sensitivity: Sensitivity = .low
    ) {
      self.service = service
      self.name = name
      self.actClass = actClass
      self.resource = resource
      self.sensitivity = sensitivity
    }

    static let describe = Act("ec2", "DescribeInstances", .list, .compute, .low)
    static let listBuckets = Act("s3", "ListBuckets", .list, .storage, .low)
    static let getObject = Act("s3", "GetObject", .dataRead, .storage, .low)
    static let putObject = Act("s3", "PutObject", .dataWrite, .storage, .low)
    static let start = Act("ec2", "StartInstances", .enable, .compute, .medium)
    static let terminate = Act("ec2", "TerminateInstances", .delete, .compute, .high)
    static let createKey = Act("iam", "CreateAccessKey", .credential, .identity, .high)
    static let attachPolicy = Act("iam", "AttachUserPolicy", .grant, .identity, .critical)
    static let stopLogging = Act("cloudtrail", "StopLogging", .logging, .log, .critical)
    static let getSecret = Act("secretsmanager", "GetSecretValue", .secretRead, .secret, .high)
    static let whoAmI = Act("sts", "GetCallerIdentity", .read, .identity, .low)
    static let listUsers = Act("iam", "ListUsers", .list, .identity, .medium)
    static let deleteSnapshot = Act("ec2", "DeleteSnapshot", .delete, .snapshot, .critical)
  }

  struct Who {
    var name: String
    var kind = ActorKind.user
    var email: String? = nil
    var address = "192.0.2.10"
    var agent = "aws-cli/2.15.30 Python/3.11.8 Linux/6.5 exe/x86_64"
    var credential: String? = nil
    var credentialKind = CredentialKind.longLivedKey
    var device: String? = nil
    var region = "eu-west-1"
    var human = Observation.Answer.unknown

    func from(_ address: String, agent: String? = nil) -> Who {
      var copy = self
      copy.address = address
      if let agent { copy.agent = agent }
      return copy
    }
  }

  /// `time` in microseconds since `start`.
  mutating func observe(_ who: Who, _ act: Act, at time: Int64, outcome: Outcome = .success) -> Observation {
    var o = Observation()
    o.time = Self.start + time
    o.actor = names.keep("aws:111122223333:\(who.kind.word):\(who.name)")
    o.actorKind = who.kind
    o.email = names.keep(who.email ?? "")
    o.tenant = tenant
    o.address = names.keep(who.address)
    o.agent = names.keep(who.agent)
    o.credential = names.keep(who.credential ?? "")
    o.credentialKind = who.credentialKind
    o.device = names.keep(who.device ?? "")
    o.region = names.keep(who.region)
    o.human = who.human
    o.operation = names.keepOperation(service: act.service, operation: act.name)
    o.actClass = act.actClass
    o.resource = act.resource
    o.sensitivity = act.sensitivity
    o.outcome = outcome
    o.record = nextRecord
    o.recordID = UInt64(nextRecord) &* 0x9E37_79B9_7F4A_7C15
    nextRecord += 1
    return o
  }

  /// A working person's days: a dozen ordinary acts between nine and five, Monday to Friday.
  mutating func work(_ who: Who, days: Range<Int>, acts: [Act] = [.describe, .listBuckets, .getObject, .start])
    -> [Observation]
  {
    var all: [Observation] = []
    for day in days where day % 7 < 5 {
      for step in 0..<12 {
        let time = Int64(day) * Self.day + 9 * Self.hour + Int64(step) * 40 * 60_000_000
        all.append(observe(who, acts[step % acts.count], at: time))
      }
    }
    return all
  }
}

/// Countries and networks by the first two numbers of an address; the third, when 66, is Tor; 77, hosting.
struct SyntheticFacts: AddressFactSource {
  static let countries = [
    "IN", "JP", "DE", "US", "FR", "GB", "SG", "BR", "RU", "NG", "KR", "VN", "CA", "AU", "ES", "IT",
  ]

  func facts(of address: String) -> AddressFacts {
    let parts = address.split(separator: ".").compactMap { UInt32($0) }
    var facts = AddressFacts()
    guard parts.count == 4 else { return facts }
    facts.country = Self.countries[Int(parts[0]) % Self.countries.count]
    let asn = parts[0] << 8 | parts[1]
    facts.asn = asn
    facts.organization = "Network \(asn)"
    facts.network = UInt64(asn) &* 0x9E37_79B9_7F4A_7C15 | 1
    if parts[2] == 66 { facts.kinds = .tor }
    if parts[2] == 77 { facts.kinds = .hosting }
    return facts
  }
}

/// Runs observations through behaviour, in order of time.
func findings(
  _ observations: [Observation], names: Names, options: BehaviourOptions = BehaviourOptions(),
  facts: (any AddressFactSource)? = SyntheticFacts(), expectations: (any BehaviourExpectations)? = nil
) -> [BehaviourFinding] {
  let behaviour = Behaviour(options: options, names: names, facts: facts, expectations: expectations)
  var all: [BehaviourFinding] = []
  for observation in observations { behaviour.observe(observation) { all.append($0) } }
  behaviour.finish { all.append($0) }
  return all
}

extension BehaviourFinding {
  /// All that a finding says, for comparing runs.
  var told: String {
    "\(kind.id) \(level.name) \(observation.record) \(count) \(surprise ?? 0) "
      + reasons.map { "\($0.en)|\($0.ja)|\($0.bits ?? 0)" }.joined(separator: ";")
      + related.map { "\($0.record)" }.joined(separator: ",")
  }
}

/// SplitMix64, so that a seed gives the same world everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) / Double(1 << 53) < probability
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}
