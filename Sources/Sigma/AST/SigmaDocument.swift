/// Where a piece of content stands, for messages to its author.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The file's path as the user gave it, or `-`.
  public var file: String
  /// Counted from 1.
  public var line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public var description: String { "\(file):\(line)" }
}

/// One YAML document of a rule file, read and normalised.
public enum SigmaDocument: Sendable {
  case rule(SigmaRule)
  case correlation(SigmaCorrelation)
  case filter(SigmaFilter)
}

/// The severity of a rule, as Sigma 2.1 names it.
public enum SigmaLevel: Int, Sendable, Comparable, CaseIterable {
  case informational, low, medium, high, critical

  public init?(name: some StringProtocol) {
    switch name.lowercased() {
    case "informational", "info": self = .informational
    case "low": self = .low
    case "medium": self = .medium
    case "high": self = .high
    case "critical": self = .critical
    default: return nil
    }
  }

  public var name: String { String(describing: self) }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What rules, correlations and filters carry besides their logic.
public struct SigmaMetadata: Sendable {
  public var title = ""
  /// The UUID, or `nil` where a rule has none.
  public var id: String?
  /// The name by which correlations may refer to the rule.
  public var name: String?
  public var status: String?
  public var description: String?
  public var license: String?
  public var author: String?
  public var date: String?
  public var modified: String?
  public var references: [String] = []
  /// As written, for example `attack.t1562.008`.
  public var tags: [String] = []
  public var falsePositives: [String] = []
  public var fields: [String] = []
  public var level: SigmaLevel?
  public var location: SourceLocation
  /// The `yagura:` block, which only Yagura reads.
  public var extras = RuleExtras()

  public init(location: SourceLocation) { self.location = location }

  /// What a correlation or a filter may call the rule by: its id and its name.
  public var handles: [String] { [id, name].compactMap { $0 } }
}

/// The `yagura:` block of a rule: see `docs/writing-detections.md`.
public struct RuleExtras: Sendable {
  /// `actor`, `target`, `credential` → the record's field names that hold them.
  public var entities: [String: [String]] = [:]
  /// Names of playbooks that apply.
  public var response: [String] = []
  public var titleJa: String?
  public var descriptionJa: String?

  public init() {}
}

/// Which records a rule concerns. All that are given must hold.
public struct LogSource: Hashable, Sendable {
  public var category: String?
  public var product: String?
  public var service: String?
  public var definition: String?

  public init(category: String? = nil, product: String? = nil, service: String? = nil, definition: String? = nil) {
    self.category = category
    self.product = product
    self.service = service
    self.definition = definition
  }
}

/// A detection rule: searches by name and one condition over them.
public struct SigmaRule: Sendable {
  public var metadata: SigmaMetadata
  public var logSource: LogSource
  /// The rule's logic. Several conditions in a list have been joined with `or`, search names have been
  /// resolved, `1 of`/`all of` have been expanded, and modifiers have been applied.
  public var expression: Expression
  /// The searches by name, in the file's order, for `explain`; `expression` does not refer to it.
  public var searches: [NamedSearch]
  /// The conditions as written; one of them must hold.
  public var conditions: [String] = []
  /// Names of searches that no condition uses.
  public var unusedSearches: [String] = []
  /// What filters added: `expression` holds them already.
  public var filterExpressions: [Expression] = []

  public init(metadata: SigmaMetadata, logSource: LogSource, expression: Expression, searches: [NamedSearch]) {
    self.metadata = metadata
    self.logSource = logSource
    self.expression = expression
    self.searches = searches
  }
}

/// A search under the name by which conditions call it.
public struct NamedSearch: Sendable {
  public var name: String
  public var expression: Expression

  public init(name: String, expression: Expression) {
    self.name = name
    self.expression = expression
  }
}

/// A filter: every rule that it names matches only where the filter's expression holds too.
public struct SigmaFilter: Sendable {
  /// Which rules a filter is for.
  public enum Rules: Sendable {
    case any
    case handles([String])
  }

  public var metadata: SigmaMetadata
  public var logSource: LogSource
  public var rules: Rules
  public var expression: Expression

  public init(metadata: SigmaMetadata, logSource: LogSource, rules: Rules, expression: Expression) {
    self.metadata = metadata
    self.logSource = logSource
    self.rules = rules
    self.expression = expression
  }
}

/// A correlation over the matches of other rules or correlations.
public struct SigmaCorrelation: Sendable {
  /// What a correlation counts or compares.
  public enum Kind: Sendable, Equatable {
    case eventCount
    case valueCount(fields: [String])
    case temporal
    case temporalOrdered
    case valueSum(field: String)
    case valueAverage(field: String)
    /// `percentile` is in 0...100.
    case valuePercentile(field: String, percentile: Double)
  }

  /// All bounds that are given must hold, as `gte: 10` with `lte: 20`.
  public struct Bound: Sendable, Equatable {
    /// How what is counted stands to the bound.
    public enum Comparison: String, Sendable { case gt, gte, lt, lte, eq, neq }
    public var comparison: Comparison
    public var value: Double

    public init(comparison: Comparison, value: Double) {
      self.comparison = comparison
      self.value = value
    }
  }

  public var metadata: SigmaMetadata
  public var kind: Kind
  /// Ids or names of the rules correlated, in order.
  public var rules: [String]
  public var groupBy: [String]
  /// Seconds.
  public var timespan: Double
  public var bounds: [Bound]
  /// Extended temporal condition over rule names (`a and not b`), or `nil` for all of `rules`.
  public var ruleCondition: RuleCondition?
  /// alias → rule handle → that rule's field.
  public var aliases: [String: [String: String]]
  /// Whether the correlated rules raise alerts of their own too.
  public var generate: Bool

  public init(
    metadata: SigmaMetadata, kind: Kind, rules: [String], groupBy: [String], timespan: Double, bounds: [Bound],
    ruleCondition: RuleCondition? = nil, aliases: [String: [String: String]] = [:], generate: Bool = false
  ) {
    self.metadata = metadata
    self.kind = kind
    self.rules = rules
    self.groupBy = groupBy
    self.timespan = timespan
    self.bounds = bounds
    self.ruleCondition = ruleCondition
    self.aliases = aliases
    self.generate = generate
  }

  /// A boolean over the correlated rules, by index into `rules`.
  public indirect enum RuleCondition: Sendable, Equatable {
    case rule(Int)
    case and([RuleCondition])
    case or([RuleCondition])
    case not(RuleCondition)
  }
}
