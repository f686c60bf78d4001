import Activity
import Behaviour
import Testing

@Suite struct BaselineDetectorTests {
  typealias Act = BaselineWorld.Act
  typealias Who = BaselineWorld.Who
  typealias Team = BaselineSurpriseTests

  @Test("a dormant identity that wakes is context; from elsewhere with a grave act it is high")
  func dormantIdentity() {
    func levels(_ who: Who, _ act: Act) -> [Level] {
      var world = BaselineWorld()
      var all = Team.team(&world, days: 0..<70)
      all.removeAll {
        $0.actor == world.names.keep("aws:111122223333:user:alice") && $0.time > BaselineWorld.start + Team.at(21, 0)
      }
      all.append(world.observe(who, act, at: Team.at(65, 12)))
      return findings(Team.sorted(all), names: world.names).filter { $0.kind == .dormantIdentity }.map(\.level)
    }
    #expect(levels(Team.alice, .describe) == [.low])
    #expect(levels(Team.alice, .createKey) == [.medium])
    #expect(levels(Team.alice.from("200.7.77.5", agent: "curl/8"), .createKey) == [.high])
  }

  @Test("a long-lived key that was silent for weeks is told, though its owner was active")
  func dormantCredential() {
    var world = BaselineWorld()
    var other = Team.alice
    other.credential = "AKIAEXAMPLESECOND"
    var all = world.work(Team.alice, days: 0..<12) + world.work(other, days: 12..<60)
    all.append(world.observe(Team.alice.from("200.7.77.5"), .createKey, at: Team.at(60, 12)))
    let found = findings(Team.sorted(all), names: world.names).filter { $0.kind == .dormantCredential }
    #expect(found.map(\.level) == [.high])
    #expect(found.first?.reasons.first?.en.contains("AKIAEXAMPLEALICE had not been used for 49 days") == true)
  }

  @Test("a burst is beyond the identity's own measure; its usual volume is none", arguments: [1, 2, 3] as [UInt64])
  func bursts(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    var world = BaselineWorld()
    let usual = 20 + random.below(30)
    var all: [Observation] = []
    func deletions(_ count: Int, day: Int) {
      for step in 0..<count {
        all.append(world.observe(Team.alice, .terminate, at: Team.at(day, 10) + Int64(step) * 1_000_000))
      }
    }
    all += world.work(Team.alice, days: 0..<28, acts: [.describe, .terminate, .listBuckets])
    for day in 0..<20 where day % 7 < 5 { deletions(usual, day: day) }
    deletions(usual * 2, day: 21)
    #expect(findings(Team.sorted(all), names: world.names).allSatisfy { $0.kind != .deletionBurst })
    deletions(usual * 30, day: 24)
    let found = findings(Team.sorted(all), names: world.names).filter { $0.kind == .deletionBurst }
    #expect(found.map(\.level) == [.low, .medium] || found.map(\.level) == [.medium])
    #expect(found.allSatisfy { $0.observation.time > BaselineWorld.start + Team.at(24, 0) })
  }

  @Test("three where there were none is no burst")
  func floors() {
    var world = BaselineWorld()
    var all = world.work(Team.alice, days: 0..<24)
    for step in 0..<3 { all.append(world.observe(Team.alice, .getSecret, at: Team.at(23, 12, step))) }
    #expect(findings(Team.sorted(all), names: world.names).allSatisfy { !$0.kind.id.contains("burst") })
  }

  @Test(
    "secrets read, data downloaded and requests refused in bulk from elsewhere are found",
    arguments: [
      ("behaviour-burst-secret-reads", Act.getSecret, 12, Outcome.success),
      ("behaviour-burst-downloads", Act.getObject, 300, Outcome.success),
      ("behaviour-burst-denial", Act.listUsers, 40, Outcome.denied),
    ])
  func burstsElsewhere(id: String, act: Act, count: Int, outcome: Outcome) {
    var world = BaselineWorld()
    var all = Team.team(&world, days: 0..<24)
    for step in 0..<count {
      all.append(
        world.observe(
          Team.alice.from("16.9.9.9"), act, at: Team.at(24, 12) + Int64(step) * 500_000, outcome: outcome))
    }
    let found = findings(Team.sorted(all), names: world.names).filter { $0.kind.id == id }
    #expect(found.contains { $0.level >= .medium }, "\(found.map(\.level))")
  }

  @Test("a machine's identity in a browser is found; a person's is not")
  func machineConsole() {
    func found(_ human: Observation.Answer, _ kind: ActorKind, _ agent: String) -> [Level] {
      var world = BaselineWorld()
      let job = Who(
        name: "deploy", kind: kind, address: "52.1.1.1", agent: agent, credentialKind: .temporaryKey, human: human)
      var all = world.work(job, days: 0..<24)
      all.append(
        world.observe(job.from("52.1.1.1", agent: BaselineCompany.browsers[0]), .createKey, at: Team.at(24, 12)))
      return findings(Team.sorted(all), names: world.names).filter { $0.kind == .machineConsole }.map(\.level)
    }
    #expect(found(.no, .role, "aws-sdk-go/1.44 (go1.20; linux; amd64)") == [.high])
    #expect(found(.yes, .user, "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0").isEmpty)
  }

  @Test("many sensitive operations that an identity never used are an abrupt change")
  func profile() {
    var world = BaselineWorld()
    var all = Team.team(&world, days: 0..<24)
    let services = ["rds", "eks", "kms", "guardduty", "backup", "route53", "lambda"]
    for (step, service) in services.enumerated() {
      all.append(
        world.observe(
          Team.alice, Act(service, "Delete\(service)", .delete, .backup, .critical), at: Team.at(24, 11, step)))
    }
    let found = findings(Team.sorted(all), names: world.names).filter { $0.kind == .profileChange }
    #expect(found.contains { $0.level >= .medium })
  }

  @Test("the tenant speaks for an identity that nobody knows yet, about critical acts only")
  func newcomer() {
    var world = BaselineWorld()
    var all = Team.team(&world, days: 0..<24)
    let stranger = Who(name: "backup-admin", address: "200.7.77.5")
    all += [Act.describe, .listUsers, .stopLogging].enumerated().map {
      world.observe(stranger, $1, at: Team.at(24, 12, $0))
    }
    let found = findings(Team.sorted(all), names: world.names)
    #expect(found.filter { $0.kind == .newcomer }.map(\.level) == [.medium])
    #expect(found.count == 1)
  }

  @Test("a provider's own services are counted and not profiled")
  func services() {
    var world = BaselineWorld()
    var who = Team.alice
    who.kind = .service
    let all = world.work(who, days: 0..<20)
    let behaviour = Behaviour(names: world.names)
    for observation in all { behaviour.observe(observation) { _ in Issue.record("a finding") } }
    #expect(behaviour.statistics.services == UInt64(all.count))
    #expect(behaviour.statistics.identities == 0)
  }

  @Test("every kind is told in both languages and tagged with ATT&CK and CSA")
  func kinds() {
    #expect(Set(BehaviourKind.surprises.map(\.id)).count == BehaviourKind.surprises.count)
    for kind in BehaviourKind.surprises {
      #expect(kind.titleJa.contains { $0 > "\u{3040}" } && kind.summaryJa.contains { $0 > "\u{3040}" })
      #expect(kind.tags.contains { $0.hasPrefix("attack.t") } && kind.tags.contains { $0.hasPrefix("csa.tt2022.") })
      #expect(!kind.falsePositives.isEmpty)
    }
  }
}
