import Detection
import Incidents

public struct HTMLReport: ReportWriter {
  private let output: ReportOutput
  public init(output: ReportOutput, language: Language = .english, version: String = "0") {
    self.output = output
  }
  public mutating func alert(_ alert: Alert) {}
  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws { try output.flush() }
}
