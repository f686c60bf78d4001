/// What a load gave, in the order of the paths and, within one, of the files' names and documents.
public struct LoadedRules: Sendable {
  /// With the filters that concern them already joined to their expressions.
  public var rules: [SigmaRule] = []
  public var correlations: [SigmaCorrelation] = []
  public var filters: [SigmaFilter] = []
  public var problems: [LoadProblem] = []

  public init() {}

  public var errors: [LoadProblem] { problems.filter { $0.severity == .error } }

  /// Adds another load. The filters of each are applied to the rules of the other.
  public mutating func merge(_ other: LoadedRules) {
    var theirs = other.rules
    Self.apply(filters, to: &theirs)
    Self.apply(other.filters, to: &rules)
    rules += theirs
    correlations += other.correlations
    filters += other.filters
    problems += other.problems
  }

  /// Joins each filter's expression to the rules that it is for: those it names, or all, whose log source has all
  /// that the filter's has.
  static func apply(_ filters: [SigmaFilter], to rules: inout [SigmaRule]) {
    guard !filters.isEmpty else { return }
    var named: [String: [Int]] = [:]
    var general: [Int] = []
    for (index, filter) in filters.enumerated() {
      switch filter.rules {
      case .any: general.append(index)
      case .handles(let handles): for handle in Set(handles) { named[handle, default: []].append(index) }
      }
    }
    for index in rules.indices {
      let chosen = Set(general + rules[index].metadata.handles.flatMap { named[$0] ?? [] }).sorted()
      let parts = chosen.map { filters[$0] }.filter { $0.logSource.covers(rules[index].logSource) }.map(\.expression)
      guard !parts.isEmpty else { continue }
      rules[index].expression = .and([rules[index].expression] + parts)
      rules[index].filterExpressions += parts
    }
  }
}

extension LoadedRules {
  /// The log sources by the handles of rules, and of correlations, whose are those of their rules.
  var logSources: [String: [LogSource]] {
    var sources: [String: [LogSource]] = [:]
    for rule in rules {
      for handle in rule.metadata.handles { sources[handle, default: []].append(rule.logSource) }
    }
    // Chained correlations: as many rounds as a chain is long, at most eight.
    for _ in 0..<8 {
      var changed = false
      for correlation in correlations {
        let found = Array(Set(correlation.rules.flatMap { sources[$0] ?? [] }))
        for handle in correlation.metadata.handles where sources[handle]?.count ?? 0 != found.count {
          sources[handle] = found
          changed = true
        }
      }
      if !changed { break }
    }
    return sources
  }
}

extension LogSource {
  /// Whether all that this one names stands in the other too.
  func covers(_ other: LogSource) -> Bool {
    (category == nil || category == other.category) && (product == nil || product == other.product)
      && (service == nil || service == other.service)
  }
}
