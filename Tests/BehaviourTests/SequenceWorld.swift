import Activity
import Behaviour
import Testing

/// Records in the making, and what the detectors say of them.
final class SequenceWorld {
  let names = Names()
  var options = SequenceOptions()
  var records: [Observation] = []
  var clock: Int64
  /// Facts by address; without any, the detectors know networks only.
  var facts: [String: AddressFacts]?

  static let minute = SequenceOptions.minute
  static let hour = SequenceOptions.hour
  static let day = SequenceOptions.day

  /// Begins at midnight of 2026-01-05, a Monday.
  init() { clock = 1_767_571_200_000_000 }

  struct Table: AddressFactSource {
    let facts: [String: AddressFacts]
    func facts(of address: String) -> AddressFacts { facts[address] ?? AddressFacts() }
  }

  func wait(_ time: Int64) { clock += time }

  /// Facts of an address: country, position, kinds. Its /24 is its network.
  func know(
    _ address: String, _ country: String? = nil, _ position: (Double, Double)? = nil, radius: Double? = nil,
    kinds: AddressFacts.Kinds = [], provider: String? = nil
  ) {
    var fact = AddressFacts()
    fact.network = names.keep("net:" + address.split(separator: ".").prefix(3).joined(separator: "."))
    fact.country = country
    fact.latitude = position?.0
    fact.longitude = position?.1
    fact.accuracyRadius = radius
    fact.kinds = kinds
    fact.provider = provider
    facts = facts ?? [:]
    facts?[address] = fact
  }

  /// One record; the clock goes on by a second unless told otherwise.
  @discardableResult
  func act(
    _ actor: String, _ operation: String, _ actClass: ActClass, _ resource: ResourceKind = .other,
    _ sensitivity: Sensitivity = .low, from address: String? = nil, outcome: Outcome = .success,
    after: Int64 = 1_000_000, _ more: (inout Observation) -> Void = { _ in }
  ) -> Observation {
    clock += after
    var o = Observation()
    o.time = clock
    o.actor = names.keep(actor)
    let parts = operation.split(separator: ":", maxSplits: 1).map(String.init)
    o.operation = names.keepOperation(service: parts.count > 1 ? parts[0] : "", operation: parts[parts.count - 1])
    o.actClass = actClass
    o.resource = resource
    o.sensitivity = sensitivity
    o.outcome = outcome
    if let address { o.address = names.keep(address) }
    let kind = actor.split(separator: ":").dropFirst(2).first ?? ""
    o.actorKind =
      kind == "role" ? .role : kind == "service" ? .service : kind == "service_account" ? .serviceAccount : .user
    o.tenant = names.keep(String(actor.split(separator: ":").dropFirst().first ?? ""))
    o.record = records.count
    o.recordID = names.keep("record-\(records.count)")
    more(&o)
    records.append(o)
    return o
  }

  /// A person's sign-in.
  @discardableResult
  func signIn(
    _ actor: String, from address: String, outcome: Outcome = .success, after: Int64 = 1_000_000,
    _ more: (inout Observation) -> Void = { _ in }
  ) -> Observation {
    act(actor, "okta:user.session.start", .authenticate, .session, .low, from: address, outcome: outcome, after: after)
    {
      $0.human = .yes
      $0.credentialKind = .webSession
      more(&$0)
    }
  }

  /// Ordinary work: `days` days of a record each morning and evening.
  func habit(_ actor: String, from address: String, days: Int, _ more: (inout Observation) -> Void = { _ in }) {
    for _ in 0..<days {
      act(actor, "ec2:DescribeInstances", .list, .compute, from: address, after: 9 * Self.hour, more)
      act(actor, "ec2:DescribeInstances", .list, .compute, from: address, after: 8 * Self.hour, more)
      wait(7 * Self.hour)
    }
  }

  private func make(shard: Int = 0, of count: Int = 1) -> Sequences {
    var options = options
    options.shard = shard
    options.shardCount = count
    return Sequences(options: options, names: names, facts: facts.map { Table(facts: $0) })
  }

  private func find(_ sequences: Sequences, _ records: some Sequence<Observation>) -> [BehaviourFinding] {
    var found: [BehaviourFinding] = []
    for record in records { sequences.observe(record) { found.append($0) } }
    sequences.finish { found.append($0) }
    return found
  }

  /// What is found, after it was made sure that the same is found in shards, after restarts and with the records of
  /// each instant turned round.
  func run(sourceLocation: SourceLocation = #_sourceLocation) throws -> [BehaviourFinding] {
    let found = find(make(), records)
    let expected = found.map(Self.line).sorted()

    let sharded = (0..<3).flatMap { find(make(shard: $0, of: 3), records) }
    #expect(sharded.map(Self.line).sorted() == expected, "in shards", sourceLocation: sourceLocation)

    var restarted: [BehaviourFinding] = []
    var running = make()
    for (index, record) in records.enumerated() {
      running.observe(record) { restarted.append($0) }
      guard index % max(1, records.count / 40) == 0 || records.count - index < 20 else { continue }
      let next = make()
      try next.restore(running.snapshot())
      running = next
    }
    running.finish { restarted.append($0) }
    #expect(restarted.map(Self.line).sorted() == expected, "after restarts", sourceLocation: sourceLocation)

    let turned = Array(records.reversed()).sorted { $0.time < $1.time }
    #expect(
      find(make(), turned).map(Self.line).sorted() == expected, "in another order", sourceLocation: sourceLocation)

    for finding in found {
      #expect(!finding.reasons.isEmpty)
      for reason in finding.reasons { #expect(!reason.en.isEmpty && !reason.ja.isEmpty) }
    }
    return found
  }

  private static func line(_ finding: BehaviourFinding) -> String {
    let related = finding.related.map { "\($0.record)" }.joined(separator: ",")
    let reasons = finding.reasons.map(\.en).joined(separator: "; ")
    return
      "\(finding.kind.id) \(finding.level.name) \(finding.observation.record) \(finding.count) [\(related)] \(reasons)"
  }
}

extension [BehaviourFinding] {
  /// Levels of the findings of one kind, in order.
  func levels(_ kind: String) -> [Level] { filter { $0.kind.id == "behaviour-" + kind }.map(\.level) }

  func highest(_ kind: String) -> Level? { levels(kind).max() }

  var mediumOrAbove: [String] { filter { $0.level >= .medium }.map { "\($0.kind.id) \($0.level.name)" } }
}
