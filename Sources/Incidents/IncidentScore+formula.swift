import Activity
import Detection

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The formula of `docs/incidents.md`.
extension IncidentScore {
  /// - Parameters:
  ///   - prior: what the identities' low alerts had added up to before.
  ///   - risen: whether low alerts alone opened it.
  init(steps: [IncidentStep], prior: Double = 0, risen: Bool = false) {
    severity = Self.together(steps.filter { $0.level >= .medium })
    self.prior = min(0.15, prior)
    context = max(self.prior, min(0.15, Self.together(steps.filter { $0.level < .medium })))
    self.risen = risen

    let sequence = Self.tacticsReached(steps)
    let reached = sequence.reduce(0.0) { $0 + ($1.refused ? 0.5 : 1) }
    let ordered = Self.longestRise(sequence.map(\.tactic))
    chain = min(0.6, 0.08 * max(0, reached - 1) + 0.06 * Double(max(0, ordered - 1)))

    let endings = steps.filter { !$0.refused && $0.level >= .medium && $0.endsInLoss }
    let worst = endings.map(\.level).max()
    let before = Set(
      steps.filter { step in !step.refused && !step.endsInLoss && endings.contains { step.first <= $0.last } }
        .compactMap(\.tactic))
    ending = before.count < 2 ? 0 : worst.map { $0 >= .high ? 0.3 : 0.15 } ?? 0

    actor = steps.allSatisfy { $0.activity.actor.kind == .service || $0.activity.actor.kind == .system } ? 0.8 : 1
    let grave = Set(steps.filter { $0.level >= .high && !$0.refused && $0.explained < 0.5 }.map(\.rule.id))
    // Low acts are most people's days: they tell how far something went, and not that it went.
    let told = Set(steps.filter { $0.effectiveLevel >= .medium && !$0.refused }.compactMap(\.tactic))
    convincing = reached >= 4 && told.count >= 3 && ending >= 0.3 && grave.count >= 2
  }

  /// The level that a person on call should take.
  func level(steps: [IncidentStep]) -> Level {
    let worst = steps.map(\.effectiveLevel).max() ?? .medium
    if worst == .critical || convincing { return .critical }
    // A long row of harmless acts does not make one that is grave.
    if worst <= .low, !risen { return .low }
    let mediums = Set(steps.filter { $0.effectiveLevel >= .medium }.map(\.rule.id)).count
    if worst == .high || (raw >= 0.7 && chain >= 0.3 && mediums >= 3) { return .high }
    return worst == .medium || risen ? .medium : .low
  }

  /// The points that `raw` gives within the level's band.
  func points(in level: Level) -> Int {
    let band: ClosedRange<Double> =
      switch level {
      case .critical: 80...100
      case .high: 55...79
      case .medium: 20...54
      case .low, .informational: 0...19
      }
    return Int((band.lowerBound + raw * (band.upperBound - band.lowerBound)).rounded())
  }

  /// Noisy-or over rules: each adds less the more there already is.
  private static func together(_ steps: [IncidentStep]) -> Double {
    var best: [String: Double] = [:]
    var counts: [String: Int] = [:]
    for step in steps {
      best[step.rule.id] = max(best[step.rule.id] ?? 0, step.weight)
      counts[step.rule.id, default: 0] += step.count
    }
    // In a fixed order: floating-point products depend on it.
    return 1
      - best.keys.sorted().reduce(1.0) { left, id in
        left * (1 - min(0.95, (best[id] ?? 0) * saturation(counts[id] ?? 1)))
      }
  }

  /// 1 for one, 1.17 for 10, 1.5 for 1,000 and more.
  private static func saturation(_ count: Int) -> Double {
    1 + 0.5 * min(1, log10(Double(max(1, count))) / 3)
  }

  /// Tactics in the order in which they were first reached; refused where nothing of the tactic succeeded.
  private static func tacticsReached(_ steps: [IncidentStep]) -> [(tactic: Tactic, refused: Bool)] {
    var order: [Tactic] = []
    var refused: [Tactic: Bool] = [:]
    for step in steps where step.level > .informational {
      guard let tactic = step.tactic else { continue }
      if refused[tactic] == nil { order.append(tactic) }
      refused[tactic] = (refused[tactic] ?? true) && step.refused
    }
    return order.map { ($0, refused[$0] ?? true) }
  }

  /// The length of the longest subsequence in ATT&CK's order.
  private static func longestRise(_ tactics: [Tactic]) -> Int {
    var lengths: [Int] = []
    for (index, tactic) in tactics.enumerated() {
      lengths.append(1 + (zip(tactics, lengths).prefix(index).filter { $0.0 < tactic }.map(\.1).max() ?? 0))
    }
    return lengths.max() ?? 0
  }
}

extension IncidentStep {
  /// What one step of it weighs, 0...1.
  fileprivate var weight: Double {
    let base: Double =
      switch level {
      case .informational: 0.005
      case .low: 0.02
      case .medium: 0.12
      case .high: 0.3
      case .critical: 0.6
      }
    let sensitivity: Double =
      switch activity.operation.sensitivity {
      case .none: 0.8
      case .low: 0.9
      case .medium: 1
      case .high: 1.1
      case .critical: 1.2
      }
    let outcome: Double =
      switch activity.outcome {
      case .success, .unknown: 1
      case .failure: 0.6
      case .denied: 0.5
      }
    return base * sensitivity * outcome * (1 - explained)
  }

  fileprivate var endsInLoss: Bool {
    rule.tactics.contains { $0 == .exfiltration || $0 == .impact }
  }
}
