import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("Risk of low alerts")
struct RisingTests {
  static let tactics = ["discovery", "persistence", "credential-access", "collection", "defense-evasion"]

  static func lows(
    _ count: Int, actor: String = "aws:111122223333:user:alice", from start: Double = 0, tactics: Int = 5
  )
    -> [AlertFixture]
  {
    (0..<count).map { index in
      AlertFixture(
        rule: AlertFixture.rule("low\(index)", .low, ["attack.\(Self.tactics[index % tactics])"]),
        at: start + Double(index) * 60, actor: actor, operation: "Op\(index)", index: index)
    }
  }

  func incidents(_ alerts: [AlertFixture]) -> [Incident] {
    var builder = IncidentBuilder()
    for alert in alerts.sorted(by: { $0.at < $1.at }) { builder.add(alert.alert) }
    return builder.finish()
  }

  @Test("Low alerts of many kinds on one identity are a medium incident, with the moment when they were enough")
  func rises() throws {
    let found = incidents(Self.lows(10))
    #expect(found.map(\.level) == [.medium])
    let incident = try #require(found.first)
    #expect(incident.scoring.risen)
    #expect(incident.alerts == 10)
    #expect(incident.progress.timeToDetect == 7 * 60_000_000)
    #expect(incident.story.contains("No alert of it is above low"))
    #expect(incident.narrative(in: .japanese).story.contains("インシデントとして扱う"))
  }

  @Test("Too few kinds, one tactic, or many of one kind are none", arguments: [0, 1, 2, 3])
  func doesNotRise(which: Int) {
    var alerts: [AlertFixture]
    switch which {
    case 0: alerts = Self.lows(7)
    case 1: alerts = Self.lows(20, tactics: 2)
    case 2:
      alerts = (0..<500).map {
        AlertFixture(
          rule: AlertFixture.rule("low\($0 % 5)", .low, ["attack.\(Self.tactics[$0 % 5])"]), at: Double($0),
          operation: "Op\($0)", index: $0)
      }
    default:
      alerts = Self.lows(10)
      for index in alerts.indices { alerts[index].outcome = .denied }
    }
    #expect(incidents(alerts).isEmpty)
  }

  @Test("What everybody's alerts are raises nobody")
  func everybody() {
    let all = (0..<20).flatMap { Self.lows(10, actor: "aws:111122223333:user:p\($0)", from: Double($0)) }
    #expect(incidents(all).isEmpty)
  }

  @Test("A provider's service does not rise")
  func service() {
    #expect(incidents(Self.lows(12, actor: "aws:111122223333:service:config.amazonaws.com")).isEmpty)
  }

  @Test("What rose is drawn into a graver incident of the same identity, whose id it does not change")
  func drawn() {
    let high = AlertFixture(rule: AlertFixture.rule("high", .high), at: 3600, index: 99)
    let found = incidents(Self.lows(12) + [high])
    #expect(found.map(\.alerts) == [13])
    #expect(found.first?.id == "inc-\(high.alert.id)")
  }

  @Test("Risk adds up by identity and halves with its half-life")
  func decay() {
    var builder = IncidentBuilder()
    for alert in Self.lows(5) { builder.add(alert.alert) }
    let alice = AlertFixture.hash("aws:111122223333:user:alice")
    let end = AlertFixture.start + 4 * 60_000_000
    let risk = builder.risk(of: alice, at: end)
    #expect(abs(risk - 0.1) < 0.001)
    #expect(abs(builder.risk(of: alice, at: end + builder.limits.riskHalfLife) - risk / 2) < 0.001)
    #expect(builder.risk(of: 12345, at: end) == 0)
  }

  @Test("Risk of earlier days raises the score of what comes")
  func prior() {
    let high = AlertFixture(rule: AlertFixture.rule("high", .high), at: 2 * 86_400, index: 99)
    let alone = incidents([high])
    let after = incidents(Self.lows(7) + [high])
    #expect(after.count == 1)
    #expect(after[0].alerts == 1)
    #expect(after[0].score > alone[0].score)
    #expect(after[0].id == alone[0].id)
  }

  @Test("The ledger is bounded, keeps the riskiest, and does not depend on the order of one moment")
  func ledger() {
    var ledger = RiskLedger(capacity: 100, halfLife: 1_000_000)
    for index in 1...1000 { ledger.add(0.001 * Double(index % 7 + 1), to: UInt64(index), at: 0) }
    #expect(ledger.evicted >= 900)
    var one = RiskLedger(capacity: 10, halfLife: 1_000_000)
    var other = one
    let weights = [0.02, 0.005, 0.01]
    for weight in weights { one.add(weight, to: 1, at: 5) }
    for weight in weights.reversed() { other.add(weight, to: 1, at: 5) }
    #expect(one.risk(of: 1, before: 900_000) == other.risk(of: 1, before: 900_000))
    #expect(one.risk(of: 1, before: 5) == 0)
  }
}
