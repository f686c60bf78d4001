import Activity
import Behaviour
import Testing

@Suite struct BaselineStateTests {
  /// A small company with an attack in it, so that runs have something to differ in.
  static func company(seed: UInt64) -> (names: Names, month: [Observation]) {
    var company = BaselineCompany(seed: seed, people: 40, machines: 20, days: 20)
    var month = company.month()
    for number in 0..<6 {
      let thief = BaselineAttack.takeover.origin(
        company.people[number].who, country: 0, number % 2 == 0 ? .loud : .careful)
      for (step, act) in (BaselineAttack.destruction.acts(.loud) + BaselineAttack.takeover.acts(.loud)).enumerated() {
        month.append(
          company.world.observe(
            thief, act, at: Int64(15 + number % 3) * BaselineWorld.day + Int64(step) * 9_000_000 + Int64(number)))
      }
    }
    month.sort { $0.time != $1.time ? $0.time < $1.time : $0.record < $1.record }
    return (company.world.names, month)
  }

  static func run(_ behaviour: Behaviour, _ observations: ArraySlice<Observation>) -> [String] {
    var told: [String] = []
    for observation in observations { behaviour.observe(observation) { told.append($0.told) } }
    return told
  }

  @Test("the number of shards changes neither findings nor state", arguments: [11, 12] as [UInt64])
  func shards(seed: UInt64) {
    let (names, month) = Self.company(seed: seed)
    func result(_ shards: Int, maxIdentities: Int) -> (told: [String], state: [UInt8]) {
      var options = BehaviourOptions()
      options.shards = shards
      options.maxIdentities = maxIdentities
      let behaviour = Behaviour(options: options, names: names, facts: SyntheticFacts())
      return (Self.run(behaviour, month[...]), behaviour.snapshot())
    }
    for maxIdentities in [1000, 48] {
      let one = result(1, maxIdentities: maxIdentities)
      if maxIdentities == 1000 { #expect(one.told.count > 10) }
      for shards in [3, 8] {
        let other = result(shards, maxIdentities: maxIdentities)
        #expect(other.told == one.told)
        // Under eviction a note of peers may count one more or less, by what a shard still remembers as a repeat.
        if maxIdentities == 1000 { #expect(withoutRepeats(other.state) == withoutRepeats(one.state)) }
      }
    }
  }

  /// How many repeats were recognised depends on which tuples meet in the memory of a shard; nothing else does. The
  /// count is blotted out: it follows the half-life (2 bytes), the next boundary (8), leaps (4) and observations (8).
  private func withoutRepeats(_ state: [UInt8]) -> [UInt8] {
    var state = state
    for place in 22..<30 { state[place] = 0 }
    return state
  }

  @Test(
    "taken up at any record, from a state of any number of shards, a run finds the same",
    arguments: [21, 22] as [UInt64])
  func restart(seed: UInt64) throws {
    let (names, month) = Self.company(seed: seed)
    func fresh(_ shards: Int) -> Behaviour {
      var options = BehaviourOptions()
      options.shards = shards
      return Behaviour(options: options, names: names, facts: SyntheticFacts())
    }
    let whole = fresh(1)
    let unbroken = Self.run(whole, month[...])
    var random = SeededGenerator(state: seed)
    for _ in 0..<4 {
      let cut = month.count / 2 + random.below(month.count / 2)
      let first = fresh(1 + random.below(8))
      var told = Self.run(first, month[..<cut])
      let second = fresh(1 + random.below(8))
      try second.restore(first.snapshot())
      told += Self.run(second, month[cut...])
      #expect(told == unbroken)
      #expect(second.statistics.identities == whole.statistics.identities)
      #expect(second.statistics.observations == whole.statistics.observations)
    }
  }

  @Test("a state that is restored is written as it was")
  func roundTrip() throws {
    let (names, month) = Self.company(seed: 31)
    let first = Behaviour(names: names, facts: SyntheticFacts())
    _ = Self.run(first, month[...])
    let state = first.snapshot()
    let second = Behaviour(names: names, facts: SyntheticFacts())
    try second.restore(state)
    #expect(second.snapshot() == state)
  }

  @Test("a damaged state is refused with a reason and never traps", arguments: [41, 42, 43] as [UInt64])
  func damaged(seed: UInt64) throws {
    let names = Names()
    var world = BaselineWorld()
    let behaviour = Behaviour(names: names)
    for observation in world.work(BaselineSurpriseTests.alice, days: 0..<12) { behaviour.observe(observation) { _ in } }
    let state = behaviour.snapshot()
    var random = SeededGenerator(state: seed)
    for _ in 0..<400 {
      var bad = state
      switch random.below(3) {
      case 0: bad.removeLast(1 + random.below(bad.count))
      case 1: bad[random.below(bad.count)] ^= UInt8(1 + random.below(255))
      default: for _ in 0..<(1 + random.below(8)) { bad[random.below(bad.count)] = UInt8(random.below(256)) }
      }
      let isCut = bad.count < state.count
      let taken = Behaviour(names: names)
      do {
        try taken.restore(bad)
        for observation in world.work(BaselineSurpriseTests.alice, days: 12..<14) {
          taken.observe(observation) { _ in }
        }
        _ = taken.snapshot()
        #expect(!isCut)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(throws: StateProblem("it ends early")) { try Behaviour(names: names).restore([]) }
    var options = BehaviourOptions()
    options.halfLifeDays = 14
    #expect(throws: StateProblem("they were learned with a half-life of 30 days, and 14 are asked for")) {
      try Behaviour(options: options, names: names).restore(state)
    }
  }

  @Test("the cap holds; the least recently active are forgotten, and counted")
  func evictions() {
    var world = BaselineWorld()
    var options = BehaviourOptions()
    options.maxIdentities = 160
    let behaviour = Behaviour(options: options, names: world.names)
    for number in 0..<1000 {
      let who = BaselineWorld.Who(name: "visitor-\(number)")
      behaviour.observe(world.observe(who, .describe, at: Int64(number) * BaselineWorld.hour / 10 + 1)) { _ in }
      behaviour.observe(
        world.observe(BaselineSurpriseTests.alice, .describe, at: Int64(number) * BaselineWorld.hour / 10 + 2)
      ) {
        _ in
      }
    }
    let statistics = behaviour.statistics
    #expect(statistics.identities <= 160)
    #expect(statistics.evicted == 1001 - UInt64(statistics.identities))
    // Alice was active all along: she is the one identity of whom more than a record is known.
    #expect(behaviour.statistics.observations == 2000)
    let bytes = behaviour.snapshot()
    let fresh = Behaviour(options: options, names: world.names)
    #expect(throws: Never.self) { try fresh.restore(bytes) }
    #expect(fresh.statistics == withoutBytes(fresh.statistics, as: behaviour.statistics))
  }

  private func withoutBytes(_ statistics: BehaviourStatistics, as other: BehaviourStatistics) -> BehaviourStatistics {
    var copy = other
    copy.bytes = statistics.bytes
    return copy
  }

  @Test("one forged date carries nobody's clock away")
  func forgedDate() {
    var world = BaselineWorld()
    var all = BaselineSurpriseTests.team(&world, days: 0..<24)
    all += BaselineSurpriseTests.attack(
      &world, by: BaselineSurpriseTests.alice.from("200.7.77.5", agent: "python-requests/2.31"), day: 24)
    let honest = findings(all, names: world.names).map(\.told)
    let forged = world.observe(.init(name: "forger"), .describe, at: 20_000 * BaselineWorld.day)
    all.insert(forged, at: all.count / 2)
    #expect(findings(all, names: world.names).map(\.told) == honest)
    #expect(!honest.isEmpty)
  }

  @Test("the same records give the same findings")
  func deterministic() {
    let (names, month) = Self.company(seed: 51)
    let one = findings(month, names: names).map(\.told)
    #expect(findings(month, names: names).map(\.told) == one)
  }
}
