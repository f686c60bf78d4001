import Activity
import Behaviour
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("Incidents of habits")
struct HabitIncidentTests {
  static let habit = Habit(kind: .own, days: 11, span: 30, others: 7, otherDays: 9, today: 1, busiest: 3)
  static let shell = AlertFixture.rule("shell", .medium, ["attack.execution"])

  private func usual(at seconds: Double, index: Int, rule: AlertRule = Self.shell) -> Alert {
    var alert = AlertFixture(rule: rule, at: seconds, ip: "203.0.113.7", operation: "exec", index: index).alert
    alert.habit = Self.habit
    alert.reasons = [Alert.Reason(en: Self.habit.en, ja: Self.habit.ja)]
    return alert
  }

  private func incidents(_ alerts: [Alert]) -> [Incident] {
    var builder = IncidentBuilder()
    for alert in alerts { builder.add(alert) }
    return builder.finish()
  }

  @Test("an incident of habits alone is low, and says why in numbers", arguments: [Level.medium, .high])
  func alone(level: Level) throws {
    let rule = AlertFixture.rule("usual", level, ["attack.execution"])
    let found = incidents((0..<3).map { usual(at: Double($0) * 60, index: $0, rule: rule) })
    let incident = try #require(found.first)
    #expect(found.count == 1)
    #expect(incident.level == .low)
    #expect(incident.alertsByLevel == [level: 3])
    #expect(incident.explanations.map(\.explanation.kind) == [.habit])
    #expect(incident.story.contains("on 11 of the 30 days before"))
    #expect(incident.narrative(in: .japanese).story.contains("30日のうち11日"))
  }

  @Test("beside something new a habit is part of it", arguments: 0..<4)
  func company(which: Int) throws {
    let other: AlertRule
    switch which {
    case 0: other = AlertFixture.rule("new", .medium, ["attack.persistence"])
    case 1: other = AlertFixture.rule("behaviour-new-place", .low, ["attack.initial-access"], kind: .behaviour)
    case 2: other = AlertFixture.rule("intel-indicator-seen", .low, ["attack.initial-access"], kind: .intel)
    // The same step, once from usual and once not.
    default: other = Self.shell
    }
    let new = AlertFixture(
      rule: other, at: 300, ip: "203.0.113.7", operation: which == 3 ? "exec" : "other", index: 9
    ).alert
    let found = incidents([usual(at: 0, index: 0), new, usual(at: 600, index: 1)])
    let incident = try #require(found.first)
    #expect(found.count == 1)
    #expect(incident.level == .medium)
    #expect(!incident.explanations.contains { $0.explanation.kind == .habit })
  }

  @Test(
    "what came after explains an incident of the first days, if it explains all that is new in it", arguments: 0..<3)
  func hindsight(which: Int) throws {
    let later = Habit(kind: .later, days: 0, span: 30, others: 7, otherDays: 9, today: 1, busiest: 1)
    let level: Level = which == 2 ? .high : .medium
    let one = AlertFixture(
      rule: AlertFixture.rule("one", level, ["attack.execution"]), at: 0, ip: "203.0.113.7", operation: "exec", index: 0
    )
    let other = AlertFixture(rule: Self.shell, at: 60, ip: "203.0.113.7", operation: "other", index: 1)
    var builder = IncidentBuilder()
    for alert in [one.alert, other.alert] { builder.add(alert) }
    var asked: [Level] = []
    let found = builder.finish { alert, last in
      #expect(last == alert.time)
      asked.append(alert.rule.level)
      return which == 1 && alert.time != AlertFixture.start ? nil : later
    }
    #expect(asked.allSatisfy { $0 == .medium } && !asked.isEmpty)
    let incident = try #require(found.first)
    #expect(incident.level == (which == 0 ? .low : level))
    #expect(incident.explanations.contains { $0.explanation.kind == .habit } == (which == 0))
    if which == 0 { #expect(incident.story.contains("as the time after showed")) }
  }

  @Test("a low alert of a rule beside it changes nothing")
  func lowCompany() {
    let low = AlertFixture(rule: AlertFixture.rule("low", .low), at: 60, ip: "203.0.113.7", index: 7).alert
    #expect(incidents([usual(at: 0, index: 0), low]).map(\.level) == [.low])
  }

  @Test("what many addresses sent to one site is one incident")
  func site() {
    let alerts = (0..<40).map { number in
      AlertFixture(
        rule: AlertFixture.rule("waf", .medium, ["attack.initial-access"]), at: Double(number) * 60,
        actor: "aws:111122223333:anonymous:198.51.100.\(number)", ip: "198.51.100.\(number)",
        targets: [.init(kind: "host", id: "shop.example.com")], index: number
      ).alert
    }
    #expect(incidents(alerts).count == 1)
  }
}
