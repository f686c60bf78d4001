import Activity
import Detection
import Foundation
import Testing

@testable import Report

@Suite("JSON, JSON Lines and CSV")
struct JSONTests {
  func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("JSON Lines has a line an alert, then an incident, then the summary, as the contract says")
  func lines() throws {
    let objects = try objects(Scenario.output(.jsonl))
    #expect(
      objects.compactMap { $0["type"] as? String } == Array(repeating: "alert", count: 45) + ["incident", "summary"])

    let alert = objects[30]
    for key in ["id", "time", "rule", "record", "actor", "origin", "action", "attack", "csa"] {
      #expect(alert[key] != nil)
    }
    #expect(alert["time"] as? String == "2025-05-23T11:35:00Z")
    #expect(
      alert["rule"] as? [String: String]
        == ["id": "theirs", "title": "Backdoor key", "level": "medium", "author": "A. Author", "source": "sigma"])
    #expect(alert["attack"] as? [String] == ["T1098.001"])
    #expect(alert["csa"] as? [String] == ["TT2022.01"])
    #expect((alert["record"] as? [String: Any])?["index"] as? Int == 100)
    #expect((alert["actor"] as? [String: Any])?["key"] as? String == "aws:111122223333:user:alice")

    let incident = objects[45]
    for key in ["id", "title", "score", "level", "identities", "start", "end", "alerts", "story", "steps", "actions"] {
      #expect(incident[key] != nil)
    }
    #expect(incident["alerts"] as? Int == 45)
    #expect(incident["level"] as? String == "critical")

    let summary = objects[46]
    for key in ["files", "records", "bad", "seconds", "recordsPerSecond", "peakMemoryBytes", "rules"] {
      #expect(summary[key] != nil)
    }
  }

  @Test("JSON is one object with the same parts", arguments: [true, false])
  func one(hasAlerts: Bool) throws {
    let text = try Scenario.output(.json, alerts: hasAlerts ? Scenario.alerts : [])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((object["alerts"] as? [Any])?.count == (hasAlerts ? 45 : 0))
    #expect((object["incidents"] as? [Any])?.count == (hasAlerts ? 1 : 0))
    #expect((object["summary"] as? [String: Any])?["records"] as? Int == 12_345)
  }

  @Test(
    "Any text comes back as it was",
    arguments: [
      "\"quoted\" \\ back", "line\nfeed\r\ttab", "nul\u{0}bell\u{7}esc\u{1B}[31m", "del\u{7F}csi\u{9B}31m", "<script>",
      "日本語 🏯",
      "\u{FFFD}", "",
    ])
  func roundTrip(text: String) throws {
    let line = try Scenario.output(.jsonl, alerts: [Scenario.hostile(text)])
    #expect(line.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    let alert = try objects(line)[0]
    #expect((alert["actor"] as? [String: Any])?["name"] as? String == text)
  }

  @Test("Bytes that are no UTF-8, lone surrogates among them, come out replaced")
  func invalidText() throws {
    let surrogate = String(decoding: [0x61, 0xED, 0xA0, 0x80, 0x62] as [UInt8], as: UTF8.self)
    let alert = try objects(Scenario.output(.jsonl, alerts: [Scenario.hostile(surrogate)]))[0]
    let name = (alert["actor"] as? [String: Any])?["name"] as? String
    #expect(name?.hasPrefix("a\u{FFFD}") == true && name?.hasSuffix("b") == true)
  }

  @Test("A text of megabytes is cut, at a character")
  func longText() throws {
    var json = JSONText()
    json.value(String(repeating: "櫓", count: 100_000))
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(json.bytes.count < JSONText.longest + 10)
    #expect(text.hasSuffix("櫓…\""))
  }

  @Test("Numbers that are none are 0")
  func numbers() {
    var json = JSONText()
    json.object { json in
      json.field("a", Double.nan)
      json.field("b", Double.infinity)
      json.field("c", 0.1)
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":0.0,"b":0.0,"c":0.1}"#)
  }

  @Test(
    "CSV cells are quoted where they must be, and no formula gets through",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
      ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
      ("\t=1", "\"'\t=1\""), ("esc\u{1B}[31m", "\"esc\u{FFFD}[31m\""), ("", ""),
    ])
  func cells(text: String, expected: String) {
    #expect(CSVReport.cell(text) == expected)
  }

  @Test("CSV has a header and as many cells in each row")
  func rows() throws {
    let text = try Scenario.output(.csv)
    let rows = text.split(separator: "\r\n")
    #expect(rows.count == 46)
    #expect(
      rows.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == CSVReport.columns.count })
    #expect(try Scenario.output(.csv, alerts: []).hasPrefix("id,time,level"))
  }
}
