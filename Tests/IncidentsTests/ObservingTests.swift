import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("What records without alerts tell")
struct ObservingTests {
  let medium = AlertFixture.rule("medium", .medium)
  let high = AlertFixture.rule("high", .high)

  static func observation(_ actor: String, at seconds: Double, _ change: (inout Observation) -> Void) -> Observation {
    var observation = Observation()
    observation.time = AlertFixture.start + Int64(seconds * 1e6)
    observation.actor = AlertFixture.hash(actor)
    observation.actorKind = .user
    observation.isPublicAddress = true
    observation.outcome = .success
    change(&observation)
    return observation
  }

  /// Two people with a medium alert each, sharing what `alert` says; `others` are seen with it in records.
  func incidents(
    others: Int, kind: ActorKind = .user, alert: (inout AlertFixture) -> Void, seen: (inout Observation) -> Void
  )
    -> Int
  {
    var builder = IncidentBuilder()
    for index in 0..<others {
      builder.observe(
        Self.observation("aws:1:user:o\(index)", at: Double(index)) {
          seen(&$0)
          $0.actorKind = kind
        })
    }
    for index in 0..<2 {
      var fixture = AlertFixture(
        rule: medium, at: 3600 + Double(index), actor: "aws:111122223333:user:p\(index)", index: index)
      alert(&fixture)
      builder.add(fixture.alert)
    }
    return builder.finish().count
  }

  @Test(
    "An address joins strangers only while few are seen at it, alerts or not", arguments: [(0, 1), (4, 1), (30, 2)])
  func address(others: Int, expected: Int) {
    let found = incidents(
      others: others, alert: { $0.ip = "203.0.113.9" }, seen: { $0.address = AlertFixture.hash("203.0.113.9") })
    #expect(found == expected)
  }

  @Test("So does a target", arguments: [(0, 1), (30, 2)])
  func target(others: Int, expected: Int) {
    let found = incidents(
      others: others, alert: { $0.targets = [.init(kind: "bucket", id: "payroll")] },
      seen: { $0.target = AlertFixture.hash("payroll") })
    #expect(found == expected)
  }

  @Test("A provider's services do not make an address everybody's")
  func services() {
    let found = incidents(
      others: 30, kind: .service, alert: { $0.ip = "203.0.113.9" },
      seen: { $0.address = AlertFixture.hash("203.0.113.9") })
    #expect(found == 1)
  }

  @Test("What some share joins only with something else that is shared")
  func halves() {
    let seen: (inout Observation) -> Void = {
      $0.address = AlertFixture.hash("203.0.113.9")
      $0.target = AlertFixture.hash("payroll")
    }
    #expect(incidents(others: 7, alert: { $0.ip = "203.0.113.9" }, seen: seen) == 2)
    #expect(incidents(others: 4, alert: { $0.targets = [.init(kind: "bucket", id: "payroll")] }, seen: seen) == 2)
    let both = incidents(
      others: 4,
      alert: {
        $0.ip = "203.0.113.9"
        $0.targets = [.init(kind: "bucket", id: "payroll")]
      }, seen: seen)
    #expect(both == 1)
  }

  @Test("Who was seen at an address last week does not count today")
  func days() {
    var builder = IncidentBuilder()
    for index in 0..<30 {
      builder.observe(
        Self.observation("o\(index)", at: Double(index)) { $0.address = AlertFixture.hash("203.0.113.9") })
    }
    let week = 7 * 86_400.0
    builder.observe(Self.observation("o", at: week) { $0.address = 7 })
    for index in 0..<2 {
      builder.add(
        AlertFixture(
          rule: medium, at: week + Double(index), actor: "aws:1:user:p\(index)", ip: "203.0.113.9", index: index
        ).alert)
    }
    #expect(builder.finish().count == 1)
  }

  @Test("Sharing is counted by the day of the alert, however long ago the incident is made")
  func laterDays() {
    var builder = IncidentBuilder()
    for index in 0..<30 {
      builder.observe(
        Self.observation("o\(index)", at: Double(index)) { $0.address = AlertFixture.hash("203.0.113.9") })
    }
    for index in 0..<2 {
      builder.add(
        AlertFixture(rule: medium, at: 60, actor: "aws:1:user:p\(index)", ip: "203.0.113.9", index: index).alert)
    }
    for day in 1..<6 {
      builder.observe(Self.observation("o", at: Double(day) * 86_400) { $0.address = 7 })
    }
    #expect(builder.finish().count == 2)
  }

  @Test("The sketch counts well enough, in any order, and forgets nothing of the day")
  func sketch() {
    for people in [1, 3, 6, 12, 25] {
      var sketch = SharingSketch()
      var backwards = SharingSketch()
      sketch.advance(to: AlertFixture.start)
      backwards.advance(to: AlertFixture.start)
      var pairs: [(UInt64, UInt64)] = []
      for place in 0..<2000 {
        for person in 0..<people {
          pairs.append((StableHash.of("place\(place)"), StableHash.of("person\(place)-\(person)")))
        }
      }
      for (place, person) in pairs { sketch.add(person, to: place, .address, at: AlertFixture.start) }
      for (place, person) in pairs.reversed() { backwards.add(person, to: place, .address, at: AlertFixture.start) }
      let counts = (0..<2000).map { sketch.count(of: StableHash.of("place\($0)"), .address) }
      #expect(counts == (0..<2000).map { backwards.count(of: StableHash.of("place\($0)"), .address) })
      let mean = Double(counts.reduce(0, +)) / 2000
      #expect(abs(mean - Double(people)) <= max(0.5, 0.25 * Double(people)), "\(people): \(mean)")
      #expect(sketch.count(of: StableHash.of("never seen"), .address) <= 1)
    }
  }

