import Activity
import ArgumentParser
import Detection
import Expectations
import Report
import Scanning

struct RulesCoverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "Shows which ATT&CK techniques and CSA threats the detections address.",
    usage: "yagura rules coverage [--format <format>] [<options>]",
    discussion: """
      text is for the terminal; navigator is a layer for https://mitre-attack.github.io/attack-navigator/; markdown is the \
      ATT&CK table of docs/coverage.md, csa its table of the Cloud Security Alliance's top threats.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, navigator, markdown, csa }

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions

  @Option(help: ArgumentHelp("text, navigator, markdown or csa.", valueName: "format"))
  var format = Format.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    let library = try content.library()
    let engine = try rules.factory(library).make().engine
    let coverage = RuleCoverage(
      engine, matrix: AttackMatrix(library), others: rules.noBuiltin ? [] : BreachKind.all.map(AlertRule.init(breach:)))
    let text =
      switch format {
      case .text: coverage.text
      case .navigator: try coverage.navigatorLayer()
      case .markdown: coverage.markdown
      case .csa: coverage.csaMarkdown
      }
    let writer = try output.map { try ReportOutput(path: $0) } ?? ReportOutput()
    writer.write(text)
    try writer.flush()
  }
}

extension AlertRule {
  /// A breach of an expectation, at the level of an ordinary act.
  convenience init(breach kind: FindingKind) {
    let isGrave = [BreachKind.breakGlass, BreachKind.leaver, BreachKind.crownJewel].contains(kind)
    self.init(kind, level: isGrave ? .high : .medium, author: "Yagura")
  }
}
