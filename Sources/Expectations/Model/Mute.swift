import Activity

/// A decision that certain alerts need nobody, for a stated reason and time.
public struct Mute: Sendable, Hashable {
  /// Of the rule's id or the kind of behaviour's id.
  public var rules: [TextPattern]
  public var who: Selector
  public var resources: [TextPattern]
  /// Places in `ExpectationFile.networks`.
  public var from: [Int]
  /// The level that alerts are lowered to; `nil` where they are not to be told at all.
  public var level: Level?
  public var reason: String
  /// Microseconds since 1970; alerts from then on are muted no more.
  public var until: Int64
  /// The date as written.
  public var untilText: String
  public var by: String
  public var line: Int
}
