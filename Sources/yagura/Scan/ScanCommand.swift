import Activity
import ArgumentParser
import Detection
import Foundation
import Incidents
import Report
import Scanning

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Reads audit logs and tells what was attacked.",
    discussion: """
      Paths are files, folders (searched to any depth) or - for standard input; JSON of any layout, plain, gzip or zstd. \
      What kind of records they hold is seen from the records.

      Exit status: 0 done, 1 something could not be read, 2 wrong use, 3 an alert reached --fail-on.
      """)

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var watching: WatchOptions

  @Option(
    help: ArgumentHelp(
      "Keep in this file what was learned, counted and left open, and go on from it the next time.",
      valueName: "file"))
  var state: String?

  @Option(help: ArgumentHelp("Show nothing below this level.", valueName: "level"))
  var minLevel: Level?

  @Option(help: ArgumentHelp("text, jsonl, json, csv, ocsf or html.", valueName: "format"))
  var format = ReportFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write a self-contained HTML report to this file, too.", valueName: "file"))
  var report: String?

  @Option(help: ArgumentHelp("Threads; one a core by default.", valueName: "n"))
  var workers = 0

  @Option(help: ArgumentHelp("Exit with status 3 if an alert has at least this level.", valueName: "level"))
  var failOn: Level?

  @OptionGroup var telling: LanguageOption

  @Flag(help: "No colour, whatever the terminal.")
  var noColor = false

  @Flag(name: .shortAndLong, help: "No progress and no warnings on standard error.")
  var quiet = false

  func validate() throws {
    if workers < 0 || workers > 1024 {
      throw ValidationError("--workers takes a number from 1 to 1024, or 0 for one a core")
    }
    if paths.filter({ $0 == "-" }).count > 1 { throw ValidationError("- (standard input) can be read once only") }
    if state != nil, watching.noBehaviour {
      throw ValidationError("--state keeps what behaviour has learned; leave --no-behaviour out, or --state")
    }
  }

  func run() throws {
    let watched = try watching.load(quiet: quiet)
    var factory = try rules.factory(try content.library())
    factory.observes = watched.watch.observes
    let loaded = factory.make()
    loaded.warn()
    guard !loaded.engine.book.rules.isEmpty || watched.watch.observes else {
      throw CommandFailure("no rule was loaded, so nothing could be found; see yagura rules lint")
    }
    var options = ScanOptions(paths: paths)
    options.minLevel = minLevel
    options.workers = workers
    options.watch = watched.watch
    let stateFile = state.map(StateFile.init)
    options.state = try stateFile?.read()
    options.keepsState = stateFile != nil
    let scan = Scan(options, engine: loaded.engine)
    if scan.selection.files.isEmpty, let problem = scan.selection.problems.first {
      for problem in scan.selection.problems.dropFirst() { Terminal.printError("yagura: \(problem)") }
      throw CommandFailure(problem.description)
    }
    let writers = try Writers(self)
    var bar = ProgressBar()
    let showsBar = !quiet && Terminal.allowsProgress
    scan.onProgress = { progress in if showsBar { bar.show(progress) } }
    var result: Scan.Result
    do { result = try scan.run { writers.alert($0) } } catch let problem as StateProblem {
      throw stateFile?.refusal(problem) ?? CommandFailure(problem.description)
    }
    bar.clear()
    result.summary.gaps = watched.gaps
    if let stateFile, let state = result.state { try stateFile.write(state) }
    try writers.finish(result)
    if quiet {
      for problem in scan.selection.problems.prefix(10) { Terminal.printError("yagura: \(problem)") }
    } else {
      tellProblems(result)
    }
    tellBlindness(result.summary)
    // The process ends here: what is left is the system's to take back, not ours to take apart piece by piece.
    _ = Unmanaged.passRetained(scan)
    if let failOn, let highest = result.highest, highest >= failOn { throw ExitCode(3) }
    if !scan.selection.problems.isEmpty || !loaded.errors.isEmpty || result.summary.isBlind { throw ExitCode(1) }
  }

  /// What was left out of what was read, and how.
  private func tellProblems(_ result: Scan.Result) {
    for problem in result.summary.problems.prefix(10) {
      Terminal.printError("yagura: \(problem.path): \(problem.reason)")
    }
    let more = result.summary.problems.count - 10 + result.summary.problemsOmitted
    if more > 0 { Terminal.printError("yagura: \(more) more parts could not be read") }
    if !result.losses.isEmpty { Terminal.printError("yagura: \(result.losses.description)") }
    if result.summary.late > 0 {
      Terminal.printError("yagura: \(result.summary.late) records came too late to be put in order of time")
    }
  }

  /// Why nothing can be said, where that is so.
  private func tellBlindness(_ summary: ScanSummary) {
    if summary.records == 0 {
      Terminal.printError(
        "yagura: no records were found; name log files of JSON, or see docs/sources.md for what is read")
    } else if summary.isBlind {
      Terminal.printError(
        "yagura: \(paths.joined(separator: ", ")): no record is of a known source; yagura sources list tells what is known"
      )
    }
  }
}

/// The report, and the HTML beside it where one is asked for.
private final class Writers {
  private var main: any ReportWriter
  private var html: (any ReportWriter)?

  init(_ command: ScanCommand) throws {
    let language = command.telling.language
    let output = try command.output.map { try ReportOutput(path: $0) } ?? ReportOutput()
    main = command.format.writer(
      to: output, width: Terminal.width,
      color: command.output == nil && !command.noColor && Terminal.allowsColor(1), language: language,
      version: Main.version)
    if let report = command.report {
      html = ReportFormat.html.writer(to: try ReportOutput(path: report), language: language, version: Main.version)
    }
  }

  func alert(_ alert: Alert) {
    main.alert(alert)
    html?.alert(alert)
  }

  func finish(_ result: Scan.Result) throws {
    try main.finish(incidents: result.incidents, summary: result.summary)
    try html?.finish(incidents: result.incidents, summary: result.summary)
  }
}

extension Level: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
  public static var allValueStrings: [String] { allCases.map(\.name) }
}

extension ReportFormat: ExpressibleByArgument {}

extension Terminal {
  /// Whether a progress bar can be drawn on standard error.
  static var allowsProgress: Bool {
    isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }
}
