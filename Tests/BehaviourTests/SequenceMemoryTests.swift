import Activity
import Behaviour
import Testing

@Suite("Sequences: memory") struct SequenceMemoryTests {
  private func crowd(_ count: Int) -> SequenceWorld {
    let world = SequenceWorld()
    world.options.maxIdentities = 100
    world.options.maxCredentials = 100
    world.options.maxAddresses = 100
    world.options.maxEntries = 100
    for person in 0..<count {
      world.signIn("okta:acme:user:p\(person)", from: "100.\(person / 250).\(person % 250).1") {
        $0.credential = world.names.keep("s\(person)")
        $0.email = world.names.keep("p\(person)@example.com")
      }
      world.act("okta:acme:user:p\(person)", "sts:AssumeRole", .authenticate, .role, from: "100.\(person / 250).2.1") {
        $0.targetIdentity = world.names.keep("aws:1:role:r\(person)")
        $0.targetCredential = world.names.keep("t\(person)")
      }
      world.act("okta:acme:user:p\(person)", "iam:CreateAccessKey", .credential, .identity, .high, from: "100.3.2.1") {
        $0.targetIdentity = world.names.keep("aws:1:user:r\(person)")
      }
    }
    return world
  }

  private func sequences(_ world: SequenceWorld) -> Sequences { Sequences(options: world.options, names: world.names) }

  @Test("no table outgrows its limit, and what was dropped is counted")
  func caps() {
    let world = crowd(2_000)
    let sequences = sequences(world)
    for record in world.records { sequences.observe(record) { _ in } }
    sequences.finish { _ in }
    #expect(sequences.statistics.kept <= 14 * 100)
    #expect(sequences.statistics.evicted > 1_500)
  }

  @Test("records of one instant may come in any order", arguments: 1...5)
  func orderWithinInstant(seed: UInt64) {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 4) { $0.human = .yes }
    // A day's worth of attack, as providers write it that give whole minutes only.
    for step in 0..<120 {
      let from = "100.\(step % 7).2.1"
      world.signIn("okta:acme:user:p\(step % 15)", from: "198.51.100.9", outcome: step % 4 == 0 ? .success : .failure)
      world.signIn("okta:acme:user:ann", from: from, outcome: step % 5 == 0 ? .success : .failure)
      world.act("okta:acme:user:ann", "iam:CreateAccessKey", .credential, .identity, .high, from: from) {
        $0.targetIdentity = world.names.keep("aws:1:user:u\(step % 3)")
        $0.targetCredential = world.names.keep("AKIA\(step % 6)")
      }
      world.act("aws:1:user:u\(step % 3)", "iam:AttachUserPolicy", .grant, .policy, .critical, from: from) {
        $0.credential = world.names.keep("AKIA\(step % 6)")
        $0.credentialKind = .longLivedKey
        $0.targetIdentity = world.names.keep("aws:1:user:u\(step % 3)")
      }
      world.act("okta:acme:user:ann", "ec2:DeleteSnapshot", .delete, .snapshot, .high, from: from)
      world.act("okta:acme:user:ann", "ec2:TerminateInstances", .delete, .compute, .high, from: from)
      world.act("aws:1:user:u\(step % 3)", "s3:GetObject", .dataRead, .storage, from: from)
    }
    let minute = SequenceWorld.minute
    for index in world.records.indices { world.records[index].time = world.records[index].time / minute * minute }
    var random = SeededGenerator(state: seed)
    let turned = world.records.shuffled(using: &random).sorted { $0.time < $1.time }
    func lines(_ records: [Observation]) -> [String] {
      var found: [String] = []
      let sequences = sequences(world)
      for record in records {
        sequences.observe(record) { found.append("\($0.kind.id) \($0.level) \($0.observation.record) \($0.reasons)") }
      }
      sequences.finish { found.append("\($0.kind.id) \($0.level) \($0.observation.record) \($0.reasons)") }
      return found
    }
    let expected = lines(world.records)
    #expect(expected.count > 10)
    #expect(lines(turned) == expected)
  }

  @Test("eviction and restart do not disturb each other")
  func evictionThenRestart() throws {
    let world = crowd(700)
    let whole = sequences(world)
    var parts = sequences(world)
    for (index, record) in world.records.enumerated() {
      whole.observe(record) { _ in }
      parts.observe(record) { _ in }
      if index % 300 == 0 {
        let next = sequences(world)
        try next.restore(parts.snapshot())
        parts = next
      }
    }
    #expect(whole.snapshot() == parts.snapshot())
  }

  @Test("a crowded instant is judged in parts and counted")
  func crowdedInstant() {
    let world = SequenceWorld()
    world.options.maxPending = 50
    for person in 0..<120 { world.signIn("okta:acme:user:p\(person)", from: "203.0.113.7", after: 0) }
    let sequences = sequences(world)
    for record in world.records { sequences.observe(record) { _ in } }
    #expect(sequences.statistics.crowdedInstants == 2)
    #expect(sequences.statistics.judged == 100)
  }

  @Test("records without a time, late ones and absurd ones stop nothing")
  func times() {
    let world = SequenceWorld()
    world.signIn("okta:acme:user:p", from: "203.0.113.7")
    for time in [0, -5, Int64.max, Int64.min, 1, world.clock - 1] {
      world.signIn("okta:acme:user:p", from: "203.0.113.7") { $0.time = time }
    }
    let sequences = sequences(world)
    for record in world.records { sequences.observe(record) { _ in } }
    sequences.finish { _ in }
    #expect(sequences.statistics.untimed == 4)
    #expect(sequences.statistics.late == 2)
    #expect(sequences.statistics.judged == 3)
  }

  @Test("snapshots that are cut, go on, or are of another layout or shard are refused and change nothing")
  func damage() throws {
    let world = crowd(20)
    let sequences = sequences(world)
    for record in world.records { sequences.observe(record) { _ in } }
    let bytes = sequences.snapshot()
    for length in [0, 7, 8, 100, bytes.count / 2, bytes.count - 1] {
      #expect(throws: StateProblem("it ends early")) { try sequences.restore(Array(bytes.prefix(length))) }
    }
    #expect(throws: StateProblem.self) { try sequences.restore(bytes + [0]) }
    var altered = bytes
    altered[0] ^= 0x40
    #expect(throws: StateProblem("they were written on another kind of machine")) { try sequences.restore(altered) }
    var options = world.options
    options.shardCount = 2
    let other = Sequences(options: options, names: world.names)
    #expect(throws: StateProblem("they are another shard's")) { try other.restore(bytes) }
    #expect(sequences.snapshot() == bytes)
  }

  @Test("every kind is complete in both languages and tagged")
  func kinds() {
    #expect(Set(BehaviourKind.sequences.map(\.id)).count == 18)
    for kind in BehaviourKind.sequences {
      #expect(kind.id.hasPrefix("behaviour-"))
      #expect(!kind.title.isEmpty && !kind.summary.isEmpty)
      #expect(kind.titleJa.unicodeScalars.contains { $0.value > 0x3000 })
      #expect(kind.summaryJa.unicodeScalars.contains { $0.value > 0x3000 })
      #expect(kind.tags.contains { $0.hasPrefix("attack.t") } && kind.tags.contains { $0.hasPrefix("csa.tt2022.") })
      #expect(!kind.falsePositives.isEmpty && !kind.response.isEmpty)
    }
  }
}
