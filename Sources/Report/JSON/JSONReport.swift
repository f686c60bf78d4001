import Detection
import Incidents

/// One object: `{"alerts": […], "incidents": […], "summary": {…}}`. Alerts are written as they come.
public struct JSONReport: ReportWriter {
  private let output: ReportOutput
  private var json = JSONText()
  private var hasStarted = false

  public init(output: ReportOutput) {
    self.output = output
  }

  public mutating func alert(_ alert: Alert) {
    output.write(hasStarted ? ",\n" : "{\"alerts\":[\n")
    hasStarted = true
    element { $0.alert(alert) }
  }

  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws {
    output.write(hasStarted ? "\n],\n\"incidents\":[\n" : "{\"alerts\":[],\n\"incidents\":[\n")
    for (index, incident) in incidents.enumerated() {
      if index > 0 { output.write(",\n") }
      element { $0.incident(incident) }
    }
    output.write("\n],\n\"summary\":")
    element { $0.summary(summary, incidents: incidents.count) }
    output.write("}\n")
    try output.flush()
  }

  private mutating func element(_ body: (inout JSONText) -> Void) {
    json.removeAll()
    body(&json)
    output.write(json.bytes)
  }
}
