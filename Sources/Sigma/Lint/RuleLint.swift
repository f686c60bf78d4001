/// Looks for what loads but is likely not meant: what SigmaHQ's conventions ask of rules, and names that lead nowhere.
public struct RuleLint: Sendable {
  public init() {}

  /// - Returns: warnings, in the order of the rules, correlations and filters.
  public func check(_ loaded: LoadedRules) -> [LoadProblem] {
    var findings = Findings()
    let names = HandleIndex(loaded)
    for rule in loaded.rules {
      check(rule.metadata, needsLevel: true, &findings)
      check(rule, &findings)
    }
    for correlation in loaded.correlations {
      check(correlation.metadata, needsLevel: true, &findings)
      check(correlation, names, &findings)
    }
    for filter in loaded.filters {
      check(filter.metadata, needsLevel: false, &findings)
      check(filter, names, &findings)
    }
    let all = loaded.rules.map(\.metadata) + loaded.correlations.map(\.metadata) + loaded.filters.map(\.metadata)
    checkUnique(all, \.id, "id", "make a new UUID for one", &findings)
    checkUnique(all, \.name, "name", "rename one", &findings)
    return findings.list
  }

  struct Findings {
    var list: [LoadProblem] = []

    mutating func add(_ metadata: SigmaMetadata, _ message: String) {
      list.append(LoadProblem(location: metadata.location, message: message, severity: .warning))
    }
  }

  private func check(_ rule: SigmaRule, _ findings: inout Findings) {
    for name in rule.unusedSearches {
      findings.add(rule.metadata, "no condition uses the search '\(name)'; remove it or name it in the condition")
    }
    for placeholder in rule.expression.placeholders {
      findings.add(
        rule.metadata,
        "no pipeline resolves the placeholder %\(placeholder)%, so its test never holds; give a pipeline with "
          + "'value_placeholders' and the variable")
    }
    if rule.logSource.category == nil, rule.logSource.product == nil, rule.logSource.service == nil {
      findings.add(
        rule.metadata, "the log source names no category, product or service, so the rule concerns all records")
    }
  }

  private func check(_ filter: SigmaFilter, _ names: HandleIndex, _ findings: inout Findings) {
    guard case .handles(let handles) = filter.rules else { return }
    for handle in handles where names.count(handle) == 0 {
      findings.add(filter.metadata, "the filter is for the rule '\(handle)', which is not among those loaded")
    }
  }

  private func checkUnique(
    _ all: [SigmaMetadata], _ key: (SigmaMetadata) -> String?, _ what: String, _ remedy: String,
    _ findings: inout Findings
  ) {
    var seen: [String: SourceLocation] = [:]
    for metadata in all {
      guard let value = key(metadata)?.lowercased() else { continue }
      if let first = seen[value] {
        findings.add(metadata, "the \(what) '\(value)' is also that of \(first); \(remedy)")
      } else {
        seen[value] = metadata.location
      }
    }
  }
}

/// How many documents carry a handle.
struct HandleIndex {
  private var counts: [String: Int] = [:]
  private(set) var correlations: [String: SigmaCorrelation] = [:]

  init(_ loaded: LoadedRules) {
    let all = loaded.rules.map(\.metadata) + loaded.correlations.map(\.metadata)
    for handle in all.flatMap(\.handles) { counts[handle, default: 0] += 1 }
    for correlation in loaded.correlations {
      for handle in correlation.metadata.handles { correlations[handle] = correlation }
    }
  }

  func count(_ handle: String) -> Int { counts[handle] ?? 0 }
}

extension Expression {
  /// The placeholders that are left, each once, in order.
  public var placeholders: [String] {
    var found: [String] = []
    collect(&found)
    return found
  }

  private func collect(_ found: inout [String]) {
    switch self {
    case .and(let parts), .or(let parts): for part in parts { part.collect(&found) }
    case .not(let part): part.collect(&found)
    case .elements(_, _, let each): each.collect(&found)
    case .keyword(.unresolved(let name)): if !found.contains(name) { found.append(name) }
    case .test(let test):
      if case .unresolved(let name) = test.matcher, !found.contains(name) { found.append(name) }
    case .keyword: break
    }
  }
}
