import JSONTape

extension ActivityReader {
  /// What an alert keeps of a record.
  public struct Packed {
    public var activity: PackedActivity
    public var keys: EntityKeys
    public var time: Int64?
    public var recordID: String?
  }

  /// At most this many targets are kept.
  static let maxTargets = 16
  /// Longer texts are cut, so that an alert stays small whatever the record holds.
  private static let maxTextBytes = 1024

  /// Reads the whole activity of the record, after `begin`.
  public func pack(_ view: RecordView) -> Packed {
    var packed = PackedActivity()
    packed.bytes.reserveCapacity(512)
    var keys = EntityKeys()
    let time = time(view)
    if let time { withUnsafeBytes(of: time.littleEndian) { packed.append(.time, $0) } }
    func put(_ field: PackedActivity.Field, _ span: ByteSpan?) {
      if let span { packed.append(field, span.prefix(Self.maxTextBytes).buffer) }
    }
    func put(_ field: PackedActivity.Field, _ expression: BoundExpression?) {
      put(field, expression.flatMap { text($0, view) })
    }
    func put(_ field: PackedActivity.Field, byte: UInt8) {
      withUnsafeBytes(of: byte) { packed.append(field, $0) }
    }
    put(.source, binding.sourceText)
    put(.provider, binding.providerText)
    put(.tenant, tenant(view))
    let recordID = binding.recordID.flatMap { text($0, view) }
    put(.recordID, recordID)
    let service = binding.service.flatMap { text($0, view) }
    let operation = binding.operation.flatMap { text($0, view) }
    put(.service, service)
    put(.operation, operation)
    keys.operation = ActionCatalogue.key((service ?? .none).foldedHash, operation ?? .none)
    put(.region, binding.region)
    let action = action(view)
    withUnsafeBytes(of: (action.actClass.rawValue, action.resource.rawValue, action.sensitivity.rawValue)) {
      packed.append(.words, $0)
    }
    put(.outcome, byte: outcome(view).rawValue)
    put(.reason, binding.reason)
    packActor(view, &packed, &keys)
    if let credential = credential(view), let id = text(credential.id, view) {
      put(.credentialKind, byte: credential.kind.rawValue)
      put(.credentialID, id)
      keys.credential = id.foldedHash
    }
    if let ip = binding.ip.flatMap({ text($0, view) }) {
      put(.ip, ip)
      if let address = IPAddressText.address(ip), IPAddressText.isPublic(address) { keys.address = ip.foldedHash }
    }
    put(.agent, binding.agent)
    put(.country, binding.country)
    put(.callingService, binding.callingService)
    put(.device, binding.device)
    packTargets(view, &packed, &keys)
    return Packed(activity: packed, keys: keys, time: time, recordID: recordID?.text)
  }

  private func packActor(_ view: RecordView, _ packed: inout PackedActivity, _ keys: inout EntityKeys) {
    guard let actor = actorCase(view), let key = key(actor.identity, view) else { return }
    packed.append(.actorKey, key.prefix(Self.maxTextBytes).buffer)
    keys.actor = key.foldedHash
    withUnsafeBytes(of: actor.identity.kind.rawValue) { packed.append(.actorKind, $0) }
    let name = actor.name.flatMap { text($0, view) } ?? text(actor.identity.id, view)
    if let name { packed.append(.actorName, name.prefix(Self.maxTextBytes).buffer) }
    if let email = actor.email.flatMap({ text($0, view) }) { packed.append(.actorEmail, email.prefix(256).buffer) }
    if let session = actor.session.flatMap({ text($0, view) }) {
      packed.append(.actorSession, session.prefix(256).buffer)
    }
    if let issuer = actor.issuer.flatMap({ self.key($0, view) }) {
      packed.append(.actorIssuer, issuer.prefix(Self.maxTextBytes).buffer)
      keys.issuer = issuer.foldedHash
    }
    if let human = actor.human.flatMap({ text($0, view) }).flatMap(Self.flag) {
      withUnsafeBytes(of: UInt8(human ? 1 : 0)) { packed.append(.actorHuman, $0) }
    }
    if let mfa = actor.mfa.flatMap({ text($0, view) }).flatMap(Self.flag) {
      withUnsafeBytes(of: UInt8(mfa ? 1 : 0)) { packed.append(.actorMFA, $0) }
    }
  }

  private func packTargets(_ view: RecordView, _ packed: inout PackedActivity, _ keys: inout EntityKeys) {
    var count = 0
    for target in binding.targets where count < Self.maxTargets && target.when?.holds(view) ?? true {
      guard let id = text(target.id, view) else { continue }
      count += 1
      packed.append(.targetKind, target.kind.buffer)
      packed.append(.targetID, id.prefix(Self.maxTextBytes).buffer)
      if keys.target == 0 { keys.target = id.foldedHash }
      guard let identity = target.identity, let key = key(identity, view) else { continue }
      packed.append(.targetKey, key.prefix(Self.maxTextBytes).buffer)
      if keys.targetIdentity == 0 { keys.targetIdentity = key.foldedHash }
    }
  }

  static func flag(_ text: ByteSpan) -> Bool? {
    switch text.count {
    case 4: text.text.lowercased() == "true" ? true : nil
    case 5: text.text.lowercased() == "false" ? false : nil
    default: nil
    }
  }
}
