import JSONTape

/// A mapping whose paths are slots of a plan.
// proof: immutable; spans point to memory of `Immortal`, which nobody writes after it was made.
public final class SourceBinding: @unchecked Sendable {
  public let mapping: Mapping
  public let catalogue: ActionCatalogue
  /// Activity fields that rules of this source read, and the slots they read them from.
  let fieldSlots: [(field: ActivityField, slot: UInt32)]
  /// Aliases that are more than a path, and the slots that rules read them from.
  let expressionSlots: [(expression: BoundExpression, slot: UInt32)]

  /// The slots that an `ActivityReader` fills.
  public var suppliedSlots: [UInt32] { fieldSlots.map(\.slot) + expressionSlots.map(\.slot) }

  /// How many target cases there are.
  public var targetCount: Int { targets.count }

  let sourceText: ByteSpan
  let providerText: ByteSpan
  let classes = WordTable<ActClass>()
  let resources = WordTable<ResourceKind>()
  let sensitivities = WordTable<Sensitivity>()

  let time, recordID, tenant, service, operation, region, reason: BoundExpression?
  let actClass, resource, sensitivity: BoundExpression?
  let outcome: UnsafeBufferPointer<(when: BoundCondition?, value: Outcome)>
  let actor: UnsafeBufferPointer<ActorCase>
  let credential: UnsafeBufferPointer<CredentialCase>
  let ip, agent, country, callingService, device: BoundExpression?
  let targets: UnsafeBufferPointer<TargetCase>

  /// Words that mappings use for targets that are credentials.
  private static let credentialKinds: Set = [
    "access_key", "api_key", "credential", "service_account_key", "session", "token",
  ]

  struct Identity {
    var kind: ActorKind
    /// `provider:`
    var providerColon: ByteSpan
    /// `:kind:`
    var kindBetweenColons: ByteSpan
    var id: BoundExpression
    var tenant: BoundExpression?
  }

  struct ActorCase {
    var when: BoundCondition?
    var identity: Identity
    var name, email, session, human, mfa: BoundExpression?
    var issuer: Identity?
  }

  struct CredentialCase {
    var when: BoundCondition?
    var kind: CredentialKind
    var id: BoundExpression
  }

  struct TargetCase {
    var when: BoundCondition?
    var kind: ByteSpan
    /// The target is a credential that somebody may use.
    var isCredential: Bool
    var id: BoundExpression
    var identity: Identity?
  }

  /// - Parameters:
  ///   - fields: which activity fields rules read, and from which slots.
  ///   - expressions: the same for aliases.
  ///   - isWhole: whether the whole activity is to be read, or only what those fields and the time need.
  public init(
    _ mapping: Mapping, catalogue: ActionCatalogue, fields: [(field: ActivityField, slot: UInt32)],
    expressions: [(expression: ValueExpression, slot: UInt32)], isWhole: Bool = true, builder: inout FieldPlan.Builder
  ) {
    self.mapping = mapping
    self.catalogue = catalogue
    fieldSlots = fields
    var bound: [(BoundExpression, UInt32)] = []
    for (expression, slot) in expressions { bound.append((BoundExpression(expression, &builder), slot)) }
    expressionSlots = bound.map { (expression: $0.0, slot: $0.1) }
    sourceText = Immortal.bytes(mapping.source.utf8)
    let providerText = Immortal.bytes(mapping.provider.utf8)
    self.providerText = providerText

    func bind(_ expression: ValueExpression?) -> BoundExpression? { expression.map { BoundExpression($0, &builder) } }
    func bind(_ condition: Condition?) -> BoundCondition? { condition.map { BoundCondition($0, &builder) } }
    func bind(_ identity: Mapping.IdentityParts) -> Identity {
      Identity(
        kind: identity.kind, providerColon: Immortal.bytes("\(identity.provider ?? mapping.provider):".utf8),
        kindBetweenColons: Immortal.bytes(":\(identity.kind.word):".utf8), id: BoundExpression(identity.id, &builder),
        tenant: bind(identity.tenant))
    }
    let read = expressions.reduce(into: Set(fields.map(\.field))) { $0.formUnion($1.expression.activityFields) }
    let parts = isWhole ? mapping.parts : mapping.parts.needed(for: read)
    time = bind(parts.time)
    recordID = bind(parts.recordID)
    tenant = bind(parts.tenant)
    service = bind(parts.service)
    operation = bind(parts.operation)
    region = bind(parts.region)
    reason = bind(parts.reason)
    actClass = bind(parts.actClass)
    resource = bind(parts.resource)
    sensitivity = bind(parts.sensitivity)
    outcome = Immortal.array(parts.outcome.map { (when: bind($0.when), value: $0.value) })
    actor = Immortal.array(
      parts.actor.map {
        ActorCase(
          when: bind($0.when), identity: bind($0.identity), name: bind($0.name), email: bind($0.email),
          session: bind($0.session), human: bind($0.human), mfa: bind($0.mfa), issuer: $0.issuer.map { bind($0) })
      })
    credential = Immortal.array(
      parts.credential.map {
        CredentialCase(when: bind($0.when), kind: $0.kind, id: BoundExpression($0.id, &builder))
      })
    ip = bind(parts.ip)
    agent = bind(parts.agent)
    country = bind(parts.country)
    callingService = bind(parts.callingService)
    device = bind(parts.device)
    targets = Immortal.array(
      parts.targets.map {
        TargetCase(
          when: bind($0.when), kind: Immortal.bytes($0.kind.utf8), isCredential: Self.credentialKinds.contains($0.kind),
          id: BoundExpression($0.id, &builder),
          identity: $0.identity.map { bind($0) })
      })
  }
}
