import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Checks, lists, tests, explains and maps detection rules.",
    subcommands: [RulesLint.self, RulesList.self, RulesTest.self, RulesExplain.self, RulesCoverage.self])
}
