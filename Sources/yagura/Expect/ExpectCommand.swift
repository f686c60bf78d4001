import ArgumentParser

struct ExpectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expect", abstract: "Checks and proposes files of expectations: who works how, and what is muted.",
    subcommands: [ExpectCheck.self, ExpectSuggest.self])
}
