/// Hashes of what one record can be joined to another by; 0 where absent.
public struct EntityKeys: Sendable, Hashable {
  /// Of `actor.key`.
  public var actor: UInt64 = 0
  /// Of `actor.issuer`: the identity behind a session.
  public var issuer: UInt64 = 0
  public var credential: UInt64 = 0
  /// Of a public address; private and provider-internal addresses give 0.
  public var address: UInt64 = 0
  /// Of the first target.
  public var target: UInt64 = 0
  /// Of the first target that is an identity (its `key`).
  public var targetIdentity: UInt64 = 0
  /// Of service and operation.
  public var operation: UInt64 = 0

  public init() {}
}
