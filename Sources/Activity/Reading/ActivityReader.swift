import JSONTape

/// Reads activities out of records of one source. One a thread.
public final class ActivityReader {
  public let binding: SourceBinding
  private let arena = TextArena()
  private var actions: [UInt64: Action] = [:]
  /// Operations remembered before the memory is cleared: the names of a hostile log have no end.
  private static let maxRememberedActions = 1 << 15

  public init(_ binding: SourceBinding) { self.binding = binding }

  /// Forgets the texts made for the record before, and fills the slots of activity fields that rules of the source
  /// read. Call it once a record, after the walk.
  public func prepare(_ view: RecordView) {
    arena.reset()
    let fields = binding.fieldSlots
    guard !fields.isEmpty || !binding.expressionSlots.isEmpty else { return }
    var action: Action?
    for (field, slot) in fields {
      switch field {
      case .actClass, .resource, .sensitivity:
        let known = action ?? self.action(view)
        action = known
        let word =
          switch field {
          case .actClass: Words.index(known.actClass)
          case .resource: Words.index(known.resource)
          default: Words.index(known.sensitivity)
          }
        view.slots.add(RecordView.word(word), to: slot)
      case .outcome: view.slots.add(RecordView.word(Words.index(outcome(view))), to: slot)
      case .targetID, .targetKind:
        for target in binding.targets where target.when?.holds(view) ?? true {
          guard let id = text(target.id, view) else { continue }
          view.slots.add(view.value(of: field == .targetID ? id : target.kind), to: slot)
        }
      default:
        if let text = text(field, view) { view.slots.add(view.value(of: text), to: slot) }
      }
    }
    for (expression, slot) in binding.expressionSlots {
      if let text = text(expression, view) { view.slots.add(view.value(of: text), to: slot) }
    }
  }

  /// Event time in microseconds since 1970, or `nil` where the record has none that can be read.
  public func time(_ view: RecordView) -> Int64? {
    guard let expression = binding.time else { return nil }
    if case .slot(let slot) = expression {
      let value = view.slots.first(slot)
      guard value != 0 else { return nil }
      switch view.kind(value) {
      case .integer: return Timestamp.epoch(view.document.integer(value))
      case .double: return Timestamp.epoch(view.document.double(value))
      default: break
      }
    }
    return text(expression, view).flatMap(Timestamp.parse)
  }

  /// What the catalogue, or the mapping in its place, says of the record's operation.
  public func action(_ view: RecordView) -> Action {
    let operation = binding.operation.flatMap { text($0, view) } ?? ByteSpan.none
    let service = binding.service.flatMap { text($0, view) } ?? ByteSpan.none
    let key = ActionCatalogue.key(service.foldedHash, operation)
    var action: Action
    if let known = actions[key] {
      action = known
    } else {
      action = binding.catalogue.lookup(service: service, operation: operation).action
      if actions.count >= Self.maxRememberedActions { actions.removeAll(keepingCapacity: true) }
      actions[key] = action
    }
    if let expression = binding.actClass, let word = text(expression, view).flatMap(binding.classes.word) {
      action.actClass = word
    }
    if let expression = binding.resource, let word = text(expression, view).flatMap(binding.resources.word) {
      action.resource = word
    }
    if let expression = binding.sensitivity, let word = text(expression, view).flatMap(binding.sensitivities.word) {
      action.sensitivity = word
    }
    return action
  }

  func outcome(_ view: RecordView) -> Outcome {
    for candidate in binding.outcome where candidate.when?.holds(view) ?? true { return candidate.value }
    return .unknown
  }

  func actorCase(_ view: RecordView) -> SourceBinding.ActorCase? {
    binding.actor.first { $0.when?.holds(view) ?? true }
  }

  func tenant(_ view: RecordView) -> ByteSpan? { binding.tenant.flatMap { text($0, view) } }

  /// The canonical key `provider:tenant:kind:id`.
  func key(_ identity: SourceBinding.Identity, _ view: RecordView) -> ByteSpan? {
    guard let id = text(identity.id, view) else { return nil }
    let tenant = identity.tenant.flatMap { text($0, view) } ?? tenant(view) ?? .none
    return arena.join([identity.provider, Words.colon, tenant, identity.kindBetweenColons, id])
  }

