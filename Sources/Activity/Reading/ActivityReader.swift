import JSONTape

/// Reads activities out of records of one source. One a thread.
public final class ActivityReader: SlotSupplier {
  public let binding: SourceBinding
  private let arena = TextArena()
  /// Which of the binding's actor cases holds for the record; -1 for none.
  private var actorNumber = -1
  private var isActorKnown = false
  private var knownAction = Action.unknown
  private var isActionKnown = false
  /// Whether what is known was read from an opaque slot, for the trace of who uses it again.
  private var isActorOpaque = false
  private var isActionOpaque = false
  private var actions: [UInt64: Action] = [:]
  /// Operations remembered before the memory is cleared: the names of a hostile log have no end.
  private static let maxRememberedActions = 1 << 15

  /// Hashes of names handed to `Names` lately, each in its place, so that its lock is seldom taken.
  private var published: [UInt64]
  private static let publishedPlaces = 1 << 12

  public init(_ binding: SourceBinding) {
    self.binding = binding
    published = Array(repeating: 0, count: Self.publishedPlaces)
  }

  /// Whether the name was handed on lately; if not, it counts as handed on from now.
  public func isPublished(_ hash: UInt64) -> Bool {
    let place = Int(truncatingIfNeeded: hash >> 40) & (Self.publishedPlaces - 1)
    if published[place] == hash { return true }
    published[place] = hash
    return false
  }

  /// Forgets what was made for the record before. Call it once a record, after the walk.
  public func begin() {
    arena.reset()
    isActorKnown = false
    isActionKnown = false
  }

  /// Forgets which actor case holds, so that it is read again.
  public func forgetActor() { isActorKnown = false }

  /// Fills a slot that rules read an activity's field or an alias from.
  public func supply(_ slot: UInt32, to view: RecordView) {
    for (field, place) in binding.fieldSlots where place == slot { supply(field, slot, view) }
    for (expression, place) in binding.expressionSlots where place == slot {
      if let text = text(expression, view) { view.slots.add(view.value(of: text), to: slot) }
    }
  }

