import Activity
import Detection
import Incidents

@testable import AlertFixtures
@testable import Report

/// A small break-in, and the same told by each format.
enum Scenario {
  static let list = AlertFixture.rule("list", .low, ["attack.discovery", "attack.t1580"], title: "Enumeration")
  static let theirs = AlertFixture.rule(
    "theirs", .medium, ["attack.persistence", "attack.t1098.001", "csa.tt2022.01"], title: "Backdoor key",
    author: "A. Author", kind: .sigma)
  static let wipe = AlertFixture.rule(
    "wipe", .critical, ["attack.impact", "attack.t1485"], title: "Bulk deletion", author: "Yagura",
    response: ["quarantine-identity"])

  static var alerts: [Alert] {
    let access = Activity.Credential(id: "AKIAEXAMPLE", kind: .longLivedKey)
    var alerts = (0..<30).map {
      AlertFixture(
        rule: list, at: Double($0), credential: access, ip: "203.0.113.9", operation: "DescribeInstances",
        actClass: .list,
        resource: .compute, index: $0)
    }
    alerts.append(
      AlertFixture(
        rule: theirs, at: 100, credential: access, ip: "203.0.113.9",
        targets: [.init(kind: "user", id: "bob", key: "aws:111122223333:user:bob")], operation: "CreateAccessKey",
        service: "iam", actClass: .credential, resource: .identity, sensitivity: .high, index: 100))
    for index in 0..<14 {
      alerts.append(
        AlertFixture(
          rule: wipe, at: 200 + Double(index), credential: access, ip: "203.0.113.9",
          targets: [.init(kind: "instance", id: "i-\(index)")], operation: "TerminateInstances", actClass: .delete,
          resource: .compute, sensitivity: .high, index: 200 + index))
    }
    return alerts.map(\.alert)
  }

  static var summary: ScanSummary {
    var summary = ScanSummary()
    summary.files = 3
    summary.records = 12_345
    summary.bad = 1
    summary.seconds = 0.25
    summary.recordsPerSecond = 49_380
    summary.peakMemoryBytes = 50_000_000
    summary.rules = 400
    summary.start = AlertFixture.start
    summary.end = AlertFixture.start + 3_600_000_000
    summary.recordsBySource = ["aws.cloudtrail": 12_000, "github.audit": 345]
    summary.alertsByLevel = [.low: 30, .medium: 1, .critical: 14]
    summary.problems = [.init(path: "logs/bad.json", reason: "line 3: not JSON")]
    return summary
  }

  static func output(
    _ format: ReportFormat, alerts: [Alert] = alerts, summary: ScanSummary = summary, width: Int = 80,
    color: Bool = false, language: Language = .english
  ) throws -> String {
    let output = ReportOutput.memory()
    var writer = format.writer(to: output, width: width, color: color, language: language, version: "1.2.3")
    var builder = IncidentBuilder()
    for alert in alerts {
      builder.add(alert)
      writer.alert(alert)
    }
    try writer.finish(incidents: builder.finish(), summary: summary)
    return output.text
  }

  /// An alert whose every text from outside is hostile.
  static func hostile(_ text: String) -> Alert {
    AlertFixture(
      rule: AlertFixture.rule("hostile", .high, title: "Title \(text)", author: text, kind: .sigma, response: [text]),
      at: 0, actor: "aws:1:user:\(text)", issuer: "aws:1:user:behind\(text)", email: text, session: text,
      credential: .init(id: text, kind: .longLivedKey), ip: text,
      targets: [.init(kind: text, id: text), .init(kind: "user", id: text, key: "aws:1:user:t\(text)")],
      operation: text,
      service: text, actClass: .delete, outcome: .denied, path: text
    ).alert
  }
}
