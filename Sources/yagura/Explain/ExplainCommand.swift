import Activity
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
    usage: "yagura explain <alert-id> <path> ... [<options>]",
    discussion: """
      Scans the logs again, by the same paths and with the same rules as the scan that named the alert: then its id is the \
      same. The id's first eight characters are enough where they are its own. What it offers to declare is tried by \
      further scans first.

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

  @OptionGroup var telling: LanguageOption

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
    if workers < 0 || workers > 1024 { throw ValidationError("--workers takes a number from 1 to 1024, or 0") }
  }

  func run() throws {
    let loaded = try rules.factory(try content.library()).make()
    var options = ScanOptions(paths: paths)
    options.workers = workers
    options.watch = try watching.load(quiet: true).watch
    let found = try find(loaded, options)
    let report = TextReport(
      output: ReportOutput(), width: Terminal.width, color: !noColor && Terminal.allowsColor(1),
      language: telling.language)
    try report.write(try explanation(found, loaded, options))
  }

  // MARK: The alert

  private func find(_ loaded: EngineFactory.Loaded, _ options: ScanOptions) throws -> Found {
    let scan = Scan(options, engine: loaded.engine)
    if scan.selection.files.isEmpty, let problem = scan.selection.problems.first {
      throw CommandFailure(problem.description)
    }
    let wanted = id.lowercased()
    let found = Found()
    _ = try scan.run { found.add($0, wanted) }
    guard !found.alerts.isEmpty else {
      throw CommandFailure(
        "no alert has the id \(id); name the same files in the same way and the same --rules as in the scan")
    }
    if found.alerts.count > 1 {
      let ids = found.alerts.prefix(10).map { "\($0.id) \($0.rule.title)" }
      throw CommandFailure("several alerts begin with \(id):\n  " + ids.joined(separator: "\n  "))
    }
    return found
  }

  /// Alerts whose ids begin as wanted, and the levels of all that open something; the scan calls on one thread at a
  /// time, and is over when it is read.
  private final class Found {
    private(set) var alerts: [Alert] = []
    private(set) var levels: [String: Level] = [:]
    /// Beyond these many the rest is taken for new by a trial, which then offers less.
    private static let maxLevels = 1 << 20

    func add(_ alert: Alert, _ wanted: String) {
      let id = alert.id
      if levels.count < Self.maxLevels { levels[id] = max(levels[id] ?? .informational, alert.rule.level) }
      guard id.hasPrefix(wanted), alerts.count < 100, !alerts.contains(where: { $0.id == id }) else { return }
      alerts.append(alert)
    }
  }

  // MARK: Its explanation

  private func explanation(
    _ found: Found, _ loaded: EngineFactory.Loaded, _ options: ScanOptions
  ) throws -> AlertExplanation {
    let alert = found.alerts[0]
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
    let snippet = snippet(alert, options.watch)
    let today = Int64(Date().timeIntervalSince1970) / 86_400
    return AlertExplanation(
      alert: alert, records: records, matched: matched, mute: snippet.mute(today: today),
      declaration: try trial(found, alert, loaded, options)?.first(of: snippet.declarations))
  }

  private func trial(
    _ found: Found, _ alert: Alert, _ loaded: EngineFactory.Loaded, _ options: ScanOptions
  ) throws -> QuietingTrial? {
    var text = ""
    if let path = watching.expectations {
      guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
      text = String(decoding: bytes, as: UTF8.self)
    }
    return QuietingTrial(
      options: options, engine: loaded.engine, alert: alert, before: found.levels, text: text,
      path: watching.expectations ?? "expectations.yml")
  }

  private func snippet(_ alert: Alert, _ watch: Watch) -> QuietingSnippet {
    let activity = alert.activity
    let operation =
      activity.operation.name.isEmpty ? nil : "\(activity.operation.service):\(activity.operation.name)"
    let country = activity.origin.country ?? activity.origin.ip.flatMap { watch.addresses.facts(of: $0).country }
    return QuietingSnippet(
      rule: alert.rule.id, actor: activity.actor.key, issuer: activity.actor.issuer, address: activity.origin.ip,
      country: country, agent: activity.origin.agent, device: activity.origin.device, operation: operation,
      target: activity.targets.first?.id, time: alert.time, group: alert.group, reasons: alert.reasons.map(\.en),
      file: watch.expectations?.file)
  }
}
