import ArgumentParser

struct IntelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intel", abstract: "Checks, looks up and fetches threat intelligence and facts of addresses.",
    subcommands: [IntelCheck.self, IntelLookup.self, IntelFetch.self])
}

/// How answers are written.
enum IntelFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
