import Foundation
import Incidents
import Testing

@testable import Report

@Suite("What earlier runs reported")
struct EarlierTests {
  private static var summary: ScanSummary {
    var summary = Scenario.summary
    summary.unchanged = 2
    summary.retired = [.init(id: "inc-a1<b>", into: "inc-b2"), .init(id: "inc-c3", into: nil)]
    summary.withdrawn = ["d4", "e5"]
    return summary
  }

  @Test(
    "text and page name incidents that are no more and alerts that were withdrawn",
    arguments: [ReportFormat.text, .html], [Language.english, .japanese])
  func people(_ format: ReportFormat, _ language: Language) throws {
    let text = try Scenario.output(format, alerts: [], summary: Self.summary, width: 200, language: language)
    for part in [format == .html ? "inc-a1&lt;b&gt;" : "inc-a1<b>", "inc-b2", "inc-c3", "d4", "e5"] {
      #expect(text.contains(part), "\(part)")
    }
    let words =
      language == .japanese
      ? ["報告済みのインシデント 2 件に変化はない", "inc-b2 に統合された", "inc-c3 は取り下げられた", "報告済みのアラート 2 件を取り下げた"]
      : [
        "2 incidents reported before, and as they were", "is part of inc-b2 now", "inc-c3 no longer stands",
        "2 alerts told before and withdrawn",
      ]
    for word in words { #expect(text.contains(word), "\(word)") }
    #expect(text.contains(language == .japanese ? "新たなインシデント" : "Nothing new"))
  }

  @Test("no run says anything of earlier ones where nothing came of them", arguments: [ReportFormat.text, .html])
  func silence(_ format: ReportFormat) throws {
    #expect(!(try Scenario.output(format, width: 200)).contains("before, and as they were"))
    #expect(!(try Scenario.output(format, width: 200)).contains("Reported before"))
  }

  @Test("of many ids the first are named and the rest are counted")
  func many() throws {
    var summary = Self.summary
    summary.withdrawn = (100..<150).map { "alert-\($0)" }
    let page = try Scenario.output(.html, alerts: [], summary: summary)
    #expect(page.contains("alert-107") && !page.contains("alert-108") && page.contains("and 42 more"))
  }

  @Test("OCSF closes them under their ids")
  func closed() throws {
    let lines = try Scenario.output(.ocsf, summary: Self.summary).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let closed = lines.filter { $0["activity_id"] as? Int == 3 }
    #expect(lines.count == 46 + 4 && closed.count == 4)
    for finding in closed {
      let uid = try #require(finding["class_uid"] as? Int)
      #expect(finding["type_uid"] as? Int == uid * 100 + 3)
      #expect(finding["severity_id"] as? Int == 0)
      #expect(finding["time"] as? Int == Int(Self.summary.end! / 1000))
    }
    let incidents = closed.filter { $0["class_uid"] as? Int == 2005 }
    #expect(incidents.map { ($0["unmapped"] as? [String: Any])?["incident_id"] as? String } == ["inc-a1<b>", "inc-c3"])
    #expect(incidents.map { ($0["unmapped"] as? [String: Any])?["part_of"] as? String } == ["inc-b2", nil])
    #expect(incidents.allSatisfy { $0["status_id"] as? Int == 5 && $0["finding_info_list"] != nil })
    let alerts = closed.filter { $0["class_uid"] as? Int == 2004 }
    #expect(alerts.map { ($0["finding_info"] as? [String: Any])?["uid"] as? String } == ["d4", "e5"])
  }
}
