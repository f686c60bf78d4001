/// What the sequence detectors did and what they dropped.
public struct SequenceStatistics: Sendable, Equatable {
  public var observations = 0
  /// Judged by nothing, for want of a time.
  public var untimed = 0
  /// Came after a later instant was closed, and were judged on their own.
  public var late = 0
  /// Looked at in full.
  public var judged = 0
  public var findings = 0
  /// Findings that repeat one raised within `repeatAfter` at no lower level.
  public var repeated = 0
  /// Instants with more records than `maxPending`, judged in parts.
  public var crowdedInstants = 0
  /// Entries that are kept and that were dropped for want of room, over all tables.
  public var kept = 0
  public var evicted = 0

  public init() {}
}
