/// What takes the surprise out of a kind of finding, beside a mute.
public enum QuietingRemedy: Sendable, Hashable, CaseIterable {
  /// The place is one of the identity's own: a named network for it.
  case place
  /// Place, tool, device and act are the identity's own.
  case origin
  /// The operation is the identity's own.
  case act
  /// A line of the entry that was breached.
  case entry
  /// Nothing that is declared explains it: counts, chains of acts, signs of attack. A mute, or a mute to a lower level.
  case muteOnly

  /// Findings of several records whose innocent reading is that the place is one of the identity's own: they are
  /// dropped where it is declared.
  public static let placeKinds: Set<String> = [
    "behaviour-impossible-travel", "behaviour-credential-in-several-places", "behaviour-workload-credential-outside",
    "behaviour-reset-then-sign-in", "behaviour-new-credential-elsewhere",
  ]

  private static let originKinds: Set<String> = [
    "behaviour-new-origin", "behaviour-new-origin-sensitive-act", "behaviour-machine-identity-in-console",
  ]

  /// - Parameter rule: the id of a rule, of a kind of behaviour, of a breach or of intelligence.
  public static func of(_ rule: String) -> QuietingRemedy {
    if placeKinds.contains(rule) { return .place }
    if originKinds.contains(rule) { return .origin }
    if rule == "behaviour-first-admin-act" { return .act }
    guard rule.hasPrefix("expectation-") else { return .muteOnly }
    // Every use of a break-glass identity is meant to be told, and nobody who has left is to be used.
    return [BreachKind.breakGlass.id, BreachKind.leaver.id].contains(rule) ? .muteOnly : .entry
  }
}
