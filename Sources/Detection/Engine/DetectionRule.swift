import Activity
import Sigma

/// A rule ready to be routed: its logic and what its alerts say of it.
public struct DetectionRule: Sendable {
  public var rule: SigmaRule
  public var alert: AlertRule
  /// Whether matches raise alerts of their own; a rule that only feeds a correlation does not.
  public var raisesAlerts: Bool
  /// Fields whose values correlations need of each match, in their order.
  public var captures: [String]

  public init(rule: SigmaRule, kind: AlertRule.Kind) {
    self.rule = rule
    alert = AlertRule(rule.metadata, kind: kind)
    raisesAlerts = true
    captures = []
  }
}

extension AlertRule {
  /// A rule without an id goes by its title; one without a level counts as medium.
  public convenience init(_ metadata: SigmaMetadata, kind: Kind) {
    self.init(
      id: metadata.id ?? metadata.name ?? metadata.title, title: metadata.title, titleJa: metadata.extras.titleJa,
      summary: metadata.description, summaryJa: metadata.extras.descriptionJa,
      level: metadata.level.flatMap { Level(rawValue: $0.rawValue) } ?? .medium, author: metadata.author, kind: kind,
      tags: metadata.tags, falsePositives: metadata.falsePositives, references: metadata.references,
      response: metadata.extras.response)
  }
}

/// All rules and correlations of a run, their references resolved.
public struct RuleBook: Sendable {
  public private(set) var rules: [DetectionRule] = []
  public private(set) var correlations: [BoundCorrelation] = []
  /// Faults found while references were resolved.
  public private(set) var problems: [ContentProblem] = []

  public init() {}

  /// Adds a set of rules, to whose filters the loader has seen; its correlations may refer to all rules so far.
  public mutating func add(_ loaded: LoadedRules, kind: AlertRule.Kind) {
    rules += loaded.rules.map { DetectionRule(rule: $0, kind: kind) }
    bind(loaded.correlations, kind)
  }

  private mutating func bind(_ added: [SigmaCorrelation], _ kind: AlertRule.Kind) {
    var byHandle: [String: BoundCorrelation.Reference] = [:]
    for (index, rule) in rules.enumerated() {
      for handle in rule.rule.metadata.handles { byHandle[handle] = .rule(index) }
    }
    let base = correlations.count
    for (index, correlation) in correlations.enumerated() {
      for handle in correlation.source.metadata.handles { byHandle[handle] = .correlation(index) }
    }
    for (index, correlation) in added.enumerated() {
      for handle in correlation.metadata.handles { byHandle[handle] = .correlation(base + index) }
    }
    for correlation in added {
      var references: [BoundCorrelation.Reference] = []
      for handle in correlation.rules {
        if let reference = byHandle[handle] {
          references.append(reference)
        } else {
          problems.append(
            ContentProblem(
              file: correlation.metadata.location.file, line: correlation.metadata.location.line,
              message: "correlation '\(correlation.metadata.title)' refers to the rule '\(handle)', which is not loaded"
            ))
        }
      }
      // A correlation keeps its place even where it can never fire, so that the numbers of the others hold.
      let whole = references.count == correlation.rules.count
      correlations.append(
        BoundCorrelation(
          source: correlation, alert: AlertRule(correlation.metadata, kind: kind), references: whole ? references : [],
          raisesAlerts: true))
    }
    settleReferences(from: base)
  }

  /// Tells rules what correlations need of them, and silences those that only feed a correlation.
  private mutating func settleReferences(from base: Int) {
    for index in correlations.indices.dropFirst(base) {
      let correlation = correlations[index]
      for (place, reference) in correlation.references.enumerated() {
        let fields = correlation.fields(of: place)
        switch reference {
        case .rule(let rule):
          if !correlation.source.generate { rules[rule].raisesAlerts = false }
          for field in fields where !rules[rule].captures.contains(field) { rules[rule].captures.append(field) }
        case .correlation(let other):
          if !correlation.source.generate, other != index { correlations[other].raisesAlerts = false }
        }
      }
    }
  }
}
