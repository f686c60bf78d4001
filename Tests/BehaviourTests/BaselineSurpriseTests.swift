import Activity
import Behaviour
import Testing

@Suite struct BaselineSurpriseTests {
  typealias Act = BaselineWorld.Act
  typealias Who = BaselineWorld.Who

  static let alice = Who(name: "alice", address: "16.1.1.10", credential: "AKIAEXAMPLEALICE", human: .yes)
  /// Ten colleagues who do as alice does, from the same country.
  static let colleagues = (0..<10).map { Who(name: "colleague-\($0)", address: "16.\($0).1.10", human: .yes) }

  /// A team's weeks, alice's among them, in order of time.
  static func team(_ world: inout BaselineWorld, days: Range<Int>) -> [Observation] {
    var all = world.work(alice, days: days)
    for colleague in colleagues { all += world.work(colleague, days: days) }
    return sorted(all)
  }

  static func sorted(_ all: [Observation]) -> [Observation] {
    all.sorted { $0.time != $1.time ? $0.time < $1.time : $0.record < $1.record }
  }

  static func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Int64 {
    Int64(day) * BaselineWorld.day + Int64(hour) * BaselineWorld.hour + Int64(minute) * 60_000_000
  }

  static let attack: [Act] = [.whoAmI, .listUsers, .createKey, .attachPolicy, .stopLogging]

  static func attack(_ world: inout BaselineWorld, by who: Who, day: Int, hour: Int = 20) -> [Observation] {
    attack.enumerated().map { world.observe(who, $1, at: at(day, hour, $0 * 3)) }
  }

  @Test("nothing is surprising before enough is known of an identity")
  func warmUp() {
    var world = BaselineWorld()
    var all = world.work(Self.alice, days: 0..<4)
    all += Self.attack(&world, by: Self.alice.from("200.7.77.5", agent: "curl/8.0"), day: 3)
    #expect(findings(Self.sorted(all), names: world.names).isEmpty)
  }