  @Test("A busy day does not make a quiet address look shared, nor an office's quiet")
  func load() {
    var sketch = SharingSketch()
    sketch.advance(to: AlertFixture.start)
    for place in 0..<500_000 as Range<UInt64> {
      sketch.add(StableHash.mix(place, 3), to: StableHash.mix(place, 4), .address, at: AlertFixture.start)
    }
    let limits = IncidentLimits()
    var alone = 0
    var shared = 0
    for place in 0..<1000 as Range<UInt64> {
      sketch.add(1, to: StableHash.mix(place, 5), .address, at: AlertFixture.start)
      for person in 0..<40 as Range<UInt64> {
        sketch.add(StableHash.mix(person, place), to: StableHash.mix(place, 6), .address, at: AlertFixture.start)
      }
      if sketch.count(of: StableHash.mix(place, 5), .address) <= limits.addressFull { alone += 1 }
      if sketch.count(of: StableHash.mix(place, 6), .address) > limits.addressHalf { shared += 1 }
    }
    #expect(alone > 980, "\(alone)")
    #expect(shared > 980, "\(shared)")
  }

  @Test("What comes more than a day late is left out and counted")
  func late() {
    var builder = IncidentBuilder()
    builder.observe(Self.observation("a", at: 10 * 86_400) { $0.address = 1 })
    builder.observe(Self.observation("b", at: 0) { $0.address = 1 })
    builder.observe(Self.observation("c", at: 9 * 86_400) { $0.address = 1 })
    _ = builder.finish()
    #expect(builder.tally.lateObservations == 1)
  }

  @Test("A session is put down to who got its credential, over several roles, though no alert says so")
  func chain() {
    func found(outcome: Outcome = .success, late: Bool = false) -> [Incident] {
      let alice = "aws:111122223333:user:alice"
      let first = AlertFixture.hash("ASIAFIRST")
      let second = AlertFixture.hash("ASIASECOND")
      var builder = IncidentBuilder()
      builder.add(AlertFixture(rule: high, at: 0).alert)
      let acted = AlertFixture(
        rule: medium, at: 120, actor: "aws:444455556666:role:deep",
        credential: .init(id: "ASIASECOND", kind: .temporaryKey), index: 1
      ).alert
      if late { builder.add(acted) }
      builder.observe(
        Self.observation(alice, at: 60) {
          $0.outcome = outcome
          $0.actClass = .credential
          $0.targetCredential = first
        })
      builder.observe(
        Self.observation("aws:111122223333:role:middle", at: 90) {
          $0.credential = first
          $0.actClass = .credential
          $0.targetCredential = second
        })
      if !late { builder.add(acted) }
      return builder.finish()
    }
    #expect(found().map(\.alerts) == [2])
    #expect(found(late: true).map(\.alerts) == [2])
    #expect(found(outcome: .denied).count == 2)
  }

  @Test("Chains are bounded, the oldest go first, and that is counted")
  func chainBound() {
    var chains = CredentialChains(capacity: 100)
    for index in 1...1000 { chains.add(UInt64(index), by: 0, of: 5, at: Int64(index)) }
    #expect(chains.holder(of: 1000)?.root == 5)
    #expect(chains.holder(of: 1) == nil)
    #expect(chains.evicted >= 900)
  }

  @Test("One person is known by the e-mail address that other records told")
  func email() {
    var builder = IncidentBuilder()
    let okta = "okta:acme:user:00u1"
    builder.observe(Self.observation(okta, at: 0) { $0.email = StableHash.folded("Alice@example.com") })
    builder.add(AlertFixture(rule: high, at: 60, email: "alice@example.com").alert)
    builder.add(AlertFixture(rule: medium, at: 7 * 3600, actor: okta, index: 1).alert)
    #expect(builder.finish().count == 1)
  }

  @Test("A device that two identities use joins them; one name of a session alone does not")
  func deviceAndSession() {
    func found(_ change: (inout AlertFixture) -> Void) -> Int {
      var builder = IncidentBuilder()
      for index in 0..<2 {
        var fixture = AlertFixture(rule: medium, at: Double(index), actor: "aws:1:user:p\(index)", index: index)
        change(&fixture)
        builder.add(fixture.alert)
      }
      return builder.finish().count
    }
    #expect(found { $0.device = "laptop-7" } == 1)
    #expect(found { $0.session = "deploy-session" } == 2)
    #expect(
      found {
        $0.session = "deploy-session"
        $0.ip = "203.0.113.9"
      } == 1)
  }
}
