import Activity
import Detection
import Expectations
import Incidents
import Testing

@testable import AlertFixtures
@testable import Report

@Suite("Reasons")
struct ReasonTests {
  static let reasons = [
    Alert.Reason(en: "First from <RU> in 61 days.", ja: "61 日間で初めて <RU> から。", bits: 12.34),
    Alert.Reason(en: "None of 9 peers did.", ja: "9 人の同僚は誰も行っていない。"),
  ]

  static var alerts: [Alert] {
    var first = AlertFixture(
      rule: AlertFixture.rule(
        "behaviour-new-place", .high, ["attack.initial-access", "attack.t1078"], kind: .behaviour),
      at: 10, ip: "203.0.113.9", operation: "DeleteTrail", sensitivity: .critical
    ).alert
    first.reasons = reasons
    return [first] + Scenario.alerts
  }

  @Test("JSON has every reason in both languages, with bits where they are measured")
  func json() throws {
    let text = try Scenario.output(.jsonl, alerts: Self.alerts)
    let line = try #require(text.split(separator: "\n").first)
    #expect(
      line.contains(
        #""reasons":[{"en":"First from <RU> in 61 days.","ja":"61 日間で初めて <RU> から。","bits":12.34},"#
          + #"{"en":"None of 9 peers did.","ja":"9 人の同僚は誰も行っていない。"}]"#))
    // Alerts of rules have none, and say nothing of it.
    #expect(!text.split(separator: "\n")[1].contains("reasons"))
  }

  @Test("text and HTML give the reasons under the step, in the reader's language")
  func steps() throws {
    let text = try Scenario.output(.text, alerts: Self.alerts)
    #expect(text.contains("- First from <RU> in 61 days. (12.3 bits)"))
    #expect(text.contains("- None of 9 peers did."))
    let japanese = try Scenario.output(.text, alerts: Self.alerts, width: 120, language: .japanese)
    #expect(japanese.contains("61 日間で初めて <RU> から。（12.3 ビット）"))
    let page = try Scenario.output(.html, alerts: Self.alerts)
    #expect(page.contains("<li>First from &lt;RU&gt; in 61 days."))
  }

  @Test("OCSF tells them in the finding's description, and keeps their numbers with the evidence")
  func ocsf() throws {
    let line = try #require(try Scenario.output(.ocsf, alerts: Self.alerts).split(separator: "\n").first)
    #expect(line.contains("First from <RU> in 61 days. None of 9 peers did."))
    #expect(line.contains(#""bits":12.34"#))
  }

  @Test("an alert is told whole: why, its records, and what would quieten it")
  func explanation() throws {
    let alert = try #require(Self.alerts.first)
    let evidence = AlertExplanation.Evidence(
      record: alert.record, line: 7, offset: 900, fields: [("eventName", "\"Delete\u{1B}[2JTrail\"")])
    let explanation = AlertExplanation(
      alert: alert, records: [evidence], matched: [], mute: "mute:\n  - rule: 'x'",
      declaration: .init(.entries("expect:\n  - name: 'y'"), remaining: nil))
    for (language, parts) in [
      (Language.english, ["First from <RU> in 61 days. (12.3 bits)", "Why", "What would quieten it"]),
      (.japanese, ["61 日間で初めて", "理由", "次のミュート"]),
    ] {
      let output = ReportOutput.memory()
      try TextReport(output: output, width: 80, language: language).write(explanation)
      for part in parts + ["logs/cloudtrail.json:7", "    mute:\n      - rule: 'x'", "    expect:", alert.id] {
        #expect(output.text.contains(part), "\(part)")
      }
      #expect(!output.text.contains("\u{1B}"))
    }
  }
}
