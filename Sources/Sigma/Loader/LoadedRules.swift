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

extension LogSource {
  /// Whether all that this one names stands in the other too.
  func covers(_ other: LogSource) -> Bool {
    (category == nil || category == other.category) && (product == nil || product == other.product)
      && (service == nil || service == other.service)
  }
}