  private func supply(_ field: ActivityField, _ slot: UInt32, _ view: RecordView) {
    switch field {
    case .actClass: view.slots.add(RecordView.word(Words.index(action(view).actClass)), to: slot)
    case .resource: view.slots.add(RecordView.word(Words.index(action(view).resource)), to: slot)
    case .sensitivity: view.slots.add(RecordView.word(Words.index(action(view).sensitivity)), to: slot)
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

  /// Event time in microseconds since 1970, or `nil` where the record has none that can be read.
  public func time(_ view: RecordView) -> Int64? {
    guard let expression = binding.time else { return nil }
    if expression.node.pointee.kind == .slot {
      let value = view.slots.first(expression.node.pointee.slot)
      guard value != 0 else { return nil }
      switch view.kind(value) {
      case .integer: return Timestamp.epoch(view.document.integer(value))
      case .double: return Timestamp.epoch(view.document.double(value))
      case .string: return view.string(value).flatMap(Timestamp.parse)
      default: break
      }
    }
    return text(expression, view).flatMap(Timestamp.parse)
  }

  /// What the catalogue, or the mapping in its place, says of the record's operation.
  public func action(_ view: RecordView) -> Action {
    if !isActionKnown {
      isActionKnown = true
      isActionOpaque = view.slots.readsOpaque { knownAction = findAction(view) }
    } else if isActionOpaque {
      view.slots.noteOpaque()
    }
    return knownAction
  }

  private func findAction(_ view: RecordView) -> Action {
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
    if !isActorKnown {
      isActorKnown = true
      isActorOpaque = view.slots.readsOpaque { actorNumber = findActor(view) }
    } else if isActorOpaque {
      view.slots.noteOpaque()
    }
    return actorNumber >= 0 ? binding.actor[actorNumber] : nil
  }

  private func findActor(_ view: RecordView) -> Int {
    for number in binding.actor.indices where binding.actor[number].when?.holds(view) ?? true { return number }
    return -1
  }

  func tenant(_ view: RecordView) -> ByteSpan? { binding.tenant.flatMap { text($0, view) } }

  /// The canonical key `provider:tenant:kind:id`.
  func key(_ identity: SourceBinding.Identity, _ view: RecordView) -> ByteSpan? {
    guard let id = text(identity.id, view) else { return nil }
    let tenant = identity.tenant.flatMap { text($0, view) } ?? tenant(view) ?? .none
    return arena.join(arena.join(arena.join(identity.providerColon, tenant), identity.kindBetweenColons), id)
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
  @inline(__always)
  func text(_ expression: BoundExpression, _ view: RecordView) -> ByteSpan? {
    let node = expression.node
    if node.pointee.kind == .slot { return firstText(node.pointee.slot, view) }
    return composedText(node, view)
  }

  private func composedText(_ node: UnsafePointer<BoundExpression.Node>, _ view: RecordView) -> ByteSpan? {
    switch node.pointee.kind {
    case .slot: return firstText(node.pointee.slot, view)
    case .text: return node.pointee.text
    case .tenant: return tenant(view)
    case .activity: return text(node.pointee.field, view)
    case .first:
      let children = node.pointee.children
      for number in children.indices {
        if let text = composedText(children.address(of: number), view) { return text }
      }
      return nil
    case .transformed:
      guard var span = composedText(node.pointee.children.address(of: 0), view) else { return nil }
      for transform in node.pointee.transforms {
        guard let result = apply(transform, span) else { return nil }
        span = result
      }
      return span.count > 0 ? span : nil
    case .template:
      var joined = ByteSpan.none
      let children = node.pointee.children
      for number in children.indices {
        let child = children.address(of: number)
        guard let span = composedText(child, view) ?? (child.pointee.kind == .tenant ? ByteSpan.none : nil) else {
          return nil
        }
        joined = joined.count == 0 ? span : arena.join(joined, span)
      }
      return joined
    case .conditional:
      guard node.pointee.condition?.holds(view) ?? true else { return nil }
      return composedText(node.pointee.children.address(of: 0), view)
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

  private func apply(_ transform: BoundExpression.Transform, _ span: ByteSpan) -> ByteSpan? {
    let text = transform.text
    switch transform.kind {
    case .stripPrefix:
      return span.count >= text.count && span.prefix(text.count) == text ? span.dropFirst(text.count) : span
    case .stripSuffix:
      return span.count >= text.count && span.suffix(text.count) == text ? span.prefix(span.count - text.count) : span
    case .after: return span.firstRange(of: text).map { span.dropFirst($0 + text.count) }
    case .before: return span.firstRange(of: text).map { span.prefix($0) }
    case .afterLast: return span.lastRange(of: text).map { span.dropFirst($0 + text.count) }
    case .beforeLast: return span.lastRange(of: text).map { span.prefix($0) }
    case .lower: return arena.lowercased(span)
    case .map:
      for place in stride(from: 0, to: transform.pairs.count, by: 2)
      where span.equalsFolded(transform.pairs[place].buffer) {
        return transform.pairs[place + 1]
      }
      return transform.otherwise ?? span
    }
  }
}

extension ByteSpan {
  /// Empty, for what is absent.
  static var none: ByteSpan { ByteSpan(UnsafeRawBufferPointer(start: nil, count: 0)) }

  fileprivate func firstRange(of text: ByteSpan) -> Int? {
    guard count >= text.count else { return nil }
    return (0...(count - text.count)).first { dropFirst($0).prefix(text.count) == text }
  }

  fileprivate func lastRange(of text: ByteSpan) -> Int? {
    guard count >= text.count else { return nil }
    return (0...(count - text.count)).last { dropFirst($0).prefix(text.count) == text }
  }
}
