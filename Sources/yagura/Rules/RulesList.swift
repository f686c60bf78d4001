import Activity
import ArgumentParser
import Detection
import Scanning

struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the rules, their levels and the sources they concern.",
    usage: "yagura rules list [--rules <path> ...] [<options>]")

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions

  @Option(help: ArgumentHelp("Show nothing below this level.", valueName: "level"))
  var minLevel: Level?

  func run() throws {
    let engine = try rules.factory(try content.library()).make().engine
    for (number, rule) in engine.book.rules.enumerated() where rule.alert.level >= minLevel ?? .informational {
      show(rule.alert, engine.sources(of: number), rule.raisesAlerts ? "" : " (feeds a correlation)")
    }
    for correlation in engine.book.correlations where correlation.alert.level >= minLevel ?? .informational {
      show(correlation.alert, [], " (correlation)")
    }
    print("\(engine.book.rules.count) rules, \(engine.book.correlations.count) correlations")
  }

  private func show(_ rule: AlertRule, _ sources: [String], _ note: String) {
    let level = rule.level.name
    let padding = String(repeating: " ", count: 13 - level.count)
    print("\(level)\(padding)\(rule.title)\(note)")
    var detail = [rule.id] + rule.techniques
    if sources.count > 4 {
      detail.append("\(sources.count) sources")
    } else if !sources.isEmpty {
      detail.append(sources.joined(separator: ", "))
    }
    if rule.kind == .sigma, let author = rule.author { detail.append("by \(author)") }
    print("             \(detail.joined(separator: "  "))")
  }
}
