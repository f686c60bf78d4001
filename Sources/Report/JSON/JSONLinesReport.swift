import Detection
import Incidents

/// An object a line: alerts as they come, then incidents, then the summary.
public struct JSONLinesReport: ReportWriter {
  private let output: ReportOutput
  private var json = JSONText()

  public init(output: ReportOutput) {
    self.output = output
  }

  public mutating func alert(_ alert: Alert) {
    line { $0.alert(alert) }
  }

  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws {
    for incident in incidents { line { $0.incident(incident) } }
    line { $0.summary(summary, incidents: incidents.count) }
    try output.flush()
  }

  private mutating func line(_ body: (inout JSONText) -> Void) {
    json.removeAll()
    body(&json)
    json.newline()
    output.write(json.bytes)
  }
}
