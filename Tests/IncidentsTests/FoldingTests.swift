import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("Folding and bounds")
struct FoldingTests {
  let high = AlertFixture.rule("high", .high)

  @Test("The same act again is one step with a count, the first records and the distinct targets")
  func folds() {
    var builder = IncidentBuilder()
    for index in 0..<100 {
      builder.add(
        AlertFixture(
          rule: high, at: Double(index), ip: "203.0.113.9", targets: [.init(kind: "instance", id: "i-\(index % 40)")],
          index: index
        ).alert)
    }
    let incidents = builder.finish()
    #expect(incidents.count == 1)
    let step = incidents[0].steps[0]
    #expect(incidents[0].steps.count == 1)
    #expect(step.count == 100)
    #expect(step.targetCount == 40)
    #expect(step.targets.count == 8)
    #expect(step.records.map(\.index) == [0, 1, 2, 3, 4])
    #expect(step.last - step.first == 99_000_000)
  }

  @Test("Another outcome, origin or operation is another step", arguments: [0, 1, 2])
  func distinguishes(which: Int) {
    var builder = IncidentBuilder()
    builder.add(AlertFixture(rule: high, at: 0, ip: "203.0.113.9").alert)
    var other = AlertFixture(rule: high, at: 1, ip: "203.0.113.9", index: 1)
    switch which {
    case 0: other.outcome = .denied
    case 1: other.ip = "203.0.113.10"
    default: other.operation = "Other"
    }
    builder.add(other.alert)
    #expect(builder.finish().first?.steps.count == 2)
  }

  @Test("The credentials of folded alerts are all named")
  func credentials() {
    var builder = IncidentBuilder()
    for index in 0..<4 {
      builder.add(
        AlertFixture(
          rule: high, at: Double(index), credential: .init(id: "AKIA\(index)", kind: .longLivedKey), index: index
        )
        .alert)
    }
    #expect(builder.finish()[0].credentials.map(\.id).sorted() == ["AKIA0", "AKIA1", "AKIA2", "AKIA3"])
  }

  @Test("Records of one time in another order give the same incidents", arguments: 0..<8)
  func orderOfArrival(seed: UInt64) {
    var alerts: [AlertFixture] = []
    for index in 0..<60 {
      alerts.append(
        AlertFixture(
          rule: AlertFixture.rule("r\(index % 5)", index % 3 == 0 ? .high : index % 3 == 1 ? .medium : .low),
          at: Double(index / 20), actor: "aws:111122223333:user:u\(index % 4)", ip: "203.0.113.\(index % 6)",
          targets: [.init(kind: "bucket", id: "b\(index % 17)")], operation: "Op\(index % 3)", index: index))
    }
    func run(_ alerts: [AlertFixture]) -> [String] {
      var builder = IncidentBuilder()
      for alert in alerts { builder.add(alert.alert) }
      return builder.finish().map { incident in
        let steps = incident.steps.map {
          "\($0.alertID) \($0.count) \($0.records.map(\.index)) \($0.targets.map(\.id))"
        }
        return "\(incident.id) \(incident.score) \(incident.title) \(steps) \(incident.story)"
      }
    }
    var random = Generator(state: seed &* 77 &+ 1)
    let shuffled = alerts.shuffled(using: &random).enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    #expect(run(shuffled) == run(alerts))
  }

  @Test("The id is of the earliest opening alert, and the same again")
  func identifier() {
    func run() -> Incident? {
      var builder = IncidentBuilder()
      builder.add(AlertFixture(rule: AlertFixture.rule("low", .low), at: 0).alert)
      builder.add(AlertFixture(rule: high, at: 5, index: 1).alert)
      builder.add(AlertFixture(rule: high, at: 9, operation: "Z", index: 2).alert)
      return builder.finish().first
    }
    let expected = AlertFixture(rule: high, at: 5, index: 1).alert.id
    #expect(run()?.id == "inc-\(expected)")
    #expect(run()?.id == run()?.id)
  }

  @Test("Memory stays within the bounds, and what was grave is still there at the end")
  func bounds() {
    var limits = IncidentLimits()
    limits.trails = 200
    limits.steps = 600
    limits.links = 3000
    limits.pendingSteps = 100
    limits.incidents = 50
    var builder = IncidentBuilder(limits: limits)
    builder.add(AlertFixture(rule: AlertFixture.rule("worst", .critical), at: 0, actor: "aws:1:user:mallory").alert)
    let medium = AlertFixture.rule("medium", .medium)
    let low = AlertFixture.rule("low", .low)
    for index in 1..<5000 {
      builder.add(
        AlertFixture(
          rule: index % 2 == 0 ? medium : low, at: Double(index), actor: "aws:1:user:u\(index)",
          ip: "203.0.113.\(index)",
          targets: [.init(kind: "bucket", id: "b\(index)")], index: index
        ).alert)
      #expect(builder.trails.count <= limits.trails)
      #expect(builder.steps.count <= limits.steps)
      #expect(builder.links.count <= limits.links)
      #expect(builder.sealed.count <= 2 * limits.incidents)
    }
    let incidents = builder.finish()
    #expect(incidents.first?.level == .critical)
    #expect(incidents.count <= 2 * limits.incidents)
  }

  @Test("An incident goes on after room was made")
  func goesOn() {
    var limits = IncidentLimits()
    limits.trails = 100
    var builder = IncidentBuilder(limits: limits)
    for index in 0..<2000 {
      let actor = index % 2 == 0 ? "mallory" : "u\(index)"
      builder.add(AlertFixture(rule: high, at: Double(index), actor: "aws:1:user:\(actor)", index: index).alert)
    }
    let mallory = builder.finish().filter { $0.identities.contains { $0.name == "mallory" } }
    #expect(mallory.map(\.alerts) == [1000])
  }

  @Test("A flood of lesser alerts in one run does not hide a graver one")
  func flood() {
    var limits = IncidentLimits()
    limits.stepsPerTrail = 20
    var builder = IncidentBuilder(limits: limits)
    let medium = AlertFixture.rule("medium", .medium)
    for index in 0..<100 {
      builder.add(AlertFixture(rule: medium, at: Double(index), operation: "Op\(index)", index: index).alert)
    }
    builder.add(AlertFixture(rule: AlertFixture.rule("worst", .critical), at: 200, index: 500).alert)
    let incidents = builder.finish()
    #expect(incidents.count == 1)
    #expect(incidents[0].level == .critical)
    #expect(incidents[0].alerts == 101)
  }
}

/// SplitMix64: shuffles that can be repeated.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
