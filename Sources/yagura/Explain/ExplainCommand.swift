import ArgumentParser
import Detection
import Expectations
import Foundation
import Incidents
import Report
import Scanning
import Sigma

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells one alert whole: why it was raised, on what records, what would quieten it.",
    discussion: """
      Scans the logs again, by the same paths and with the same rules as the scan that named the alert: then its id is the \
      same. The id's first eight characters are enough where they are its own.

      Exit status: 0 done, 1 there is no such alert, 2 wrong use.
      """)

  @Argument(help: ArgumentHelp("The alert's id, as --format json and jsonl name it.", valueName: "alert-id"))
  var id: String

  @Argument(help: ArgumentHelp("Log files or folders, as they were scanned.", valueName: "path"))
  var paths: [String]

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var watching: WatchOptions

  @Option(help: ArgumentHelp("Threads; one a core by default.", valueName: "n"))
  var workers = 0

  @Option(help: ArgumentHelp("The language: en or ja.", valueName: "code"))
  var lang = "en"

  @Flag(help: "No colour, whatever the terminal.")
  var noColor = false

  private static let shortest = 8
  /// Records shown beside the one that settled the alert.
  private static let shown = 8

  func validate() throws {
    guard id.utf8.count >= Self.shortest, id.utf8.count <= 32, id.allSatisfy(\.isHexDigit) else {
      throw ValidationError("'\(id)' is no alert id: 8 to 32 of the digits 0-9 and a-f")
    }
    if paths.isEmpty { throw ValidationError("name the log files or folders that were scanned") }
    if paths.contains("-") { throw ValidationError("standard input cannot be read twice; name files") }
    if Language(rawValue: lang) == nil { throw ValidationError("--lang takes en or ja, not '\(lang)'") }
    if workers < 0 || workers > 1024 { throw ValidationError("--workers takes a number from 1 to 1024, or 0") }
  }

  func run() throws {
    let loaded = try rules.factory(try content.library()).make()
    let alert = try find(loaded)
    let report = TextReport(
      output: ReportOutput(), width: Terminal.width, color: !noColor && Terminal.allowsColor(1),
      language: Language(rawValue: lang) ?? .english)
    try report.write(try explanation(alert, loaded))
  }

  // MARK: The alert

  private func find(_ loaded: EngineFactory.Loaded) throws -> Alert {
    var options = ScanOptions(paths: paths)
    options.workers = workers
    options.watch = try watching.load(quiet: true).watch
    let scan = Scan(options, engine: loaded.engine)
    if scan.selection.files.isEmpty, let problem = scan.selection.problems.first {
      throw CommandFailure(problem.description)
    }
    let wanted = id.lowercased()
    let found = Found()
    _ = try scan.run { alert in
      if alert.id.hasPrefix(wanted) { found.add(alert) }
    }
    guard let alert = found.alerts.first else {
      throw CommandFailure(
        "no alert has the id \(id); name the same files in the same way and the same --rules as in the scan")
    }
    if found.alerts.count > 1 {
      let ids = found.alerts.prefix(10).map { "\($0.id) \($0.rule.title)" }
      throw CommandFailure("several alerts begin with \(id):\n  " + ids.joined(separator: "\n  "))
    }
    return alert
  }

  /// Alerts whose ids begin as wanted; the scan calls on one thread at a time, and is over when it is read.
  private final class Found {
    private(set) var alerts: [Alert] = []
    func add(_ alert: Alert) {
      if alerts.count < 100, !alerts.contains(where: { $0.id == alert.id }) { alerts.append(alert) }
    }
  }

  // MARK: Its explanation

  private func explanation(_ alert: Alert, _ loaded: EngineFactory.Loaded) throws -> AlertExplanation {
    let engine = loaded.engine
    let rule = engine.book.rules.first { $0.alert.id == alert.rule.id }
    let correlation = engine.book.correlations.first { $0.alert.id == alert.rule.id }
    var fields = rule?.rule.expression.fields ?? []
    for case .rule(let number) in correlation?.references ?? [] {
      fields.formUnion(engine.book.rules[number].rule.expression.fields)
    }
    let references = [alert.record] + alert.related.filter { $0 != alert.record }.prefix(Self.shown)
    let located = try RecordLocator(engine).locate(Array(references))
    var matched = correlation.map { CorrelationWords.lines($0.source, alert).map(TerminalText.safe) } ?? []
    let records = references.map { reference -> AlertExplanation.Evidence in
      guard let record = located[reference],
        let inspection = try? RecordInspection(record.json, engine: engine, fields: Array(fields))
      else { return AlertExplanation.Evidence(record: reference, line: nil, offset: nil, fields: []) }
      if reference == alert.record, let rule {
        matched = inspection.interpreter.explain(rule.rule, inspection.record)
          .render(color: !noColor && Terminal.allowsColor(1)).split(separator: "\n").map(String.init)
      }
      let evidence = EvidenceFields(inspection.activity ?? alert.activity, fields: fields)
      return AlertExplanation.Evidence(
        record: reference, line: record.line, offset: record.offset, fields: evidence.pick(inspection.record))
    }
    let snippet = snippet(alert)
    let today = Int64(Date().timeIntervalSince1970) / 86_400
    return AlertExplanation(
      alert: alert, records: records, matched: matched, mute: snippet.mute(today: today),
      expectation: snippet.expectation)
  }

  private func snippet(_ alert: Alert) -> QuietingSnippet {
    let activity = alert.activity
    let operation =
      activity.operation.name.isEmpty ? nil : "\(activity.operation.service):\(activity.operation.name)"
    return QuietingSnippet(
      rule: alert.rule.id, actor: activity.actor.key, issuer: activity.actor.issuer, address: activity.origin.ip,
      country: activity.origin.country, agent: activity.origin.agent, operation: operation,
      target: activity.targets.first?.id, tenant: activity.tenant, time: alert.time,
      actClass: activity.operation.actClass)
  }
}
