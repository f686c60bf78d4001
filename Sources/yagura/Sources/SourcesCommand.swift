import ArgumentParser
import Scanning

struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "Lists and checks the mapping files of sources.",
    subcommands: [SourcesLint.self, SourcesList.self])
}

struct SourcesLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks mapping files, envelopes and the action catalogue.")

  @OptionGroup var content: ContentOptions

  func run() throws {
    let library = try content.library()
    for provider in Set(library.mappings.map(\.provider)) { _ = library.catalogue(provider) }
    let problems = library.problems + library.laterProblems
    for problem in problems { print(problem) }
    print("\(library.mappings.count) sources, \(problems.count) problems")
    if !problems.isEmpty { throw ExitCode(1) }
  }
}

struct SourcesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the sources that are recognised.")

  @OptionGroup var content: ContentOptions

  func run() throws {
    let library = try content.library()
    let width = library.mappings.map(\.source.count).max() ?? 0
    for mapping in library.mappings {
      let padding = String(repeating: " ", count: width - mapping.source.count)
      print("\(mapping.source)\(padding)  \(mapping.title)")
    }
  }
}
