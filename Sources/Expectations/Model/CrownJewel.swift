import Activity

/// Resources whose abuse matters most. What touches them counts a level more.
public struct CrownJewel: Sendable, Hashable {
  public var name: String
  public var resources: [TextPattern]
  /// Who alone may touch them; `nil` where everyone may.
  public var only: Selector?
  public var level: Level
  public var line: Int
}
