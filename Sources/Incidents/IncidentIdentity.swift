import Activity

/// An identity that takes part in an incident.
public struct IncidentIdentity: Sendable, Hashable {
  /// What an identity has to do with the incident; raw values stand in JSON.
  public enum Part: String, Sendable {
    /// It acted.
    case actor
    /// It stands behind a session that acted.
    case behind
    /// It was acted upon.
    case target
  }

  /// The canonical key `provider:tenant:kind:id`.
  public var key: String
  public var kind: ActorKind
  /// For people to read.
  public var name: String
  public var email: String?
  public var provider: String
  public var tenant: String?
  public var human: Bool?
  public var mfa: Bool?
  public var part: Part
  /// The key of the identity behind its sessions, where the records name one.
  public var issuer: String?
  /// Alerts that it takes part in.
  public var alerts: Int

  /// Whether somebody who could have used a second factor did not.
  public var lacksMFA: Bool {
    mfa == false && (kind == .user || kind == .root || kind == .federated)
  }
}

/// A credential that was used in an incident.
public struct IncidentCredential: Sendable, Hashable {
  public var id: String
  public var kind: CredentialKind
  /// The key and the name of the identity that used it.
  public var holder: String
  public var holderName: String
  public var holderKind: ActorKind
  public var provider: String
  public var alerts: Int
}

/// An address from which an incident's identities acted.
public struct IncidentAddress: Sendable, Hashable {
  public var ip: String
  public var country: String?
  /// The first user agent seen from it.
  public var agent: String?
  public var alerts: Int
}

/// A resource that an incident's identities acted on.
public struct IncidentResource: Sendable, Hashable {
  /// A word for its kind as the mapping gives it.
  public var kind: String
  public var id: String
  public var provider: String
  /// What was done to it that matters most.
  public var actClass: ActClass
  public var sensitivity: Sensitivity
  public var refused: Bool
}
