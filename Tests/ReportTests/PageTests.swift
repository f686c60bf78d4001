import Activity
import Detection
import Foundation
import Incidents
import Testing

@testable import Report

@Suite("HTML and OCSF")
struct PageTests {
  @Test("The page loads nothing, runs nothing and says so to the browser")
  func selfContained() throws {
    let page = try Scenario.output(.html)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"))
    for banned in [
      "<script", "http:", "https:", "url(", "@import", "<link", "<img", "<iframe", "javascript:", " onload=",
    ] {
      #expect(!page.lowercased().contains(banned), "\(banned)")
    }
    #expect(page.contains("prefers-color-scheme:dark"))
    #expect(page.contains("@media print"))
  }

  @Test(
    "Nothing from a record becomes markup",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='alert(1)",
      "</title></style></svg><b>",
      "&lt;b&gt;", "\u{1B}[31m", "\u{202E}x", "a\u{0}b",
    ])
  func escaping(text: String) throws {
    let page = try Scenario.output(.html, alerts: [Scenario.hostile(text)])
    #expect(tags(page).isSubset(of: Self.known), "\(tags(page).subtracting(Self.known))")
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"))
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || !TerminalText.isUnsafe($0) })
    // Attributes are closed by the quote that opened them: outside of quotes no handler can stand.
    #expect(!page.replacing(#/"[^"]*"/#, with: "\"\"").contains("onmouseover='"))
  }

  private static let known: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "header", "div", "span", "h1", "h2", "h3", "p", "main", "article",
    "section", "ol", "ul", "li", "dl", "dt", "dd", "br", "code", "small", "table", "thead", "tbody", "tr", "th", "td",
    "a",
    "footer", "svg", "path", "text", "rect", "circle", "g",
  ]

  private func tags(_ page: String) -> Set<String> {
    Set(page.matches(of: #/<\/?([a-zA-Z][a-zA-Z0-9]*)/#).map { String($0.1) })
  }

  @Test("Tags are closed in order")
  func wellFormed() throws {
    for page in [try Scenario.output(.html), try Scenario.output(.html, alerts: [], language: .japanese)] {
      var open: [String] = []
      let body = page.replacing(#/<style>[\s\S]*?<\/style>/#, with: "")
      for match in body.matches(of: #/<(\/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/#) {
        let name = String(match.2)
        if ["meta", "br"].contains(name) || match.3.hasSuffix("/") { continue }
        if match.1.isEmpty {
          open.append(name)
        } else {
          #expect(open.popLast() == name)
        }
      }
      #expect(open.isEmpty)
    }
  }

  @Test("The page shows the timeline, the graph and what to do, and names a third party's rule's author")
  func content() throws {
    let page = try Scenario.output(.html)
    for part in [
      "aria-label=\"Timeline of the incident\"", "Who used what", "Disable the access key AKIAEXAMPLE of alice.",
      "rule by A. Author", "<h1>1 incident needs someone now</h1>", "logs/bad.json",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(try Scenario.output(.html, language: .japanese).contains("<html lang=\"ja\">"))
  }

  @Test("OCSF findings have what the classes demand")
  func ocsf() throws {
    let lines = try Scenario.output(.ocsf).split(separator: "\n")
    #expect(lines.count == 46)
    for line in lines {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let uid = try #require(object["class_uid"] as? Int)
      #expect(uid == 2004 || uid == 2005)
      #expect(object["type_uid"] as? Int == uid * 100 + 1)
      #expect((object["metadata"] as? [String: Any])?["version"] as? String == "1.5.0")
      #expect(object[uid == 2004 ? "finding_info" : "finding_info_list"] != nil)
    }
  }

  @Test(
    "Only addresses stand where OCSF demands an address",
    arguments: [
      ("203.0.113.9", true), ("256.1.1.1", false), ("1.2.3", false), ("2001:db8::1", true), ("::", true), ("::1", true),
      ("fe80:::1", false), ("1:2:3:4:5:6:7:8", true), ("1:2:3:4:5:6:7", false), ("ec2.amazonaws.com", false),
      ("", false),
      ("1:2:3:4:5:6:7:8:9", false), ("::gg", false),
    ])
  func addresses(text: String, expected: Bool) {
    #expect(OCSFText.isAddress(text) == expected)
  }

  @Test("A reader that has gone away is no error")
  func brokenPipe() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let output = ReportOutput(descriptor: ends[1])
    var writer = JSONLinesReport(output: output)
    for alert in Scenario.alerts { writer.alert(alert) }
    try writer.finish(incidents: [], summary: Scenario.summary)
    #expect(output.isClosed)
    close(ends[1])
  }

  @Test("A path that cannot be written is named")
  func unwritable() {
    #expect(throws: ReportError.self) { try ReportOutput(path: "/nonexistent/report.html") }
  }
}
