import Activity
import Behaviour
import Testing

@Suite struct BaselineExplorationTests {
  typealias Act = BaselineWorld.Act
  typealias Who = BaselineWorld.Who
  typealias Team = BaselineSurpriseTests

  static let job = Who(
    name: "nightly-export", address: "52.1.1.1", agent: "aws-sdk-go/1.44 (go1.20; linux; amd64)",
    credential: "AKIAEXAMPLEEXPORT", human: .no)

  /// Questions that an owner has no need to ask; the second and third about identities.
  static let questions: [Act] = [
    .listBuckets, .whoAmI, .listUsers, Act("s3", "GetBucketVersioning", .read, .storage),
    Act("rds", "DescribeDBInstances", .list, .database), Act("lambda", "ListFunctions", .list, .function),
    Act("kms", "ListKeys", .list, .key), Act("iam", "ListRoles", .list, .identity, .medium),
    Act("ec2", "DescribeSnapshots", .list, .snapshot), Act("ec2", "DescribeVpcs", .list, .network),
    Act("sqs", "ListQueues", .list, .other), Act("logs", "DescribeLogGroups", .list, .log),
    Act("backup", "ListBackupVaults", .list, .backup), Act("cloudtrail", "DescribeTrails", .list, .log),
  ]

  /// Asks the questions a minute apart on day 24; those at `refused` are refused.
  static func ask(
    _ who: Who, _ count: Int, refused: Set<Int>, after past: (inout BaselineWorld) -> [Observation]
  ) -> [BehaviourFinding] {
    var world = BaselineWorld()
    var all = past(&world)
    for (step, question) in questions.prefix(count).enumerated() {
      all.append(
        world.observe(
          who, question, at: Team.at(24, 12, step), outcome: refused.contains(step) ? .denied : .success))
    }
    return findings(Team.sorted(all), names: world.names).filter { $0.kind == .exploration }
  }

  static func work(_ world: inout BaselineWorld) -> [Observation] {
    Team.team(&world, days: 0..<24) + world.work(job, days: 0..<24, acts: [.putObject, .getObject])
  }

  @Test("a job's key that asks from elsewhere whose it is and what there is, is high with the first answer")
  func stolen() throws {
    let thief = Self.job.from("200.7.77.5", agent: "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux")
    let found = Self.ask(thief, 8, refused: [2], after: Self.work)
    #expect(found.map(\.level) == [.medium, .high])
    let reason = try #require(found.last?.reasons.first)
    #expect(reason.en.hasPrefix("6 kinds of looking around that it never did before within 1 hour;"))
    #expect(reason.en.contains("2 about identities and rights, 1 refused"))
    #expect(reason.ja.contains("6 種類"))
    #expect(found.last?.related.count == 5)
  }

  @Test("that there is none of what was asked for is an answer; an error is not", arguments: [true, false])
  func noSuchThing(isAnswer: Bool) {
    let thief = Self.job.from("200.7.77.5", agent: "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux")
    var world = BaselineWorld()
    var all = Self.work(&world)
    for (step, question) in Self.questions.prefix(6).enumerated() {
      var o = world.observe(thief, question, at: Team.at(24, 12, step), outcome: step == 2 ? .denied : .success)
      if step == 5 {
        o.outcome = .failure
        o.reason = world.names.keep(isAnswer ? "ObjectLockConfigurationNotFoundError" : "InternalError")
      }
      all.append(o)
    }
    let found = findings(Team.sorted(all), names: world.names).filter { $0.kind == .exploration }
    #expect(found.map(\.level) == (isAnswer ? [.medium, .high] : [.medium]))
  }

  @Test("what is refused throughout reaches nothing: medium")
  func refusedThroughout() {
    let thief = Self.job.from("200.7.77.5")
    #expect(Self.ask(thief, 14, refused: Set(0..<14), after: Self.work).map(\.level) == [.medium])
  }

