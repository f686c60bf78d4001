/// An activity as one run of bytes: what the hot path writes for an alert, and what crosses to the second stage.
public struct PackedActivity: Sendable, Equatable {
  /// Fields one after another: its number, the length of its bytes (4, little-endian), the bytes.
  public var bytes: [UInt8]

  /// What a value is of, as it is stored.
  public enum Field: UInt8, Sendable {
    case time = 1
    case source, provider, tenant, recordID, service, operation, region, words, outcome, reason
    case actorKey, actorKind, actorName, actorEmail, actorSession, actorIssuer, actorHuman, actorMFA
    case credentialKind, credentialID, ip, agent, country, callingService, device
    /// A target's kind; its id and its key follow.
    case targetKind, targetID, targetKey
  }

  public init(bytes: [UInt8] = []) { self.bytes = bytes }

  public init(_ activity: Activity) {
    bytes = []
    if let time = activity.time { withUnsafeBytes(of: time.littleEndian) { append(.time, $0) } }
    append(.source, activity.source)
    append(.provider, activity.provider)
    append(.tenant, activity.tenant)
    append(.recordID, activity.recordID)
    append(.service, activity.operation.service)
    append(.operation, activity.operation.name)
    append(.region, activity.operation.region)
    append(
      .words,
      [
        activity.operation.actClass.rawValue, activity.operation.resource.rawValue,
        activity.operation.sensitivity.rawValue,
      ])
    append(.outcome, [activity.outcome.rawValue])
    append(.reason, activity.reason)
    append(.actorKey, activity.actor.key)
    append(.actorKind, [activity.actor.kind.rawValue])
    append(.actorName, activity.actor.name)
    append(.actorEmail, activity.actor.email)
    append(.actorSession, activity.actor.session)
    append(.actorIssuer, activity.actor.issuer)
    if let human = activity.actor.human { append(.actorHuman, [human ? 1 : 0]) }
    if let mfa = activity.actor.mfa { append(.actorMFA, [mfa ? 1 : 0]) }
    if let credential = activity.credential {
      append(.credentialKind, [credential.kind.rawValue])
      append(.credentialID, credential.id)
    }
    append(.ip, activity.origin.ip)
    append(.agent, activity.origin.agent)
    append(.country, activity.origin.country)
    append(.callingService, activity.origin.service)
    append(.device, activity.origin.device)
    for target in activity.targets {
      append(.targetKind, target.kind)
      append(.targetID, target.id)
      append(.targetKey, target.key)
    }
  }

  private mutating func append(_ field: Field, _ text: String?) {
    guard var text else { return }
    text.withUTF8 { append(field, UnsafeRawBufferPointer($0)) }
  }

  private mutating func append(_ field: Field, _ value: [UInt8]) {
    value.withUnsafeBytes { append(field, $0) }
  }

  /// Adds a value behind its field and length.
  public mutating func append(_ field: Field, _ value: UnsafeRawBufferPointer) {
    bytes.append(field.rawValue)
    withUnsafeBytes(of: UInt32(value.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: value)
  }

  /// The full form.
  public var activity: Activity {
    var activity = Activity(
      time: nil, source: "", provider: "", tenant: nil, recordID: nil,
      operation: .init(service: "", name: "", actClass: .other, resource: .other, sensitivity: .none, region: nil),
      actor: .init(key: "", kind: .unknown, name: ""), credential: nil, origin: .init(), targets: [], outcome: .unknown,
      reason: nil)
    var at = 0
    while at + 5 <= bytes.count, let field = Field(rawValue: bytes[at]) {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[at + 1 + $1]) << (8 * $1) }
      let end = min(bytes.count, at + 5 + length)
      activity.set(field, bytes[(at + 5)..<end])
      at = end
    }
    return activity
  }
}

extension Activity {
  fileprivate mutating func set(_ field: PackedActivity.Field, _ value: ArraySlice<UInt8>) {
    func text() -> String { String(decoding: value, as: UTF8.self) }
    let first = value.first ?? 0
    switch field {
    case .time:
      time = Int64(littleEndian: value.withUnsafeBytes { $0.count == 8 ? $0.loadUnaligned(as: Int64.self) : 0 })
    case .source: source = text()
    case .provider: provider = text()
    case .tenant: tenant = text()
    case .recordID: recordID = text()
    case .service: operation.service = text()
    case .operation: operation.name = text()
    case .region: operation.region = text()
    case .words:
      let words = Array(value)
      guard words.count == 3 else { return }
      operation.actClass = ActClass(rawValue: words[0]) ?? .other
      operation.resource = ResourceKind(rawValue: words[1]) ?? .other
      operation.sensitivity = Sensitivity(rawValue: words[2]) ?? .none
    case .outcome: outcome = Outcome(rawValue: first) ?? .unknown
    case .reason: reason = text()
    case .actorKey: actor.key = text()
    case .actorKind: actor.kind = ActorKind(rawValue: first) ?? .unknown
    case .actorName: actor.name = text()
    case .actorEmail: actor.email = text()
    case .actorSession: actor.session = text()
    case .actorIssuer: actor.issuer = text()
    case .actorHuman: actor.human = first == 1
    case .actorMFA: actor.mfa = first == 1
    case .credentialKind: credential = Credential(id: "", kind: CredentialKind(rawValue: first) ?? .unknown)
    case .credentialID: credential?.id = text()
    case .ip: origin.ip = text()
    case .agent: origin.agent = text()
    case .country: origin.country = text()
    case .callingService: origin.service = text()
    case .device: origin.device = text()
    case .targetKind: targets.append(Target(kind: text(), id: ""))
    case .targetID:
      if !targets.isEmpty { targets[targets.count - 1].id = text() }
    case .targetKey:
      if !targets.isEmpty { targets[targets.count - 1].key = text() }
    }
  }
}
