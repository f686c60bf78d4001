/// What behaviour has seen and holds.
public struct BehaviourStatistics: Sendable, Hashable {
  public var observations: UInt64 = 0
  /// Of them, what was recognised as taken in within the hour.
  public var repeats: UInt64 = 0
  /// Acts of the provider's own services and systems, which are counted and not profiled.
  public var services: UInt64 = 0
  /// Records without an identity that has habits (none named, or anonymous), and records without a time.
  public var unattributed: UInt64 = 0
  public var untimed: UInt64 = 0
  /// Identities that are remembered, and those of which enough is known for anything to be surprising.
  public var identities = 0
  public var warm = 0
  /// Identities that were forgotten because there was no room.
  public var evicted: UInt64 = 0
  /// Facts of peers and tenants that are kept, and that found no room.
  public var sharedFacts = 0
  public var sharedDropped = 0
  public var openEpisodes = 0
  /// Surprises that were judged record by record because all episodes were open.
  public var episodesRefused: UInt64 = 0
  public var findings: UInt64 = 0
  /// Memory that is held.
  public var bytes = 0
}
