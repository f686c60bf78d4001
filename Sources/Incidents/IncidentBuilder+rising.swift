import Activity
import Detection

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension IncidentBuilder {
  /// When a run of low alerts opens an incident by their number and kind, if it does: docs/incidents.md, "What opens an
  /// incident".
  ///
  /// Every rule counts once a run, with 1 if it fired for one principal alone and less the more it fired for, half where
  /// the act was refused, and decays. A rule that fires for everybody, a burst of one rule, a service, or many rules of one
  /// tactic raise nothing.
  func risingTime(of trail: Trail) -> Int64? {
    guard !trail.isWeak, trail.steps.count >= limits.risingRules else { return nil }
    var best: [Int32: (time: Int64, weight: Double, tactic: Tactic?)] = [:]
    for place in trail.steps {
      let step = steps[Int(place)]
      let rule = step.earliest.rule
      guard rule.level == .low else { continue }
      let refused = step.key.outcome == .denied || step.key.outcome == .failure
      let weight = rarity(of: Int(step.key.rule)) * (refused ? 0.5 : 1)
      if let known = best[step.key.rule], (known.time, -known.weight) <= (step.first, -weight) { continue }
      best[step.key.rule] = (step.first, weight, rule.tactics.first)
    }
    let sorted = best.sorted { ($0.value.time, $0.value.weight, $0.key) < ($1.value.time, $1.value.weight, $1.key) }
    var risk = 0.0
    var last = trail.first
    var tactics: Set<Tactic> = []
    for (count, entry) in sorted.map(\.value).enumerated() {
      risk = risk * exp2(-Double(entry.time - last) / Double(max(1, limits.riskHalfLife))) + entry.weight
      last = entry.time
      if let tactic = entry.tactic { tactics.insert(tactic) }
      let isEnough =
        count + 1 >= limits.risingRules && tactics.count >= limits.risingTactics && risk >= limits.risingRisk
      if isEnough { return entry.time }
    }
    return nil
  }

  /// 1 for a rule that fired for one principal, 0.5 for two, 0.23 for ten.
  private func rarity(of rule: Int) -> Double {
    let zeros = Double(max(1, 64 - ruleSpread[rule].nonzeroBitCount))
    let principals = max(1, (64 * log(64 / zeros)).rounded())
    return 1 / (1 + log2(principals))
  }
}