  private func text(_ field: ActivityField, _ view: RecordView) -> ByteSpan? {
    switch field {
    case .source: return binding.sourceText
    case .provider: return binding.providerText
    case .tenant: return tenant(view)
    case .service: return binding.service.flatMap { text($0, view) }
    case .operation: return binding.operation.flatMap { text($0, view) }
    case .reason: return binding.reason.flatMap { text($0, view) }
    case .region: return binding.region.flatMap { text($0, view) }
    case .actClass: return Words.all[Words.index(action(view).actClass)]
    case .resource: return Words.all[Words.index(action(view).resource)]
    case .sensitivity: return Words.all[Words.index(action(view).sensitivity)]
    case .outcome: return Words.all[Words.index(outcome(view))]
    case .actorKind: return actorCase(view).map { Words.all[Words.index($0.identity.kind)] }
    case .actorID: return actorCase(view).flatMap { text($0.identity.id, view) }
    case .actorName:
      guard let actor = actorCase(view) else { return nil }
      return actor.name.flatMap { text($0, view) } ?? text(actor.identity.id, view)
    case .actorEmail: return actorCase(view)?.email.flatMap { text($0, view) }
    case .actorSession: return actorCase(view)?.session.flatMap { text($0, view) }
    case .actorIssuer: return actorCase(view)?.issuer.flatMap { key($0, view) }
    case .actorHuman: return actorCase(view)?.human.flatMap { text($0, view) }
    case .actorMFA: return actorCase(view)?.mfa.flatMap { text($0, view) }
    case .credentialID: return credential(view).flatMap { text($0.id, view) }
    case .credentialKind: return credential(view).map { Words.all[Words.index($0.kind)] }
    case .ip: return binding.ip.flatMap { text($0, view) }
    case .agent: return binding.agent.flatMap { text($0, view) }
    case .country: return binding.country.flatMap { text($0, view) }
    case .callingService: return binding.callingService.flatMap { text($0, view) }
    case .device: return binding.device.flatMap { text($0, view) }
    case .targetID, .targetKind: return nil
    }
  }

  func credential(_ view: RecordView) -> SourceBinding.CredentialCase? {
    binding.credential.first { $0.when?.holds(view) ?? true }
  }

  // MARK: Expressions

  /// The expression's text, or `nil` where it gives nothing. The text lives until the next record.
  func text(_ expression: BoundExpression, _ view: RecordView) -> ByteSpan? {
    switch expression {
    case .slot(let slot): return firstText(slot, view)
    case .text(let span): return span
    case .first(let parts):
      for part in parts {
        if let text = text(part, view) { return text }
      }
      return nil
    case .transformed(let inner, let transforms):
      guard var span = text(inner, view) else { return nil }
      for transform in transforms {
        guard let result = apply(transform, span) else { return nil }
        span = result
      }
      return span.count > 0 ? span : nil
    case .template(let parts):
      var spans: [ByteSpan] = []
      for part in parts {
        switch part {
        case .text(let span): spans.append(span)
        case .slot(let slot):
          guard let span = firstText(slot, view) else { return nil }
          spans.append(span)
        case .tenant: spans.append(tenant(view) ?? .none)
        }
      }
      return arena.join(spans)
    case .conditional(let condition, let inner):
      return condition.holds(view) ? text(inner, view) : nil
    case .activity(let field): return text(field, view)
    }
  }

  /// The first value that is neither null nor empty nor an object.
  @inline(__always)
  private func firstText(_ slot: UInt32, _ view: RecordView) -> ByteSpan? {
    let value = view.slots.first(slot)
    if value == 0 { return nil }
    if let span = view.string(value), span.count > 0 { return span }
    return laterText(slot, view)
  }

  @inline(never)
  private func laterText(_ slot: UInt32, _ view: RecordView) -> ByteSpan? {
    var found: ByteSpan?
    _ = view.slots.contains(slot) { value in
      switch view.kind(value) {
      case .null, .object, .array: return false
      default: break
      }
      if let span = view.string(value) {
        found = span.count > 0 ? span : nil
      } else {
        var text: [UInt8] = []
        view.appendText(of: value, to: &text)
        found = arena.copy(text)
      }
      return found != nil
    }
    return found
  }

  private func apply(_ transform: ValueExpression.Transform, _ span: ByteSpan) -> ByteSpan? {
    switch transform {
    case .stripPrefix(let bytes):
      let has = bytes.withUnsafeBytes { span.count >= $0.count && span.prefix($0.count) == ByteSpan($0) }
      return has ? span.dropFirst(bytes.count) : span
    case .stripSuffix(let bytes):
      let has = bytes.withUnsafeBytes { span.count >= $0.count && span.suffix($0.count) == ByteSpan($0) }
      return has ? span.prefix(span.count - bytes.count) : span
    case .after(let bytes): return span.firstRange(of: bytes).map { span.dropFirst($0 + bytes.count) }
    case .before(let bytes): return span.firstRange(of: bytes).map { span.prefix($0) }
    case .afterLast(let bytes): return span.lastRange(of: bytes).map { span.dropFirst($0 + bytes.count) }
    case .beforeLast(let bytes): return span.lastRange(of: bytes).map { span.prefix($0) }
    case .lower: return arena.lowercased(span)
    case .map(let pairs, let otherwise):
      for (key, value) in pairs where key.withUnsafeBytes({ span.equalsFolded($0) }) { return arena.copy(value) }
      return otherwise.map { arena.copy($0) } ?? span
    }
  }
}

extension ByteSpan {
  /// Empty, for what is absent.
  static var none: ByteSpan { ByteSpan(UnsafeRawBufferPointer(start: nil, count: 0)) }

  fileprivate func firstRange(of bytes: [UInt8]) -> Int? {
    guard count >= bytes.count else { return nil }
    return (0...(count - bytes.count)).first { at in bytes.withUnsafeBytes { dropFirst(at).prefix($0.count) == ByteSpan($0) } }
  }

  fileprivate func lastRange(of bytes: [UInt8]) -> Int? {
    guard count >= bytes.count else { return nil }
    return (0...(count - bytes.count)).last { at in bytes.withUnsafeBytes { dropFirst(at).prefix($0.count) == ByteSpan($0) } }
  }
}
