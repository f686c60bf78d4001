import Activity

/// Identities that may change what is theirs; whoever else changes it does so by hand.
public struct DeclaredPipeline: Sendable, Hashable {
  public var name: String
  public var who: Selector
  /// Who may change it by hand, such as people on call.
  public var except: Selector?
  /// What is owned: an empty list stands for all.
  public var tenants: [TextPattern]
  public var providers: [String]
  /// Patterns of the service's name.
  public var services: [TextPattern]
  public var resources: [TextPattern]
  public var classes: Set<ActClass>
  public var level: Level
  public var line: Int

  /// What counts as a change where a file does not say.
  public static let changes: Set<ActClass> = [
    .create, .change, .delete, .enable, .grant, .revoke, .credential, .network, .code, .logging, .defence, .transfer,
  ]
}
