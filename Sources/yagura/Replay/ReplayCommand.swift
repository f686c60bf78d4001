import ArgumentParser
import Expectations
import Foundation
import Incidents
import Report
import Scanning

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Scans a bundled retelling of a published incident, and tells when it would have been found.",
    discussion: """
      Each replay holds days of ordinary work with an attack in it, as vendors write their records. What is published \
      and what is invented stands in its README. See docs/replays.md.

      Exit status: 0 found as expected, 1 something could not be read, 2 wrong use, 3 not found as expected.
      """)

  @Argument(help: ArgumentHelp("Which; see --list.", valueName: "name"))
  var name: String?

  @Flag(help: "List the replays, and stop.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "The folder of replays; else YAGURA_EXAMPLES, else Examples beside or above the binary.", valueName: "dir"))
  var examples: String?

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var watching: WatchOptions

  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format = ReplayFormat.text

  @OptionGroup var telling: LanguageOption

  @Flag(help: "No colour, whatever the terminal.")
  var noColor = false

  func validate() throws {
    if list, name != nil { throw ValidationError("--list takes no name") }
    if !list, name == nil { throw ValidationError("name a replay; yagura replay --list tells which there are") }
  }

  func run() throws {
    let language = telling.language
    let shelf = try shelf()
    if list { return try show(shelf, language) }
    guard let name else { return }
    guard shelf.names.contains(name) else {
      throw ValidationError(
        "there is no replay '\(name)' in \(shelf.folder.path)"
          + NearestName.hint(name, among: shelf.names, or: "; yagura replay --list tells which there are"))
    }
    let replay = try read(shelf, name)
    let watched = try watching.load(quiet: false)
    var factory = try rules.factory(try content.library())
    factory.observes = watched.watch.observes
    let loaded = factory.make()
    loaded.warn()
    let color = !noColor && Terminal.allowsColor(1)
    let memory = ReportOutput.memory()
    let kind: ReportFormat = format == .json ? .json : .text
    var writer = kind.writer(
      to: memory, width: Terminal.width, color: color, language: language, version: Main.version)
    var outcome = try replay.run(loaded.engine, watch: watched.watch) { writer.alert($0) }
    outcome.result.summary.gaps = watched.gaps
    try writer.finish(incidents: outcome.result.incidents, summary: outcome.result.summary)
    for problem in outcome.result.summary.problems.prefix(10) {
      Terminal.printError("yagura: \(problem.path): \(problem.reason)")
    }
    switch format {
    case .text:
      print(memory.text, terminator: "")
      print(ReplayText(outcome, language).lines.joined(separator: "\n"))
    case .json: print(try ReplayJSON(outcome).text(report: memory.text))
    }
    if outcome.result.summary.records == 0 { throw ExitCode(1) }
    if !outcome.shortfalls.isEmpty { throw ExitCode(3) }
  }

  /// The folder that the user named, or the one that came with the binary.
  private func shelf() throws -> ReplayShelf {
    let named = examples ?? ProcessInfo.processInfo.environment["YAGURA_EXAMPLES"].flatMap { $0.isEmpty ? nil : $0 }
    if let named {
      guard let shelf = ReplayShelf(URL(fileURLWithPath: named, isDirectory: true)) else {
        throw CommandFailure("\(named): no folder of replays; one has NAME/replay.yml in it")
      }
      return shelf
    }
    guard let shelf = ReplayShelf.find(above: Bundle.main.executableURL) else {
      throw CommandFailure(
        "the replays are not beside this binary; take the folder Examples from Yagura's repository and name it with "
          + "--examples or YAGURA_EXAMPLES")
    }
    return shelf
  }

  private func read(_ shelf: ReplayShelf, _ name: String) throws -> Replay {
    do {
      return try shelf.replay(name)
    } catch let problem as ReplayProblem {
      throw CommandFailure(problem.description)
    }
  }

  private func show(_ shelf: ReplayShelf, _ language: Language) throws {
    let replays = try shelf.names.map { try read(shelf, $0) }
    if format == .json { return print(try ReplayJSON.list(replays)) }
    let width = replays.map(\.name.count).max() ?? 0
    for replay in replays {
      let name = replay.name + String(repeating: " ", count: width - replay.name.count)
      let follows = replay.follows[language] ?? ""
      print("\(name)  \(replay.title[language] ?? "")\(language == .japanese ? "（\(follows)）" : " (\(follows))")")
    }
  }
}

enum ReplayFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
