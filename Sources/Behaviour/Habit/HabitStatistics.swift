/// What the memory of habits did.
public struct HabitStatistics: Sendable, Hashable {
  /// Alerts of medium level or above that were looked up, and those of them that were usual.
  public var judged: UInt64 = 0
  public var usual: UInt64 = 0
  /// Entries that were forgotten for lack of room.
  public var forgotten: UInt64 = 0
}
