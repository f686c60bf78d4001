extension RuleLint {
  func check(_ correlation: SigmaCorrelation, _ names: HandleIndex, _ findings: inout Findings) {
    let metadata = correlation.metadata
    for handle in correlation.rules {
      switch names.count(handle) {
      case 0:
        findings.add(metadata, "the correlation refers to the rule '\(handle)', which is not among those loaded")
      case 1: break
      default: findings.add(metadata, "several rules are called '\(handle)', to which the correlation refers")
      }
    }
    for alias in correlation.aliases.keys.sorted() where !correlation.groupBy.contains(alias) {
      findings.add(metadata, "the alias '\(alias)' is not used in 'group-by'")
    }
    if correlation.rules.count == 1, correlation.kind == .temporal || correlation.kind == .temporalOrdered {
      findings.add(metadata, "a temporal correlation of one rule is that rule; name a second")
    }
    if Self.leadsBack(correlation, names) {
      findings.add(metadata, "the correlation refers to itself through its rules, so it can never be settled")
    }
  }

  /// Whether a walk along the references comes back to where it began.
  private static func leadsBack(_ start: SigmaCorrelation, _ names: HandleIndex) -> Bool {
    let own = Set(start.metadata.handles)
    var seen: Set<String> = []
    var pending = start.rules
    while let handle = pending.popLast() {
      if own.contains(handle) { return true }
      guard seen.insert(handle).inserted, let next = names.correlations[handle] else { continue }
      pending += next.rules
    }
    return false
  }
}
