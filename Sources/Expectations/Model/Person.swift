/// One person's accounts over all providers.
public struct Person: Sendable, Hashable {
  /// The first is how the person is called.
  public var emails: [String]
  /// Patterns of canonical keys.
  public var accounts: [TextPattern]
  public var line: Int
}

/// A named set of identities, for selectors.
public struct IdentityGroup: Sendable, Hashable {
  public var name: String
  public var identities: [TextPattern]
  public var emails: [TextPattern]
  /// Whether its members are each other's peers for behaviour.
  public var arePeers: Bool
  public var line: Int
}
