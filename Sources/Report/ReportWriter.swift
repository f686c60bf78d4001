import Detection
import Incidents

/// A format of output. Alerts come first, in any number, then the incidents and the summary once.
public protocol ReportWriter {
  /// Takes an alert; formats that show incidents only count it. A failed write is kept and thrown by `finish`.
  mutating func alert(_ alert: Alert)

  /// Writes what is left and flushes. A reader that has gone away (a broken pipe) is no error.
  /// - Throws: `ReportError` if the output could not be written.
  mutating func finish(incidents: [Incident], summary: ScanSummary) throws
}

/// What went wrong while writing a report.
public struct ReportError: Error, CustomStringConvertible, Sendable {
  public var path: String
  public var reason: String
  public var description: String { "\(path): cannot be written: \(reason); check the folder and its permissions" }
}

/// The formats of `--format`.
public enum ReportFormat: String, Sendable, CaseIterable {
  case text, jsonl, json, csv, ocsf, html

  /// - Parameters:
  ///   - width: columns of the terminal, used by `text` only, 40...200.
  ///   - color: whether `text` may use colour.
  ///   - version: Yagura's version, which OCSF's metadata and the HTML footer name.
  public func writer(
    to output: ReportOutput, width: Int = 80, color: Bool = false, language: Language = .english, version: String = "0"
  ) -> any ReportWriter {
    switch self {
    case .text: TextReport(output: output, width: width, color: color, language: language)
    case .jsonl: JSONLinesReport(output: output)
    case .json: JSONReport(output: output)
    case .csv: CSVReport(output: output)
    case .ocsf: OCSFReport(output: output, version: version)
    case .html: HTMLReport(output: output, language: language, version: version)
    }
  }
}