  @Test("a job that moves to another machine and does the same explores nothing")
  func moved() {
    var world = BaselineWorld()
    let moved = Self.job.from("200.7.1.5")
    let all = Self.work(&world) + world.work(moved, days: 24..<28, acts: [.putObject, .getObject])
    #expect(findings(Team.sorted(all), names: world.names).allSatisfy { $0.kind != .exploration })
  }

  @Test("at home a machine's key must ask much, and about identities; a person's may")
  func home() {
    #expect(Self.ask(Self.job, 11, refused: [2], after: Self.work).isEmpty)
    #expect(Self.ask(Self.job, 14, refused: [], after: Self.work).map(\.level) == [.medium])
    #expect(Self.ask(Team.alice, 14, refused: [2], after: Self.work).isEmpty)
  }

  @Test("a key that nobody has seen, from where nobody is, is found by what it asks")
  func stranger() {
    let stranger = Who(name: "vik", address: "200.7.1.5", credential: "AKIAEXAMPLEVIK")
    #expect(Self.ask(stranger, 14, refused: [2], after: Self.work).map(\.level) == [.medium, .high])
    // Without a refusal it may be a new tool that takes stock.
    #expect(Self.ask(stranger, 14, refused: [], after: Self.work).map(\.level) == [.medium])
    #expect(Self.ask(stranger, 5, refused: [2], after: Self.work).isEmpty)
    // From the team's own network it is a new colleague's.
    var colleague = stranger
    colleague.address = Team.alice.address
    #expect(Self.ask(colleague, 14, refused: [2], after: Self.work).isEmpty)
    // A tenant that is not known says nothing of who is strange.
    #expect(Self.ask(stranger, 14, refused: [2]) { Team.team(&$0, days: 21..<24) }.isEmpty)
  }

  @Test("questions hours apart are no look around")
  func slow() {
    var world = BaselineWorld()
    let stranger = Who(name: "vik", address: "200.7.1.5", credential: "AKIAEXAMPLEVIK")
    var all = Self.work(&world)
    for (step, question) in Self.questions.enumerated() {
      all.append(world.observe(stranger, question, at: Team.at(23, 0) + Int64(step) * 3 * BaselineWorld.hour))
    }
    #expect(findings(Team.sorted(all), names: world.names).allSatisfy { $0.kind != .exploration })
  }

  @Test("a state in the middle of a look around changes nothing of what is found")
  func state() throws {
    var world = BaselineWorld()
    let thief = Self.job.from("200.7.77.5")
    var all = Self.work(&world)
    for (step, question) in Self.questions.enumerated() {
      all.append(world.observe(thief, question, at: Team.at(24, 12, step), outcome: step == 2 ? .denied : .success))
    }
    let whole = findings(Team.sorted(all), names: world.names)
    #expect(whole.contains { $0.kind == .exploration && $0.level == .high })
    var told: [BehaviourFinding] = []
    var behaviour = Behaviour(names: world.names, facts: SyntheticFacts())
    for (index, observation) in Team.sorted(all).enumerated() {
      if all.count - index < 14 {
        let bytes = behaviour.snapshot()
        behaviour = Behaviour(names: world.names, facts: SyntheticFacts())
        try behaviour.restore(bytes)
      }
      behaviour.observe(observation) { told.append($0) }
    }
    behaviour.finish { told.append($0) }
    #expect(told.map(\.told) == whole.map(\.told))
  }

  @Test("a machine that lowers a defence which nobody ever touched, from a strange place with a strange tool, is high")
  func adminAct() {
    func level(_ who: Who) -> Level? {
      var world = BaselineWorld()
      var all = Self.work(&world)
      let suspend = Act("s3", "PutBucketVersioning", .defence, .backup, .high)
      all.append(world.observe(who, suspend, at: Team.at(24, 12)))
      return findings(Team.sorted(all), names: world.names).filter { $0.kind == .firstAdminAct }.map(\.level).max()
    }
    #expect(level(Self.job.from("200.7.1.5", agent: "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux")) == .high)
    #expect(level(Self.job.from("200.7.1.5")) == .medium)
    #expect(level(Self.job) ?? .low == .low)
  }
}
