import ArgumentParser
import Scanning

struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the test files that stand beside rules.",
    usage: "yagura rules test [--rules <path> ...] [<options>]",
    discussion: "Without --rules the detections that come with Yagura are tested.")

  @OptionGroup var rules: RuleOptions
  @OptionGroup var content: ContentOptions

  func run() throws {
    let library = try content.library()
    let loaded = try rules.factory(library).make()
    let folders = rules.paths.isEmpty ? library.detectionFolders : rules.paths
    let tester = try RuleTester(loaded.engine)
    tester.run(folders)
    loaded.warn()
    for failure in tester.failures { print(failure) }
    let untested = tester.untested(folders)
    for file in untested { print("\(file): has no test file") }
    print(
      "\(tester.files) test files, \(tester.cases) cases, \(tester.failures.count) failed, \(untested.count) without a test"
    )
    let isBroken = loaded.problems.contains { $0.severity == .error } || !loaded.contentProblems.isEmpty
    if isBroken || !tester.failures.isEmpty || (rules.paths.isEmpty && !untested.isEmpty) { throw ExitCode(1) }
  }
}
