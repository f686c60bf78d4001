/// Work that was announced: what is done in it by whom it names may be explained by it.
public struct PlannedWork: Sendable, Hashable {
  public var name: String
  public var who: Selector
  /// Microseconds since 1970.
  public var begins: Int64
  public var ends: Int64
  /// Of the change calendar.
  public var ticket: String?
  /// Patterns of `service:operation`; all where empty.
  public var operations: [TextPattern]
  /// Of targets; all where empty.
  public var resources: [TextPattern]
  public var line: Int
}
