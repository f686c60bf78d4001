import Activity

/// An act as far as declarations look at it, by its texts.
public struct DeclaredAct: Sendable {
  /// The canonical keys of the actor and of who stands behind the session.
  public var actor: String
  public var issuer: String?
  public var email: String?
  public var isHuman: Bool?
  public var tenant: String?
  /// `service:operation`.
  public var operation: String
  public var actClass: ActClass
  public var targets: [String]
  public var address: String?
  /// Microseconds since 1970 of the first and the last time.
  public var first: Int64
  public var last: Int64

  public init(
    actor: String, issuer: String? = nil, email: String? = nil, isHuman: Bool? = nil, tenant: String? = nil,
    operation: String, actClass: ActClass, targets: [String] = [], address: String? = nil, first: Int64, last: Int64
  ) {
    self.actor = actor
    self.issuer = issuer
    self.email = email
    self.isHuman = isHuman
    self.tenant = tenant
    self.operation = operation
    self.actClass = actClass
    self.targets = targets
    self.address = address
    self.first = first
    self.last = last
  }
}

/// Why an act may be harmless, as somebody declared it.
public struct DeclaredReason: Sendable, Hashable {
  /// Which part of the file speaks.
  public enum Kind: Sendable, Hashable {
    /// The pipeline that owns it made the change.
    case pipeline
    /// Somebody who may change by hand what a pipeline owns: on call.
    case hand
    /// It came from a named network that is a usual place for the identity.
    case network
    /// It was announced.
    case planned
  }

  public var kind: Kind
  /// The entry's name; of planned work with its ticket.
  public var name: String
  /// File and line.
  public var place: String
}
