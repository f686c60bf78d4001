import Detection
import Incidents

/// OCSF 1.5.0, an object a line: a Detection Finding (2004) an alert, an Incident Finding (2005) an incident; what earlier
/// runs reported and no longer stands is closed. The rest of the summary has no place in OCSF and is not written.
public struct OCSFReport: ReportWriter {
  static let schema = "1.5.0"

  private let output: ReportOutput
  private let version: String
  private var json = JSONText()

  /// - Parameter version: Yagura's own, for `metadata.product`.
  public init(output: ReportOutput, version: String = "0") {
    self.output = output
    self.version = version
  }

  public mutating func alert(_ alert: Alert) {
    let version = version
    line { $0.detectionFinding(alert, version: version) }
  }

  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws {
    let version = version
    for incident in incidents { line { $0.incidentFinding(incident, version: version) } }
    let end = summary.end ?? 0
    for retired in summary.retired { line { $0.closedIncident(retired, time: end, version: version) } }
    for id in summary.withdrawn { line { $0.closedDetection(id, time: end, version: version) } }
    try output.flush()
  }

  private mutating func line(_ body: (inout JSONText) -> Void) {
    json.removeAll()
    body(&json)
    json.newline()
    output.write(json.bytes)
  }
}
