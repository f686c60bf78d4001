import Activity

/// What the memory of habits needs to know of a rule.
public struct HabitRule: Sendable, Hashable {
  /// Of the rule's id, the same in every process.
  public var hash: UInt64
  public var level: Level
  /// ATT&CK tactics, a bit each.
  public var tactics: UInt16
  /// Whether one of them is impact, exfiltration or credential access.
  public var endsInLoss: Bool

  public init(hash: UInt64, level: Level, tactics: UInt16, endsInLoss: Bool) {
    self.hash = hash
    self.level = level
    self.tactics = tactics
    self.endsInLoss = endsInLoss
  }
}
