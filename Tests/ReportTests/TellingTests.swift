import Activity
import Detection
import Foundation
import Incidents
import Testing

@testable import AlertFixtures
@testable import Report

@Suite("Incidents as each format tells them")
struct TellingTests {
  /// The scenario with a reason, and what came after it.
  static var alerts: [Alert] {
    var alerts = Scenario.alerts
    alerts[30].reasons = [
      .init(en: "First key made by alice in 61 days", ja: "alice による 61 日間で初めてのキー作成", bits: 12.5)
    ]
    alerts.append(
      AlertFixture(
        rule: AlertFixture.rule("later", .medium, ["attack.credential-access"], title: "Failed sign-in"),
        at: 2 * 86_400, ip: "198.51.100.7", operation: "ConsoleLogin", actClass: .authenticate, outcome: .failure,
        index: 900
      ).alert)
    return alerts
  }

  @Test("Text tells the story with notes, and each note stands in the timeline", arguments: Language.allCases)
  func notes(language: Language) throws {
    let text = try Scenario.output(.text, alerts: Self.alerts, language: language)
    let story = text.replacing("\n", with: " ")
    var cited: Set<Int> = []
    for match in story.matches(of: #/\[(\d+(?:, +\d+)*)\][.。]/#) {
      for number in match.1.split(separator: ",") {
        cited.insert(try #require(Int(number.trimmingCharacters(in: .whitespaces))))
      }
    }
    #expect(cited == Set(1...cited.count))
    for number in cited { #expect(text.matches(of: try Regex("[○●◆▲·] \\[\(number)\\] ")).count == 1) }
  }

  @Test("Text says when it was detected, why, and what came after, in both languages")
  func parts() throws {
    let english = try Scenario.output(.text, alerts: Self.alerts)
    for part in [
      "Detected    2025-05-23 11:35:00 UTC: 1 minute after its first trace", "First key made by alice in 61 days",
      "Afterwards (UTC)", "Failed sign-in",
    ] {
      #expect(english.contains(part), "\(part)")
    }
    let japanese = try Scenario.output(.text, alerts: Self.alerts, language: .japanese)
    for part in [
      "検知        2025-05-23 11:35:00 UTC：最初の痕跡の 1 分後", "alice による 61 日間で初めてのキー作成", "その後（UTC）",
      "alice（AWS ユーザー、111122223333）", "今すること", "時系列（UTC）",
    ] {
      #expect(japanese.contains(part), "\(part)")
    }
  }

  @Test("No label of the Japanese report runs into what it labels, and none is in English")
  func labels() throws {
    let text = try Scenario.output(.text, alerts: Self.alerts, language: .japanese)
    for line in text.split(separator: "\n") where line.contains("quarantine-identity") && line.contains("プレイブック ") {
      #expect(line.contains("プレイブック  quarantine-identity"))
    }
    for word in [
      "Identity", "From ", "When ", "Alerts", "Timeline", "What to do", "denied", "alerts", "minutes", "user,",
    ] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("プレイブック"))
  }

  @Test("The page links each note to the evidence that it rests on", arguments: Language.allCases)
  func anchors(language: Language) throws {
    let page = try Scenario.output(.html, alerts: Self.alerts, language: language)
    let links = Set(page.matches(of: #/href="#(i0n\d+)"/#).map { String($0.1) })
    let anchors = page.matches(of: #/<tr id="(i0n\d+)">/#).map { String($0.1) }
    #expect(!links.isEmpty)
    #expect(Set(anchors) == links)
    #expect(anchors.count == links.count)
    #expect(page.contains(language == .japanese ? "<h3>その後</h3>" : "<h3>Afterwards</h3>"))
    #expect(page.contains(language == .japanese ? "61 日間で初めて" : "First key made by alice in 61 days"))
  }

  @Test("JSON tells the story in both languages, sentence by sentence, with records")
  func json() throws {
    let lines = try Scenario.output(.jsonl, alerts: Self.alerts).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("{\"type\":\"incident\"") })
    let incident = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(incident["version"] as? Int == 1)
    let story = try #require(incident["story"] as? String)
    let steps = try #require(incident["steps"] as? [Any])
    let narrative = try #require(incident["narrative"] as? [String: [String: Any]])
    for language in ["en", "ja"] {
      let sentences = try #require(narrative[language]?["sentences"] as? [[String: Any]])
      #expect(sentences.count >= 5)
      #expect(sentences.contains { ($0["records"] as? [[String: Any]])?.first?["path"] as? String != nil })
      for sentence in sentences {
        #expect(try #require(sentence["steps"] as? [Int]).allSatisfy { steps.indices.contains($0) })
      }
      if language == "en" { #expect(sentences.compactMap { $0["text"] as? String }.joined(separator: " ") == story) }
    }
    let progress = try #require(incident["progress"] as? [String: Any])
    #expect(progress["furthest"] as? String == "impact")
    #expect(progress["secondsToDetect"] as? Double == 100)
    #expect((incident["aftermath"] as? [String: Any])?["alerts"] as? Int == 1)
    let reasons = steps.compactMap { ($0 as? [String: Any])?["reasons"] as? [[String: Any]] }.flatMap { $0 }
    #expect(reasons.first?["bits"] as? Double == 12.5)
  }

  @Test(
    "Marks that turn text around are escaped in JSON and mean the same",
    arguments: ["\u{202E}", "\u{2066}", "\u{061C}", "\u{200F}"])
  func directionMarks(mark: String) throws {
    let line = try Scenario.output(.jsonl, alerts: [Scenario.hostile("a\(mark)b")]).split(separator: "\n")[0]
    #expect(!line.contains(mark))
    let alert = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect((alert["actor"] as? [String: Any])?["name"] as? String == "a\(mark)b")
  }

  @Test("Names of a megabyte break no format", arguments: ReportFormat.allCases)
  func megabytes(format: ReportFormat) throws {
    for part in ["e\u{301}", "\u{1B}[2J"] {
      let name = String(repeating: part, count: (1 << 20) / part.utf8.count)
      let text = try Scenario.output(format, alerts: [Scenario.hostile(name)], language: .japanese)
      // CSV and JSON alerts keep what the reader let through, which is a kilobyte a field.
      if format != .csv { #expect(text.utf8.count < 16 << 20) }
      if format == .text {
        #expect(text.utf8.count < 200_000)
        #expect(text.split(separator: "\n").allSatisfy { TerminalText.width($0) <= 80 })
      }
      if format == .html { #expect(text.utf8.count < 2 << 20) }
    }
  }

  @Test(
    "No line begins with what closes or ends with what opens",
    arguments: [
      ("名前は（接続元 203.0.113.9）、次", 16), ("アラートが10件、終わり。", 10), ("「甲」「乙」「丙」「丁」", 8), ("a、b、c、d、e、f。", 8),
      ("検知は「最初の検知」である。", 9),
    ])
  func kinsoku(text: String, columns: Int) {
    let lines = TerminalText.wrapped(text, to: columns)
    #expect(lines.joined().replacing(" ", with: "") == text.replacing(" ", with: ""))
    for line in lines {
      #expect(!"、。）」』".contains(line.first ?? "x"), "\(lines)")
      #expect(!"（「『".contains(line.last ?? "x"), "\(lines)")
    }
  }
}
