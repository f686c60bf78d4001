import JSONTape

extension ActivityReader {
  /// What the record says of who acted, with what and from where: everything of an observation that does not differ
  /// from one call of the same caller to the next. Keeps the texts in `names`.
  public func observeCaller(_ view: RecordView, names: Names) -> Observation {
    var seen = Observation()
    func keep(_ span: ByteSpan?) -> UInt64 {
      guard let span, span.count > 0 else { return 0 }
      let name = span.prefix(Self.maxNameBytes)
      let hash = name.foldedHash
      publish(hash, name, names)
      return hash
    }
    func keep(_ expression: BoundExpression?) -> UInt64 { keep(expression.flatMap { text($0, view) }) }
    seen.tenant = keep(tenant(view))
    if let actor = actorCase(view), let key = key(actor.identity, view) {
      seen.actor = keep(key)
      seen.actorKind = actor.identity.kind
      seen.name = keep(actor.name.flatMap { text($0, view) } ?? text(actor.identity.id, view))
      seen.email = keep(actor.email)
      seen.session = keep(actor.session)
      seen.issuer = keep(actor.issuer.flatMap { self.key($0, view) })
      seen.human = answer(actor.human, view)
      seen.mfa = answer(actor.mfa, view)
    }
    if let credential = credential(view) {
      seen.credentialKind = credential.kind
      seen.credential = keep(credential.id)
    }
    if let ip = binding.ip.flatMap({ text($0, view) }), let address = IPAddressText.address(ip) {
      seen.address = keep(ip)
      seen.isPublicAddress = IPAddressText.isPublic(address)
    }
    seen.agent = keep(binding.agent)
    seen.region = keep(binding.region)
    seen.device = keep(binding.device)
    seen.callingService = keep(binding.callingService)
    if let country = binding.country.flatMap({ text($0, view) }), country.count == 2 {
      seen.country = UInt16(country[0]) | UInt16(country[1]) << 8
    }
    return seen
  }

  /// Longer names are cut, as in alerts.
  private static let maxNameBytes = 1024

  private func answer(_ expression: BoundExpression?, _ view: RecordView) -> Observation.Answer {
    switch expression.flatMap({ text($0, view) }).flatMap(Self.flag) {
    case .some(true): .yes
    case .some(false): .no
    case .none: .unknown
    }
  }

  /// What was done and how it ended. Keeps the texts in `names`.
  public func observeAct(_ view: RecordView, names: Names) -> ObservedAct {
    var act = ObservedAct()
    let operation = binding.operation.flatMap { text($0, view) } ?? .none
    let service = binding.service.flatMap { text($0, view) } ?? .none
    act.operation = ActionCatalogue.key(service.foldedHash, operation)
    if !isPublished(act.operation) {
      names.keep(act.operation, "\(service.prefix(256).text):\(operation.prefix(256).text)")
    }
    let action = action(view)
    act.actClass = action.actClass
    act.resource = action.resource
    act.sensitivity = action.sensitivity
    act.outcome = outcome(view)
    if act.outcome != .success, let reason = binding.reason.flatMap({ text($0, view) }) {
      let reason = reason.prefix(256)
      act.reason = reason.foldedHash
      publish(act.reason, reason, names)
    }
    return act
  }

  /// The numbers of the target cases that can give something on records of this shape.
  public func possibleTargets(_ view: RecordView) -> [UInt16] {
    binding.targets.indices.filter { number in
      binding.targets[number].id.isPossible(view) && binding.targets[number].when?.isPossible(view) ?? true
    }.map(UInt16.init)
  }

  /// Sets the targets from the cases that are possible. Texts of targets are kept where the act matters.
  public func observeTargets(
    _ view: RecordView, possible: UnsafeBufferPointer<UInt16>, _ seen: inout Observation, names: Names
  ) {
    for number in possible {
      let target = binding.targets[Int(number)]
      guard target.when?.holds(view) ?? true, let id = text(target.id, view) else { continue }
      let hash = id.foldedHash
      if seen.target == 0 {
        seen.target = hash
        if seen.sensitivity.rawValue >= Sensitivity.medium.rawValue { publish(hash, id, names) }
      }
      if target.isCredential, seen.targetCredential == 0 { seen.targetCredential = hash }
      guard seen.targetIdentity == 0, let identity = target.identity, let key = key(identity, view) else { continue }
      seen.targetIdentity = key.foldedHash
      publish(seen.targetIdentity, key, names)
    }
  }

  @inline(__always)
  private func publish(_ hash: UInt64, _ span: ByteSpan, _ names: Names) {
    guard !isPublished(hash) else { return }
    names.keep(hash, span.prefix(Self.maxNameBytes).text)
  }

  /// All targets of the record, at most sixteen, as fields of a packed activity.
  public func packTargets(_ view: RecordView, possible: UnsafeBufferPointer<UInt16>) -> PackedActivity {
    var packed = PackedActivity()
    var count = 0
    for number in possible where count < Self.maxTargets {
      let target = binding.targets[Int(number)]
      guard target.when?.holds(view) ?? true, let id = text(target.id, view) else { continue }
      count += 1
      if packed.bytes.isEmpty { packed.bytes.reserveCapacity(192) }
      packed.append(.targetKind, target.kind.buffer)
      packed.append(.targetID, id.prefix(Self.maxNameBytes).buffer)
      guard let identity = target.identity, let key = key(identity, view) else { continue }
      packed.append(.targetKey, key.prefix(Self.maxNameBytes).buffer)
    }
    return packed
  }

  /// The vendor's id of the record.
  @inline(__always)
  public func recordID(_ view: RecordView) -> ByteSpan? { binding.recordID.flatMap { text($0, view) } }
}

extension BoundExpression {
  /// Whether the expression can give a text on records of the view's shape.
  func isPossible(_ view: RecordView) -> Bool { Self.isPossible(node, view) }

  private static func isPossible(_ node: UnsafePointer<Node>, _ view: RecordView) -> Bool {
    let children = node.pointee.children
    func child(_ number: Int) -> Bool { isPossible(children.address(of: number), view) }
    switch node.pointee.kind {
    case .slot: return view.slots.isPresent(node.pointee.slot)
    case .text, .tenant, .activity: return true
    case .first: return children.indices.contains(where: child)
    case .transformed: return child(0)
    case .conditional: return child(0) && node.pointee.condition?.isPossible(view) ?? true
    case .template: return children.indices.allSatisfy { children[$0].kind == .tenant || child($0) }
    }
  }
}
