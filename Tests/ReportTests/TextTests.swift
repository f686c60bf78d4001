import Activity
import Behaviour
import Detection
import Incidents
import Testing

@testable import AlertFixtures
@testable import Report

@Suite("Text")
struct TextTests {
  @Test("Nothing is wider than the terminal", arguments: [40, 50, 80, 120], [Language.english, .japanese])
  func width(columns: Int, language: Language) throws {
    let long = String(repeating: "長い名前", count: 40) + String(repeating: "x", count: 200)
    let alerts = Scenario.alerts + [Scenario.hostile(long)]
    let text = try Scenario.output(.text, alerts: alerts, width: columns, language: language)
    let widest = text.split(separator: "\n").max { TerminalText.width($0) < TerminalText.width($1) }
    #expect(TerminalText.width(widest ?? "") <= columns, "\(widest ?? "")")
  }

  @Test("An incident tells who, from where, when, the steps with tactics, the evidence and what to do")
  func incident() throws {
    let text = try Scenario.output(.text)
    for part in [
      "Read 3 files, 12,345 records", "▲ CRITICAL", "alice deleted 14 instances in AWS", "203.0.113.9",
      "Timeline (UTC)",
      "[persistence]", "×14", "logs/cloudtrail.json #200", "rule by A. Author",
      "Disable the access key AKIAEXAMPLE of alice.",
      "quarantine-identity", "logs/bad.json: line 3: not JSON", "aws.cloudtrail 12,000",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("rule by Yagura"))
  }

  @Test("Colour only where it is allowed, and nothing but colour")
  func color() throws {
    #expect(try !Scenario.output(.text).contains("\u{1B}"))
    let colored = try Scenario.output(.text, color: true)
    let escapes = colored.split(separator: "\u{1B}").dropFirst()
    #expect(!escapes.isEmpty)
    #expect(escapes.allSatisfy { $0.hasPrefix("[") && $0.dropFirst().prefix { $0.isNumber || $0 == ";" }.count < 12 })
    #expect(escapes.allSatisfy { $0.dropFirst().drop { $0.isNumber || $0 == ";" }.hasPrefix("m") })
  }

  @Test(
    "What would drive a terminal is spelt out",
    arguments: [
      "\u{1B}]0;owned\u{7}", "\u{9B}2J", "\u{1B}[2J\u{1B}[1;1H", "a\r\nb", "\u{202E}gpj.exe", "\u{8}\u{8}", "\u{0}",
      "\u{2028}",
    ])
  func escapes(text: String) throws {
    let report = try Scenario.output(.text, alerts: [Scenario.hostile(text)])
    #expect(report.unicodeScalars.allSatisfy { $0 == "\n" || !TerminalText.isUnsafe($0) })
  }

  @Test("What could not be put in order is told with its files, in both languages and in JSON")
  func late() throws {
    var summary = Scenario.summary
    for format in [ReportFormat.text, .json] {
      #expect(try !Scenario.output(format, summary: summary).contains("lateFiles"))
    }
    #expect(try !Scenario.output(.text, summary: summary).contains("too late"))
    #expect(try Scenario.output(.json, summary: summary).contains("\"late\":0"))
    summary.late = 12_345
    summary.lateFiles = [.init(path: "logs/okta.json.gz", records: 12_000, runsBackwards: true)]
    let text = try Scenario.output(.text, summary: summary, width: 200)
    #expect(text.contains("12,345 records came too late"))
    #expect(text.contains("okta.json.gz: 12,000, because it runs from newest to oldest"))
    let japanese = try Scenario.output(.text, summary: summary, width: 200, language: .japanese)
    #expect(japanese.contains("時刻順に並べられなかった"))
    #expect(japanese.contains("新しい順に並んでいるため"))
    let json = try Scenario.output(.json, summary: summary)
    #expect(
      json.contains(#""late":12345,"lateFiles":[{"path":"logs/okta.json.gz","records":12000,"newestFirst":true}]"#))
  }

  @Test("Many incidents: a line each, the worst in full, and low ones as counts of their kinds")
  func many() throws {
    let rule = AlertFixture.rule("one", .medium, ["attack.execution"], title: "Shell")
    let usual = AlertFixture.rule("usual", .medium, ["attack.execution"], title: "Daily work")
    var alerts = Scenario.alerts
    for number in 0..<30 {
      let fixture = AlertFixture(
        rule: number < 10 ? rule : usual, at: 500 + Double(number), actor: "aws:1:user:p\(number)",
        ip: "198.51.\(number).7", operation: "exec", index: 500 + number)
      var alert = fixture.alert
      if number >= 10 { alert.habit = Habit(kind: .own, days: 9, span: 30, today: 1, busiest: 1) }
      alerts.append(alert)
    }
    let text = try Scenario.output(.text, alerts: alerts)
    let lines = text.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("▲ critical") })
    #expect(lines[first...].filter { $0.hasPrefix("● medium") }.count == 10)
    #expect(text.contains("The worst 5 are told below"))
    #expect(lines.filter { $0.hasPrefix("  ID") }.count == 5)
    #expect(text.contains("20 low incidents, which need nobody now; 20 of them are nothing new here:"))
    #expect(text.contains("Daily work ×20"))
    #expect(try Scenario.output(.text, alerts: alerts, language: .japanese).contains("低レベルのインシデント"))
  }

  @Test("No incident: said calmly, with counts and what low alerts there were")
  func calm() throws {
    let low = Scenario.alerts.filter { $0.rule.level < .medium }
    let text = try Scenario.output(.text, alerts: low)
    #expect(text.contains("No incident."))
    #expect(text.contains("12,345 records"))
    #expect(text.contains("Enumeration ×30"))
    var empty = ScanSummary()
    empty.files = 1
    #expect(try Scenario.output(.text, alerts: [], summary: empty).contains("Nothing was read"))
    var unknown = empty
    (unknown.records, unknown.unrecognised) = (2, 2)
    #expect(try Scenario.output(.text, alerts: [], summary: unknown).contains("No record is of a known source"))
    // What a rule matched is known well enough.
    unknown.alertsByLevel = [.low: 1]
    #expect(try Scenario.output(.text, alerts: [], summary: unknown).contains("No incident."))
  }

  @Test(
    "Wrapping breaks at spaces, between wide characters, and within a word only if it must",
    arguments: [
      ("one two three", 8, ["one two", "three"]), ("櫓櫓櫓櫓櫓", 8, ["櫓櫓櫓櫓", "櫓"]),
      ("abcdefghijkl", 8, ["abcdefgh", "ijkl"]), ("", 8, [""]), ("終わった。次", 8, ["終わっ", "た。次"]), ("a  b", 8, ["a  b"]),
    ] as [(String, Int, [String])])
  func wrapping(text: String, columns: Int, expected: [String]) {
    #expect(TerminalText.wrapped(text, to: columns) == expected)
  }

  @Test("Names are shortened in the middle")
  func shortening() {
    #expect(TerminalText.shortened("arn:aws:iam::111122223333:role/deploy", to: 17) == "arn:aws:…e/deploy")
    #expect(TerminalText.width(TerminalText.shortened(String(repeating: "櫓", count: 30), to: 10)) <= 10)
    #expect(TerminalText.shortened("short", to: 10) == "short")
  }
}
