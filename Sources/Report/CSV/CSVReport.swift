import Activity
import Detection
import Incidents

/// Alerts as RFC 4180 rows under a header; incidents and the summary are not in it.
/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
public struct CSVReport: ReportWriter {
  static let columns = [
    "id", "time", "level", "rule_id", "rule_title", "rule_author", "rule_source", "source", "provider", "tenant",
    "actor_key", "actor_kind", "actor_name", "actor_email", "actor_session", "actor_issuer", "mfa", "credential",
    "ip", "country", "agent", "service", "operation", "class", "resource", "sensitivity", "region", "outcome", "reason",
    "targets", "attack", "tactics", "csa", "count", "path", "index", "record_id",
  ]

  private let output: ReportOutput
  private var hasHeader = false

  public init(output: ReportOutput) {
    self.output = output
  }

  public mutating func alert(_ alert: Alert) {
    writeHeader()
    let activity = alert.activity
    let rule = alert.rule
    let operation = activity.operation
    row([
      alert.id, alert.time == 0 ? "" : UTCTime(microseconds: alert.time).rfc3339, rule.level.name, rule.id, rule.title,
      rule.author ?? "", rule.kind.rawValue, activity.source, activity.provider, activity.tenant ?? "",
      activity.actor.key, activity.actor.kind.cachedWord, activity.actor.name, activity.actor.email ?? "",
      activity.actor.session ?? "", activity.actor.issuer ?? "", activity.actor.mfa.map { "\($0)" } ?? "",
      activity.credential?.id ?? "", activity.origin.ip ?? "", activity.origin.country ?? "",
      activity.origin.agent ?? "", operation.service, operation.name, operation.actClass.cachedWord,
      operation.resource.cachedWord,
      operation.sensitivity.cachedWord, operation.region ?? "", activity.outcome.cachedWord, activity.reason ?? "",
      activity.targets.prefix(16).map(\.id).joined(separator: " "), rule.techniques.joined(separator: " "),
      rule.tactics.map(\.tag).joined(separator: " "), rule.threats.map(CSA.tag).joined(separator: " "),
      String(alert.count), alert.record.path, String(alert.record.index), alert.record.id ?? "",
    ])
  }

  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws {
    writeHeader()
    try output.flush()
  }

  private mutating func writeHeader() {
    guard !hasHeader else { return }
    hasHeader = true
    row(Self.columns)
  }

  private func row(_ cells: [String]) {
    output.write(cells.map(Self.cell).joined(separator: ",") + "\r\n")
  }

  static func cell(_ text: String) -> String {
    // Line ends may stand within quotes; other control characters may drive a terminal and mean nothing here.
    let isClean = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ",")
    }
    var cell = isClean ? text : String(String.UnicodeScalarView(text.unicodeScalars.map(Self.printable)))
    if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { cell = "'" + cell }
    guard !isClean else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: scalar
    case 0..<0x20, 0x7F..<0xA0: "\u{FFFD}"
    default: scalar
    }
  }
}
