import Activity
import ArgumentParser
import Expectations
import Foundation
import Report
import Scanning

struct ExpectSuggest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest", abstract: "Proposes an expectations file from what logs show.",
    usage: "yagura expect suggest <path> ... [<options>]",
    discussion: """
      Offices, usual countries and hours, pipelines, people with several accounts, break-glass candidates and leavers, each \
      with the numbers that it rests on. Read every line before you rely on it.
      """)

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @OptionGroup var content: ContentOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace the output file if it is there.")
  var force = false

  func run() throws {
    if let output, !force, FileManager.default.fileExists(atPath: output) {
      throw CommandFailure("\(output): is there already; --force replaces it")
    }
    let names = Names()
    var suggester = ExpectationSuggester(names: names)
    try ObservationFeed(paths: paths, library: content.library()).read(names: names) { suggester.add($0) }
    if suggester.dropped > 0 {
      Terminal.printError("yagura: \(suggester.dropped) identities or networks were too many to be counted")
    }
    guard suggester.acts > 0 else {
      throw CommandFailure(
        "no record of a known source was found, so that nothing can be proposed; "
          + "see yagura sources list")
    }
    let writer = try output.map { try ReportOutput(path: $0) } ?? ReportOutput()
    writer.write(suggester.yaml())
    try writer.flush()
  }
}
