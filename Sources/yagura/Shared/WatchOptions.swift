import ArgumentParser
import Behaviour
import Detection
import Expectations
import Foundation
import Intel
import Report

/// What to watch for beside rules; the same for every command that scans.
struct WatchOptions: ParsableArguments {
  @Option(
    name: .customLong("intel"),
    help: ArgumentHelp(
      "Address databases, networks and threat intelligence: a file or folder; may be given more than once.",
      valueName: "path"))
  var intel: [String] = []

  @Option(
    name: .customLong("expect"),
    help: ArgumentHelp("What is normal here, and mutes; see yagura expect.", valueName: "file"))
  var expectations: String?

  @Flag(help: "Rules only: learn no behaviour and no habits, and follow no sequences.")
  var noBehaviour = false

  /// What was loaded, with what is missing of addresses.
  struct Loaded {
    var watch: Watch
    var gaps: [ScanSummary.Gap]
  }

  func load(quiet: Bool) throws -> Loaded {
    var watch = Watch()
    if noBehaviour {
      watch.behaviour = nil
      watch.sequences = nil
      watch.habits = nil
    }
    if !intel.isEmpty {
      for path in intel { try Paths.require(path, option: "--intel") }
      let contents = IntelLoader.load(paths: intel)
      if !quiet {
        for problem in contents.problems.prefix(10) { Terminal.printError("yagura: \(problem)") }
        let more = contents.problems.count - 10 + contents.droppedProblems
        if more > 0 { Terminal.printError("yagura: \(more) more; see yagura intel check") }
      }
      watch.addresses = contents.addresses
      watch.indicators = contents.indicators
    }
    if let expectations {
      switch ExpectationReader.load(expectations) {
      case .success(let file): watch.expectations = Expectations(file)
      case .failure(let failure):
        let problems = failure.problems
        for problem in problems.dropFirst().prefix(19) { Terminal.printError("yagura: \(problem)") }
        if problems.count > 20 {
          Terminal.printError("yagura: \(problems.count - 20) more; see yagura expect check \(expectations)")
        }
        throw CommandFailure(problems.first?.description ?? expectations)
      }
    }
    let book = watch.addresses as? AddressBook
    let gaps = noBehaviour ? [] : (book?.gaps ?? []).map { ScanSummary.Gap(en: $0.en, ja: $0.ja) }
    return Loaded(watch: watch, gaps: gaps)
  }
}
