import Detection
import Scanning
import Testing

@Suite struct BuiltinRuleTests {
  @Test("every built-in rule loads, compiles and has a test beside it")
  func loading() {
    #expect(Project.builtin.problems.filter { $0.severity == .error }.map(\.description) == [])
    #expect(Project.builtin.contentProblems.map(\.description) == [])
    #expect(Project.builtin.engine.compileAll().map(\.description) == [])
  }

  @Test("every built-in rule fires on its records and is quiet on its near misses")
  func cases() throws {
    let tester = try RuleTester(Project.builtin.engine)
    tester.run(Project.library.detectionFolders)
    for failure in tester.failures { Issue.record("\(failure)") }
    #expect(tester.untested(Project.library.detectionFolders) == [])
    #expect(tester.cases > 500)
  }
}
