import Sigma

/// A correlation whose references are resolved.
public struct BoundCorrelation: Sendable {
  public enum Reference: Sendable, Hashable {
    /// A number in `RuleBook.rules`.
    case rule(Int)
    /// A number in `RuleBook.correlations`.
    case correlation(Int)
  }

  public var source: SigmaCorrelation
  public var alert: AlertRule
  /// In the order of `source.rules`; empty where one is missing, and then it never fires.
  public var references: [Reference]
  public var raisesAlerts: Bool

  /// The fields to take from a match of the reference at `place`: those to group by, then those whose values count.
  func fields(of place: Int) -> [String] {
    (source.groupBy + valueFields).map { name(of: $0, at: place) }
  }

  /// What a group-by field or an alias is called in the reference at `place`.
  func name(of field: String, at place: Int) -> String {
    guard let alias = source.aliases[field], place < source.rules.count else { return field }
    return alias[source.rules[place]] ?? field
  }

  var valueFields: [String] {
    switch source.kind {
    case .valueCount(let fields): fields
    case .valueSum(let field), .valueAverage(let field), .valuePercentile(let field, _): [field]
    case .eventCount, .temporal, .temporalOrdered: []
    }
  }
}
