import Activity
import Detection
import Incidents

/// A report for a person at a terminal: what was read, then the incidents, worst first.
public struct TextReport: ReportWriter {
  /// Incidents of high level and above that are shown in full, and of medium level where there are fewer than `whole` of
  /// those: whoever is woken reads the worst, and a page of it.
  static let shown = 20
  static let whole = 5
  /// Incidents of medium level and above that get a line each before that, where they are more than `few`.
  static let listed = 60
  static let few = 3
  /// Kinds of low incidents that are named with their counts.
  static let lowKinds = 6
  /// Steps shown of an incident, the worst.
  static let steps = 24
  /// Characters of what is said of one act or entity; the story may be longer.
  static let longestFact = 800

  let output: ReportOutput
  let width: Int
  let color: Bool
  let words: Words
  /// What was seen of low and informational alerts, by rule, with the reasons of the first; bounded.
  var lowAlerts: [String: (level: Level, title: String, count: Int, reasons: [Alert.Reason])] = [:]

  /// - Parameters:
  ///   - width: columns, kept within 40...200.
  ///   - color: whether escape sequences for colour may be written. The report makes no others.
  public init(output: ReportOutput, width: Int = 80, color: Bool = false, language: Language = .english) {
    self.output = output
    self.width = min(200, max(40, width))
    self.color = color
    words = Words(language: language)
  }

  public mutating func alert(_ alert: Alert) {
    let rule = alert.rule
    guard rule.level < .medium else { return }
    if lowAlerts[rule.id] != nil {
      lowAlerts[rule.id]?.count += 1
    } else if lowAlerts.count < 1000 {
      lowAlerts[rule.id] = (rule.level, words.language.title(of: rule), 1, alert.reasons)
    }
  }

  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws {
    writeSummary(summary)
    if incidents.isEmpty {
      writeCalm(summary)
    } else {
      writeVerdict(incidents, summary)
      writeIncidents(incidents)
    }
    writeProblems(summary, after: !incidents.isEmpty)
    try output.flush()
  }

  // MARK: Lines

  func style(_ text: String, _ style: TextStyle) -> String {
    color ? style.applied(to: text) : text
  }

  func line(_ text: String = "") {
    output.write(text + "\n")
  }

  /// Wrapped text: the first line after `label`, the others below it.
  /// - Parameters:
  ///   - label: its columns count towards the indent; it may be styled by `labelStyle`.
  func paragraph(
    _ text: String, label: String = "", labelStyle: TextStyle? = nil, indent: Int, style bodyStyle: TextStyle? = nil
  ) {
    let text = TerminalText.safe(TerminalText.bounded(text))
    let padding = String(repeating: " ", count: max(0, indent - TerminalText.width(label)))
    let head = (labelStyle.map { style(label, $0) } ?? label) + padding
    for (index, part) in TerminalText.wrapped(text, to: width - indent).enumerated() {
      let start = index == 0 ? head : String(repeating: " ", count: indent)
      line(start + (bodyStyle.map { style(part, $0) } ?? part))
    }
  }

  func rule() {
    line(style(String(repeating: "─", count: width), .dim))
  }
}
