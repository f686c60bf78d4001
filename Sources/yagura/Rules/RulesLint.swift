import ArgumentParser
import Detection
import Scanning

struct RulesLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks rules: what cannot be loaded, and what is likely not meant.",
    usage: "yagura rules lint [--rules <path> ...] [--strict] [<options>]",
    discussion: "Without --rules the detections that come with Yagura are checked.")

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions

  @Flag(help: "Count warnings as failures, too.")
  var strict = false

  func run() throws {
    var factory = try rules.factory(try content.library())
    if !rules.paths.isEmpty { factory.builtin = false }
    let loaded = factory.make()
    let lint = factory.lint(loaded)
    for line in lint.errors { print(line) }
    for line in lint.warnings { print(line) }
    let book = loaded.engine.book
    print(
      "\(book.rules.count) rules, \(book.correlations.count) correlations, \(Self.count(lint.errors, "error")), "
        + Self.count(lint.warnings, "warning"))
    if !lint.errors.isEmpty || (strict && !lint.warnings.isEmpty) { throw ExitCode(1) }
  }

  private static func count(_ lines: [String], _ noun: String) -> String {
    "\(lines.count) \(noun)\(lines.count == 1 ? "" : "s")"
  }
}
