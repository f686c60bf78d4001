import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("Incidents while alerts still come")
struct UpdatesTests {
  let high = AlertFixture.rule("high", .high)
  let medium = AlertFixture.rule("medium", .medium)

  @Test("An incident keeps its id, gets a version with each change, and is handed out only when it has changed")
  func versions() {
    var builder = IncidentBuilder()
    #expect(builder.updates().changed.isEmpty)
    builder.add(AlertFixture(rule: high, at: 0).alert)
    let first = builder.updates().changed
    #expect(first.map(\.version) == [1])
    #expect(builder.updates().changed.isEmpty)
    builder.add(AlertFixture(rule: medium, at: 60, index: 1).alert)
    builder.add(AlertFixture(rule: medium, at: 90, actor: "aws:1:user:bob", index: 2).alert)
    let second = builder.updates()
    #expect(second.changed.map(\.version) == [2, 1])
    #expect(second.changed[0].id == first[0].id)
    #expect(second.retired.isEmpty)
    #expect(builder.finish().map(\.version) == [2, 1])
  }

  @Test("What is handed out last is what finishing gives")
  func finishing() {
    var builder = IncidentBuilder()
    var latest: [String: Incident] = [:]
    for (index, alert) in OrderTests.world(3).sorted(by: { ($0.at, $0.index) < ($1.at, $1.index) }).enumerated() {
      builder.add(alert.alert)
      guard index % 10 == 9 else { continue }
      let updates = builder.updates()
      for incident in updates.changed { latest[incident.id] = incident }
      for retired in updates.retired { latest[retired.id] = nil }
    }
    let finished = builder.finish()
    #expect(Set(latest.values.map(OrderTests.told)) == Set(finished.map(OrderTests.told)))
  }

  @Test("An incident that becomes part of another says of which")
  func retirement() {
    var builder = IncidentBuilder()
    builder.add(AlertFixture(rule: high, at: 0).alert)
    builder.add(AlertFixture(rule: medium, at: 60, actor: "aws:1:user:bob", index: 1).alert)
    let ids = builder.updates().changed.map(\.id)
    #expect(ids.count == 2)
    let bob = "aws:1:user:bob"
    builder.add(
      AlertFixture(
        rule: medium, at: 120, targets: [.init(kind: "user", id: "bob", key: bob)], operation: "CreateAccessKey",
        actClass: .credential, index: 2
      ).alert)
    let updates = builder.updates()
    #expect(updates.changed.map(\.id) == [ids[0]])
    #expect(updates.retired == [.init(id: ids[1], into: ids[0])])
  }

  @Test("Asking in between changes nothing of what is found", arguments: 0..<3 as Range<UInt64>)
  func asking(seed: UInt64) {
    let alerts = OrderTests.world(seed).sorted { ($0.at, $0.index) < ($1.at, $1.index) }
    var builder = IncidentBuilder()
    for alert in alerts {
      builder.add(alert.alert)
      if alert.index % 7 == 0 { _ = builder.updates() }
    }
    #expect(builder.finish().map(OrderTests.told) == OrderTests.run(alerts))
  }

  @Test("What a bound kept out is counted, and the count outlives finishing")
  func tally() {
    var limits = IncidentLimits()
    limits.steps = 100
    limits.trails = 100
    limits.incidents = 20
    limits.pendingSteps = 20
    var builder = IncidentBuilder(limits: limits)
    let low = AlertFixture.rule("low", .low)
    for index in 0..<1000 {
      builder.add(
        AlertFixture(
          rule: index % 2 == 0 ? medium : low, at: Double(index), actor: "aws:1:user:u\(index)", index: index
        ).alert)
    }
    let found = builder.finish()
    #expect(builder.tally.alerts == 1000)
    #expect(builder.tally.closedEarly > 0)
    #expect(builder.tally.unjoined > 0)
    #expect(!builder.tally.isComplete)
    #expect(found.count <= 2 * limits.incidents + limits.trails)
  }
}
