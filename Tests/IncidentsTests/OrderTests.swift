import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("The same records give the same incidents")
struct OrderTests {
  /// Some days of a few identities, addresses and sessions, generated from a seed.
  static func world(_ seed: UInt64) -> [AlertFixture] {
    var random = Generator(state: seed &* 7919 &+ 3)
    let rules = (0..<12).map {
      AlertFixture.rule(
        "r\($0)", [.informational, .low, .low, .low, .medium, .high][$0 % 6],
        ["attack.\(["discovery", "persistence", "impact", "exfiltration", "initial-access"][$0 % 5])"])
    }
    return (0..<160).map { index in
      let actor = Int.random(in: 0..<9, using: &random)
      let rule = rules[Int.random(in: 0..<12, using: &random)]
      var alert = AlertFixture(
        rule: rule, at: Double(Int.random(in: 0..<(30 * 24 * 30), using: &random)) * 120,
        actor: actor < 7 ? "aws:111122223333:user:u\(actor)" : "aws:111122223333:role:r\(actor)",
        ip: "203.0.113.\(actor * 20 + Int.random(in: 0..<24, using: &random))", operation: "Op\(rule.id)", index: index)
      if actor >= 7, Bool.random(using: &random) { alert.issuer = "aws:111122223333:user:u\(index % 3)" }
      alert.credential = .init(id: "AKIA\(actor)", kind: .longLivedKey)
      alert.targets = [.init(kind: "bucket", id: "b\(actor * 5 + Int.random(in: 0..<7, using: &random))")]
      if Bool.random(using: &random) { alert.session = "session-\(actor % 4)" }
      if Int.random(in: 0..<4, using: &random) == 0 { alert.device = "device-\(actor % 5)" }
      if Int.random(in: 0..<5, using: &random) == 0 { alert.outcome = .denied }
      return alert
    }
  }

  /// - Parameter ledger: whether risk of days before counts: it is added up in order of arrival.
  static func run(_ alerts: [AlertFixture], ledger: Bool = true) -> [String] {
    var limits = IncidentLimits()
    if !ledger { limits.riskHalfLife = 1 }
    var builder = IncidentBuilder(limits: limits)
    for alert in alerts { builder.add(alert.alert) }
    return builder.finish().map(told)
  }

  static func told(_ incident: Incident) -> String {
    let steps = incident.steps.map {
      "\($0.alertID) \($0.count) \($0.first) \($0.last) \($0.records.map(\.index)) \($0.targets.map(\.id))"
    }
    let story = incident.narrative(in: .english).story + incident.narrative(in: .japanese).story
    return
      "\(incident.id) \(incident.score) \(incident.alerts) \(incident.title) \(steps) \(incident.progress) \(story)"
  }

  @Test("In any order of arrival", arguments: 0..<12 as Range<UInt64>)
  func shuffled(seed: UInt64) {
    let alerts = Self.world(seed).sorted { ($0.at, $0.index) < ($1.at, $1.index) }
    let expected = Self.run(alerts, ledger: false)
    #expect(expected.count > 3)
    var random = Generator(state: seed &+ 99)
    for _ in 0..<3 {
      let found = Self.run(alerts.shuffled(using: &random), ledger: false)
      #expect(found.count == expected.count)
      for (one, other) in zip(found, expected) { #expect(one == other) }
    }
  }

  @Test("File by file, whichever file comes first", arguments: 0..<4 as Range<UInt64>)
  func files(seed: UInt64) {
    let alerts = Self.world(seed).sorted { ($0.at, $0.index) < ($1.at, $1.index) }
    let files = (0..<4).map { file in alerts.filter { $0.index % 4 == file } }
    let expected = Self.run(alerts, ledger: false)
    #expect(Self.run(files.flatMap { $0 }, ledger: false) == expected)
    #expect(Self.run(files.reversed().flatMap { $0 }, ledger: false) == expected)
  }

  @Test("Records that are delivered again change nothing but a count", arguments: 0..<4 as Range<UInt64>)
  func duplicates(seed: UInt64) {
    let alerts = Self.world(seed).sorted { ($0.at, $0.index) < ($1.at, $1.index) }
    var builder = IncidentBuilder()
    for alert in alerts {
      builder.add(alert.alert)
      builder.add(alert.alert)
    }
    #expect(builder.finish().map(Self.told) == Self.run(alerts))
    #expect(builder.tally.duplicates == alerts.count)
    #expect(builder.tally.alerts == 2 * alerts.count)
  }

  @Test("With others' records among them, whatever they are", arguments: 0..<4 as Range<UInt64>)
  func unrelated(seed: UInt64) {
    let alerts = Self.world(seed)
    let others = (0..<300).map { index in
      AlertFixture(
        rule: AlertFixture.rule("r\(index % 12)", [.low, .medium, .high][index % 3]), at: Double(index) * 1000,
        actor: "gcp:other:user:x\(index % 20)", ip: "198.51.100.\(index % 90)",
        targets: [.init(kind: "disk", id: "d\(index % 50)")], index: 10_000 + index, path: "logs/other.json")
    }
    func ids(_ alerts: [AlertFixture]) -> Set<String> {
      var builder = IncidentBuilder()
      for alert in alerts.sorted(by: { ($0.at, $0.index) < ($1.at, $1.index) }) { builder.add(alert.alert) }
      return Set(builder.finish().filter { $0.providers == ["aws"] && !$0.scoring.risen }.map(\.id))
    }
    #expect(ids(alerts + others) == ids(alerts))
  }

  @Test("An alert that is days late does not stretch a run over the days between")
  func lateAlert() {
    let high = AlertFixture.rule("high", .high)
    let times: [Double] = [10 * 86_400, 0]
    var builder = IncidentBuilder()
    for (index, time) in times.enumerated() { builder.add(AlertFixture(rule: high, at: time, index: index).alert) }
    #expect(builder.finish().map(\.alerts) == [1, 1])
  }

  @Test("Alerts of nobody, nowhere and of no time are kept, each rule for itself")
  func nobody() {
    let rules = [AlertFixture.rule("one", .high), AlertFixture.rule("two", .medium)]
    var builder = IncidentBuilder()
    for index in 0..<4 {
      var alert = Alert(
        rule: rules[index % 2], time: 0, record: RecordReference(path: "-", index: index, id: nil), keys: EntityKeys(),
        packed: PackedActivity())
      alert.reasons = index == 0 ? [.init(en: "Why", ja: "理由")] : []
      builder.add(alert)
    }
    let found = builder.finish()
    #expect(found.map(\.alerts) == [2, 2])
    for incident in found {
      for language in Language.allCases { #expect(!incident.narrative(in: language).story.isEmpty) }
    }
  }
}
