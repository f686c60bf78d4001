import Activity
import Detection
import Expectations
import Incidents
import Testing

@testable import Report

@Suite("Mutes in reports")
struct MuteReportTests {
  private static let text = """
    mute:
      - {rule: r-met, reason: drill <b>, until: 2026-12-31, by: al@example.com}
      - {rule: r-low, level: low, reason: tests, until: 2026-12-31, by: al@example.com}
      - {rule: r-ended, reason: old, until: 2026-01-31, by: bo@example.com}
      - {rule: r-none, reason: unused, until: 2026-12-31, by: bo@example.com}
    """

  /// Records end on 2026-03-02.
  private static func summary() throws -> ScanSummary {
    let file = try ExpectationReader.read(Array(text.utf8), file: "expect.yml").get()
    var ledger = MuteLedger(Expectations(file))
    let time: Int64 = 1_772_445_600_000_000
    for rule in ["r-met", "r-met", "r-low", "r-ended", "other"] {
      _ = ledger.mute(for: MuteQuestion(rule: rule, actor: "aws:1:user:a", time: time))
    }
    var summary = ScanSummary()
    summary.records = 5
    summary.end = time
    summary.watch.mutes = ledger.entries
    summary.watch.mutedAlerts = ledger.muted
    summary.watch.loweredAlerts = ledger.lowered
    return summary
  }

  private static func output(_ write: (ReportOutput) throws -> Void) throws -> String {
    let output = ReportOutput.memory()
    try write(output)
    return output.text
  }

  @Test(
    "the text and the page name every mute with what it met, reason, name and end, in both languages",
    arguments: [Language.english, .japanese], [false, true])
  func people(_ language: Language, _ isPage: Bool) throws {
    let text = try Self.output { output in
      if isPage {
        var report = HTMLReport(output: output, language: language)
        try report.finish(incidents: [], summary: try Self.summary())
      } else {
        var report = TextReport(output: output, width: 300, color: false, language: language)
        try report.finish(incidents: [], summary: try Self.summary())
      }
    }
    for part in [
      "expect.yml:2", "expect.yml:3", "expect.yml:4", "expect.yml:5", "2026-12-31", "al@example.com", "unused",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let words =
      language == .english
      ? ["2 alerts muted", "1 alert lowered to low", "1 alert counts again", "nothing met r-none"]
      : ["アラート 2 件をミュート", "重大度「低」に引き下げ", "1 件を再び通知", "該当なし：r-none"]
    for word in words { #expect(text.contains(word), "\(word)") }
    #expect(text.contains(isPage ? "drill &lt;b&gt;" : "drill <b>"))
  }

  @Test("the summary of JSON and JSON Lines has every mute with its state")
  func machines() throws {
    var json = JSONText()
    json.summary(try Self.summary(), incidents: 0)
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(text.contains(#""muted":2"#) && text.contains(#""lowered":1"#))
    for state in ["met", "met", "ended", "unmatched"] { #expect(text.contains(#""state":"\#(state)""#)) }
    #expect(text.contains(#""reason":"old","by":"bo@example.com","until":"2026-01-31""#))
    #expect(text.contains(#""level":"low""#))
  }
}
