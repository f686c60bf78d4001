import Activity

/// How some identities work. What an entry says must hold; a list that is left out says nothing.
public struct DeclaredExpectation: Sendable, Hashable {
  public var name: String
  public var who: Selector
  public var except: Selector?
  /// Places in `ExpectationFile.networks`; addresses given without a name stand there, too.
  public var from: [Int]?
  /// ISO 3166-1 alpha-2, in capitals.
  public var countries: [String]?
  public var agents: [AgentPattern]?
  public var devices: [TextPattern]?
  public var hours: [WeeklyHours]?
  /// Patterns of `service:operation`.
  public var operations: [TextPattern]?
  public var resources: [TextPattern]?
  /// Acts below it are not held against the entry.
  public var sensitivity: Sensitivity
  /// Whether what is not as the entry says is a breach; else the entry only quietens what it lists.
  public var isStrict = true
  /// Of a breach by an act of medium sensitivity.
  public var level: Level
  public var line: Int
}
