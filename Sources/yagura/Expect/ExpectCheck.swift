import Activity
import ArgumentParser
import Expectations
import Foundation
import Incidents
import JSONTape
import Report

struct ExpectCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Finds the faults of an expectations file, and tells what it says.",
    usage: "yagura expect check <file> [<options>]",
    discussion: """
      Warns of ids that no rule has, of those that come with Yagura and those of --rules.

      Exit status: 0 valid, 1 faults or, with --strict, warnings or mutes that have ended.
      """)

  @Argument(help: ArgumentHelp("The expectations file; docs/expectations.md has a whole example.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Judge ends of mutes as of this day (2026-12-31); today by default.", valueName: "date"))
  var at: String?

  @Flag(help: "Fail where there is a warning or a mute has ended, too.")
  var strict = false

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions

  func validate() throws {
    if let at, Self.moment(at) == nil { throw ValidationError("--at takes a day such as 2026-12-31, not '\(at)'") }
  }

  private static func moment(_ text: String) -> Int64? {
    guard text.utf8.count == 10 else { return nil }
    var copy = text
    return copy.withUTF8 { Timestamp.parse(ByteSpan(UnsafeRawBufferPointer($0))) }
  }

  func run() throws {
    let declared: ExpectationFile
    switch ExpectationReader.load(file) {
    case .success(let read): declared = read
    case .failure(let failure):
      for problem in failure.problems { print(problem) }
      print("\(failure.problems.count) \(failure.problems.count == 1 ? "fault" : "faults"); the file is not used")
      throw ExitCode(1)
    }
    let now = at.flatMap(Self.moment) ?? Int64(Date().timeIntervalSince1970 * 1_000_000)
    for line in ExpectationDigest(declared, now: now).lines { print(TerminalText.safe(line)) }
    let unknown = try unknownRules(declared)
    for problem in unknown {
      print(TerminalText.safe("\(problem.file):\(problem.line): warning: \(problem.message)"))
    }
    let ended = declared.mutes.filter { $0.until <= now }
    if strict, !ended.isEmpty || !unknown.isEmpty { throw ExitCode(1) }
  }

  /// Rules are loaded only where the file names some.
  private func unknownRules(_ declared: ExpectationFile) throws -> [ContentProblem] {
    guard !declared.namedRules.isEmpty else { return [] }
    let loaded = try rules.factory(try content.library()).make()
    loaded.warn()
    return declared.unknownRules(among: loaded.engine.alertIDs)
  }
}
