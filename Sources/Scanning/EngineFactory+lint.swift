import Detection
import Sigma

extension EngineFactory {
  /// What is wrong with the loaded rules (errors), and what is likely not meant (warnings), a line each.
  public func lint(_ loaded: Loaded) -> (errors: [String], warnings: [String]) {
    var errors = loaded.problems.filter { $0.severity == .error }.map(\.description)
    var warnings = loaded.problems.filter { $0.severity == .warning }.map(\.description)
    for rules in loaded.rules { warnings += RuleLint().check(rules).map { $0.description } }
    errors += loaded.contentProblems.map(\.description)
    errors += loaded.engine.compileAll().map(\.description)
    return (errors, warnings)
  }
}
