import Activity
import Detection

/// Which techniques and threats the detections address.
public struct RuleCoverage: Sendable {
  /// A detection and where it looks.
  public struct Entry: Sendable {
    public var rule: AlertRule
    /// Providers whose records it is tried on, sorted; more than `broad` count as any.
    public var providers: [String]
  }

  /// A cell of the matrix.
  public struct Cell: Sendable {
    public var technique: AttackMatrix.Technique
    public var title: String
    /// The gravest first.
    public var entries: [Entry]
  }

  public let entries: [Entry]
  public let matrix: AttackMatrix
  /// Cells of each tactic, by technique.
  public let cells: [Tactic: [Cell]]
  /// By technique, each once.
  public let byTechnique: [Cell]

  /// - Parameter others: detections that are no rules, such as kinds of behaviour.
  public init(_ engine: Engine, matrix: AttackMatrix, others: [AlertRule] = []) {
    let providerOfSource = Dictionary(engine.mappings.map { ($0.source, $0.provider) }) { first, _ in first }
    func providers(of rule: Int) -> Set<String> {
      Set(engine.sources(of: rule).compactMap { providerOfSource[$0] })
    }
    var entries: [Entry] = []
    for (number, rule) in engine.book.rules.enumerated() where rule.raisesAlerts {
      entries.append(Entry(rule: rule.alert, providers: providers(of: number).sorted()))
    }
    for correlation in engine.book.correlations where correlation.raisesAlerts {
      var found: Set<String> = []
      for case .rule(let rule) in correlation.references { found.formUnion(providers(of: rule)) }
      entries.append(Entry(rule: correlation.alert, providers: found.sorted()))
    }
    let everywhere = Set(providerOfSource.values).sorted()
    entries += others.map { Entry(rule: $0, providers: everywhere) }
    self.entries = entries.sorted {
      ($1.rule.level, $0.rule.title, $0.rule.id) < ($0.rule.level, $1.rule.title, $1.rule.id)
    }
    self.matrix = matrix

    var byTechnique: [String: [Entry]] = [:]
    var byTactic: [Tactic: [String: [Entry]]] = [:]
    for entry in self.entries {
      for id in Set(entry.rule.techniques) {
        byTechnique[id, default: []].append(entry)
        let known = matrix.technique(id).tactics
        // A technique that stands under several tactics counts under those that the rule means.
        let meant = known.isEmpty ? entry.rule.tactics : known.filter { entry.rule.tactics.contains($0) }
        for tactic in Set(meant.isEmpty ? known : meant) {
          byTactic[tactic, default: [:]][id, default: []].append(entry)
        }
      }
    }
    func cells(_ entries: [String: [Entry]]) -> [Cell] {
      entries.map { Cell(technique: matrix.technique($0.key), title: matrix.title($0.key), entries: $0.value) }
        .sorted { $0.technique.id < $1.technique.id }
    }
    self.byTechnique = cells(byTechnique)
    self.cells = byTactic.mapValues(cells)
  }

  /// Detections without an ATT&CK technique or without a CSA threat, or with a technique that ATT&CK does not have.
  public var untagged: (technique: [AlertRule], threat: [AlertRule], unknown: [(AlertRule, String)]) {
    let rules = entries.map(\.rule)
    return (
      rules.filter(\.techniques.isEmpty), rules.filter(\.threats.isEmpty),
      rules.flatMap { rule in
        rule.techniques.filter { matrix.techniques[$0] == nil }.map { (rule, $0) }
      }
    )
  }

  /// Detections that address a CSA threat, the gravest first.
  public func entries(ofThreat number: Int) -> [Entry] { entries.filter { $0.rule.threats.contains(number) } }
}

extension RuleCoverage.Entry {
  /// From so many providers on a detection counts as one of any provider.
  public static let broad = 6

  public var isBroad: Bool { providers.count >= Self.broad }
}

extension Array where Element == RuleCoverage.Entry {
  /// `aws 12, gcp 3, any 2`: the most first.
  public var byProvider: [(provider: String, count: Int)] {
    var counts: [String: Int] = [:]
    for entry in self {
      if entry.isBroad {
        counts["any", default: 0] += 1
      } else {
        for provider in entry.providers { counts[provider, default: 0] += 1 }
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// `2 critical, 5 high`: the gravest first.
  public var byLevel: [(level: Level, count: Int)] {
    Level.allCases.reversed().compactMap { level in
      let count = self.count { $0.rule.level == level }
      return count > 0 ? (level, count) : nil
    }
  }
}