  @Test("a stolen key that grants itself rights from elsewhere is found, with numbers a person can check")
  func stolenKey() throws {
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<28)
    all += Self.attack(&world, by: Self.alice.from("200.7.77.5", agent: "python-requests/2.31"), day: 24)
    let found = findings(Self.sorted(all), names: world.names)
    let worst = try #require(found.max { $0.level < $1.level })
    #expect(worst.level == .critical)
    #expect(worst.kind == .newOriginAct)
    let told = worst.reasons.map(\.en).joined(separator: " ")
    #expect(told.contains("First from RU; in 19 days always from IN."))
    #expect(told.contains("AS51207 Network 51207"))
    #expect(told.contains("First with python-requests; until now aws-cli on Linux."))
    #expect(told.contains("None of 10 peers has ever been seen so. In the tenant 0 of 10 identities."))
    #expect(worst.reasons.allSatisfy { !$0.ja.isEmpty && $0.ja != $0.en })
    #expect(worst.surprise ?? 0 >= 30)
    #expect(found.allSatisfy { $0.observation.actor == worst.observation.actor })
  }

  @Test("without any source of facts the network alone still tells")
  func noFacts() {
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<28)
    all += Self.attack(&world, by: Self.alice.from("200.7.77.5", agent: "python-requests/2.31"), day: 24)
    let found = findings(Self.sorted(all), names: world.names, facts: nil)
    #expect(found.contains { $0.level >= .medium })
  }

  @Test("travel alone opens nothing")
  func travel() {
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<21)
    all += world.work(Self.alice.from("9.33.4.5"), days: 21..<26)
    for colleague in Self.colleagues { all += world.work(colleague, days: 21..<26) }
    let found = findings(Self.sorted(all), names: world.names)
    #expect(found.allSatisfy { $0.level < .medium })
    #expect(found.contains { $0.kind == .newOrigin }, "it is context for what else may come")
  }

  @Test("a new version of a tool is no surprise")
  func upgrade() {
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<21)
    var upgraded = Self.alice
    upgraded.agent = "aws-cli/2.31.0 Python/3.13.1 Linux/6.12 exe/x86_64"
    all += world.work(upgraded, days: 21..<24, acts: [.describe, .getObject, .terminate, .start])
    #expect(findings(Self.sorted(all), names: world.names).allSatisfy { $0.level < .medium && $0.kind != .newOrigin })
  }

  @Test("what recurs is counted once: a thousand repeats are as surprising as one")
  func once() {
    func surprise(repeats: Int) -> [String] {
      var world = BaselineWorld()
      var all = Self.team(&world, days: 0..<24)
      let thief = Self.alice.from("200.7.77.5", agent: "python-requests/2.31")
      for step in 0..<repeats { all.append(world.observe(thief, .createKey, at: Self.at(24, 20) + Int64(step) * 1000)) }
      return findings(Self.sorted(all), names: world.names)
        .filter { !$0.kind.id.contains("burst") }.map { "\($0.kind.id) \($0.level) \($0.surprise ?? 0)" }
    }
    let one = surprise(repeats: 1)
    #expect(!one.isEmpty)
    #expect(surprise(repeats: 1000) == one)
  }

  @Test("country, network and kind of one address are one surprise, not three")
  func correlated() throws {
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<24)
    all.append(world.observe(Self.alice.from("200.7.77.5"), .terminate, at: Self.at(24, 12)))
    let found = findings(Self.sorted(all), names: world.names)
    let finding = try #require(found.first { $0.kind == .newOriginAct || $0.kind == .newOrigin })
    let counted = finding.reasons.filter {
      $0.bits != nil && ($0.en.contains("First from") || $0.en.contains("network"))
    }
    #expect(counted.count == 1)
    let sum = finding.reasons.compactMap(\.bits).reduce(0, +)
    #expect(abs(sum - (finding.surprise ?? 0)) < 0.01)
  }

  @Test("what was not seen for many half-lives is new again, and what is recent is not")
  func decay() {
    func countsAsNew(after days: Int) -> Bool {
      var world = BaselineWorld()
      var options = BehaviourOptions()
      options.halfLifeDays = 7
      options.dormantDays = 9999
      var all = world.work(Self.alice.from("9.33.4.5"), days: 0..<3) + world.work(Self.alice, days: 3..<(days + 3))
      all.append(world.observe(Self.alice.from("9.33.4.5"), .describe, at: Self.at(days + 3, 12)))
      for step in 0..<3 {
        all.append(
          world.observe(Self.alice.from("9.33.4.5", agent: "curl/8"), .createKey, at: Self.at(days + 3, 13, step)))
      }
      return findings(Self.sorted(all), names: world.names, options: options)
        .contains { $0.reasons.contains { $0.en.contains("First from NG") } }
    }
    #expect(!countsAsNew(after: 14))
    #expect(countsAsNew(after: 91))
  }

  @Test("one person known by e-mail is at home by all identities of theirs")
  func person() {
    func worst(linked: Bool) -> Double {
      var world = BaselineWorld()
      var one = Self.alice
      one.email = "alice@example.com"
      var other = Who(name: "alice-2", email: linked ? "alice@example.com" : nil, address: "16.1.1.10", human: .yes)
      var all = world.work(one, days: 0..<24) + world.work(other, days: 0..<24)
      for colleague in Self.colleagues { all += world.work(colleague, days: 0..<24) }
      all += world.work(one.from("9.33.4.5"), days: 21..<24)
      other.address = "9.33.4.5"
      all.append(world.observe(other, .terminate, at: Self.at(24, 12)))
      return findings(Self.sorted(all), names: world.names)
        .filter { $0.observation.time > BaselineWorld.start + Self.at(24, 0) }.compactMap(\.surprise).max() ?? 0
    }
    #expect(worst(linked: true) < worst(linked: false))
  }

  @Test("an expectation quietens the facts that it explains")
  func expectation() {
    struct Anything: BehaviourExpectations {
      func explained(_ fact: BehaviourFact, _ observation: Observation) -> Bool { fact.kind.aspect == .place }
    }
    struct Nothing: BehaviourExpectations {
      func explained(_ fact: BehaviourFact, _ observation: Observation) -> Bool { false }
    }
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<24)
    all += [world.observe(Self.alice.from("200.7.77.5"), .terminate, at: Self.at(24, 12))]
    let sorted = Self.sorted(all)
    #expect(findings(sorted, names: world.names, expectations: Nothing()).contains { $0.kind == .newOriginAct })
    #expect(!findings(sorted, names: world.names, expectations: Anything()).contains { $0.kind == .newOriginAct })
  }

  @Test("a refused sign-in from elsewhere teaches nothing and finds nothing")
  func refusedSignIn() {
    var world = BaselineWorld()
    var all = Self.team(&world, days: 0..<24)
    let login = Act("signin", "ConsoleLogin", .authenticate, .session, .medium)
    for step in 0..<40 {
      all.append(world.observe(Self.alice.from("200.7.77.5"), login, at: Self.at(22, 3, step), outcome: .failure))
    }
    #expect(findings(Self.sorted(all), names: world.names).allSatisfy { $0.kind != .newOrigin })
    all.append(
      world.observe(Self.alice.from("200.7.77.5", agent: "curl/8"), .createKey, at: Self.at(23, 20)))
    #expect(findings(Self.sorted(all), names: world.names).contains { $0.kind == .newOriginAct && $0.level >= .medium })
  }
}
