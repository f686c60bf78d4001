import JSONTape

/// One source, as its mapping file describes it: `docs/mappings.md`.
public struct Mapping: Sendable {
  /// e.g. `aws.cloudtrail`.
  public var source: String
  public var title: String
  public var provider: String
  /// 0...100; a source of higher priority is tried first.
  public var priority: Int
  public var recognise: Condition
  public var logSources: [MappedLogSource]
  /// In the file's order.
  public var aliases: [(name: String, entries: [ValueExpression])]
  public var prefixes: [String]
  public var namedLists: [NamedList]
  public var parts: Parts
  /// The file, for messages.
  public var file: String

  /// A Sigma log source that the source's records belong to.
  public struct MappedLogSource: Sendable {
    public var product: String?
    public var service: String?
    public var category: String?
    /// Only records for which it holds belong to it.
    public var when: Condition?
  }

  /// Where an activity's parts stand in a record.
  public struct Parts: Sendable {
    public var time: ValueExpression?
    public var recordID: ValueExpression?
    public var tenant: ValueExpression?
    public var service: ValueExpression?
    public var operation: ValueExpression?
    public var region: ValueExpression?
    public var reason: ValueExpression?
    public var actClass: ValueExpression?
    public var resource: ValueExpression?
    public var sensitivity: ValueExpression?
    public var outcome: [OutcomeCase] = []
    public var actor: [ActorCase] = []
    public var credential: [CredentialCase] = []
    public var ip: ValueExpression?
    public var agent: ValueExpression?
    public var country: ValueExpression?
    public var callingService: ValueExpression?
    public var device: ValueExpression?
    public var targets: [TargetCase] = []
  }

  /// How it ended, where the condition holds.
  public struct OutcomeCase: Sendable {
    public var when: Condition?
    public var value: Outcome
  }

  /// What an identity's key is made of.
  public struct IdentityParts: Sendable {
    public var kind: ActorKind
    public var id: ValueExpression
    public var tenant: ValueExpression?
    public var provider: String?
  }

  /// Who acts, where the condition holds; the first case that does counts.
  public struct ActorCase: Sendable {
    public var when: Condition?
    public var identity: IdentityParts
    public var name: ValueExpression?
    public var email: ValueExpression?
    public var session: ValueExpression?
    public var human: ValueExpression?
    public var mfa: ValueExpression?
    public var issuer: IdentityParts?
  }

  /// With what, where the condition holds.
  public struct CredentialCase: Sendable {
    public var when: Condition?
    public var kind: CredentialKind
    public var id: ValueExpression
  }

  /// To what; all cases that hold count.
  public struct TargetCase: Sendable {
    public var when: Condition?
    public var kind: String
    public var id: ValueExpression
    public var identity: IdentityParts?
  }
}

extension Mapping.Parts {
  /// The parts that the fields are made of, with the time, and nothing else: what the hot path reads of every record.
  func needed(for fields: Set<ActivityField>) -> Mapping.Parts {
    var parts = Mapping.Parts()
    parts.time = time
    parts.tenant = tenant
    parts.service = service
    parts.operation = operation
    parts.actClass = actClass
    parts.resource = resource
    parts.sensitivity = sensitivity
    if fields.contains(.region) { parts.region = region }
    if fields.contains(.reason) { parts.reason = reason }
    if fields.contains(.outcome) { parts.outcome = outcome }
    if fields.contains(.ip) { parts.ip = ip }
    if fields.contains(.agent) { parts.agent = agent }
    if fields.contains(.country) { parts.country = country }
    if fields.contains(.callingService) { parts.callingService = callingService }
    if fields.contains(.device) { parts.device = device }
    if fields.contains(.credentialID) || fields.contains(.credentialKind) { parts.credential = credential }
    if fields.contains(.targetID) || fields.contains(.targetKind) { parts.targets = targets }
    let ofActor: Set<ActivityField> = [
      .actorKind, .actorID, .actorName, .actorEmail, .actorSession, .actorIssuer, .actorHuman, .actorMFA,
    ]
    if !fields.isDisjoint(with: ofActor) {
      parts.actor = actor.map { actor in
        var actor = actor
        if !fields.contains(.actorName) { actor.name = nil }
        if !fields.contains(.actorEmail) { actor.email = nil }
        if !fields.contains(.actorSession) { actor.session = nil }
        if !fields.contains(.actorIssuer) { actor.issuer = nil }
        if !fields.contains(.actorHuman) { actor.human = nil }
        if !fields.contains(.actorMFA) { actor.mfa = nil }
        return actor
      }
    }
    return parts
  }
}

extension ValueExpression {
  /// The activity's fields that the expression reads.
  var activityFields: Set<ActivityField> {
    switch self {
    case .activity(let field): [field]
    case .first(let parts): parts.reduce(into: []) { $0.formUnion($1.activityFields) }
    case .transformed(let inner, _), .conditional(_, let inner): inner.activityFields
    case .path, .text, .template: []
    }
  }
}
