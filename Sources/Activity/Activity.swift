/// What happened, in one vocabulary for every provider (OCSF 1.x's terms; `docs/activity.md`).
/// This is the full form, with its strings, made only for alerts and explanations; the hot path reads slots.
public struct Activity: Sendable, Equatable {
  /// Microseconds since 1970-01-01T00:00:00Z, or `nil` where the record has no readable time.
  public var time: Int64?
  /// The mapping's name, e.g. `aws.cloudtrail`.
  public var source: String
  /// e.g. `aws`, `gcp`, `github`, `okta`, `google_workspace`, `azure`, `entra`, `m365`, `kubernetes`.
  public var provider: String
  /// The account, organisation, project or tenant in which it happened.
  public var tenant: String?
  /// The vendor's id of the record.
  public var recordID: String?
  public var operation: Operation
  public var actor: Actor
  public var credential: Credential?
  public var origin: Origin
  public var targets: [Target]
  public var outcome: Outcome
  /// The vendor's reason, e.g. `AccessDenied`.
  public var reason: String?

  public init(
    time: Int64?, source: String, provider: String, tenant: String?, recordID: String?, operation: Operation,
    actor: Actor, credential: Credential?, origin: Origin, targets: [Target], outcome: Outcome, reason: String?
  ) {
    self.time = time
    self.source = source
    self.provider = provider
    self.tenant = tenant
    self.recordID = recordID
    self.operation = operation
    self.actor = actor
    self.credential = credential
    self.origin = origin
    self.targets = targets
    self.outcome = outcome
    self.reason = reason
  }

  /// What was done, as the record names it.
  public struct Operation: Sendable, Equatable {
    /// e.g. `ec2`, as the catalogue names it; empty where a provider has none.
    public var service: String
    /// e.g. `TerminateInstances`.
    public var name: String
    public var actClass: ActClass
    public var resource: ResourceKind
    public var sensitivity: Sensitivity
    public var region: String?

    public init(
      service: String, name: String, actClass: ActClass, resource: ResourceKind, sensitivity: Sensitivity,
      region: String?
    ) {
      self.service = service
      self.name = name
      self.actClass = actClass
      self.resource = resource
      self.sensitivity = sensitivity
      self.region = region
    }
  }

  /// Who did it.
  public struct Actor: Sendable, Equatable {
    /// The canonical key `provider:tenant:kind:id`.
    public var key: String
    public var kind: ActorKind
    /// For people to read.
    public var name: String
    public var email: String?
    /// The session's name, e.g. an assumed role's.
    public var session: String?
    /// The key of the identity that stands behind a session: who assumed the role, who federated.
    public var issuer: String?
    public var human: Bool?
    public var mfa: Bool?

    public init(
      key: String, kind: ActorKind, name: String, email: String? = nil, session: String? = nil, issuer: String? = nil,
      human: Bool? = nil, mfa: Bool? = nil
    ) {
      self.key = key
      self.kind = kind
      self.name = name
      self.email = email
      self.session = session
      self.issuer = issuer
      self.human = human
      self.mfa = mfa
    }
  }

  /// What the actor proved itself with; ids only, never secrets.
  public struct Credential: Sendable, Equatable {
    public var id: String
    public var kind: CredentialKind

    public init(id: String, kind: CredentialKind) {
      self.id = id
      self.kind = kind
    }
  }

  /// Where it was done from, and with what.
  public struct Origin: Sendable, Equatable {
    /// An address in text; `nil` where the caller is a service of the provider.
    public var ip: String?
    public var agent: String?
    /// ISO 3166-1 alpha-2, where the record itself says.
    public var country: String?
    /// The service that called on the actor's behalf, e.g. `cloudformation.amazonaws.com`.
    public var service: String?
    /// The device's id or name.
    public var device: String?

    public init(
      ip: String? = nil, agent: String? = nil, country: String? = nil, service: String? = nil, device: String? = nil
    ) {
      self.ip = ip
      self.agent = agent
      self.country = country
      self.service = service
      self.device = device
    }
  }

  /// One thing that it was done to.
  public struct Target: Sendable, Equatable {
    /// A word for its kind as the mapping gives it, e.g. `bucket`, `user`.
    public var kind: String
    /// An ARN, path or name.
    public var id: String
    /// Set where the target is an identity: its canonical key, so that chains can be followed.
    public var key: String?

    public init(kind: String, id: String, key: String? = nil) {
      self.kind = kind
      self.id = id
      self.key = key
    }
  }
}
