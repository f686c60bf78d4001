import Activity

extension Alert {
  /// An alert on a record that only its observation is left of.
  init(rule: AlertRule, _ observation: Observation, id: String?, path: String, names: Names) {
    self.init(
      rule: rule, time: observation.time, record: RecordReference(path: path, index: observation.record, id: id),
      keys: EntityKeys(observation), packed: PackedActivity(Activity(observation, recordID: id, names: names)))
  }
}

extension Activity {
  /// What an observation and its names still tell of a record.
  public init(_ observation: Observation, recordID: String? = nil, names: Names) {
    let operation = names.text(observation.operation)?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let key = names.text(observation.actor) ?? ""
    let parts = key.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
    self.init(
      time: observation.time == 0 ? nil : observation.time, source: "", provider: parts.first ?? "",
      tenant: names.text(observation.tenant), recordID: recordID,
      operation: Operation(
        service: operation?.first.map(String.init) ?? "", name: operation?.last.map(String.init) ?? "",
        actClass: observation.actClass, resource: observation.resource, sensitivity: observation.sensitivity,
        region: names.text(observation.region)),
      actor: Actor(
        key: key, kind: observation.actorKind, name: parts.last ?? "", email: names.text(observation.email),
        session: names.text(observation.session), issuer: names.text(observation.issuer),
        human: observation.human.isYes, mfa: observation.mfa.isYes),
      credential: names.text(observation.credential).map { Credential(id: $0, kind: observation.credentialKind) },
      origin: Origin(
        ip: names.text(observation.address), agent: names.text(observation.agent), country: observation.countryCode,
        service: names.text(observation.callingService), device: names.text(observation.device)),
      targets: [], outcome: observation.outcome, reason: names.text(observation.reason))
    let identity = names.text(observation.targetIdentity)
    if let target = names.text(observation.target) {
      targets = [Target(kind: observation.resource.word, id: target, key: identity)]
    } else if let identity {
      targets = [Target(kind: "identity", id: identity, key: identity)]
    }
  }
}

extension Observation {
  /// ISO 3166-1 alpha-2, where the record itself says.
  public var countryCode: String? {
    guard country != 0 else { return nil }
    return String(decoding: [UInt8(truncatingIfNeeded: country), UInt8(truncatingIfNeeded: country >> 8)], as: UTF8.self)
  }
}

extension Observation.Answer {
  public var isYes: Bool? {
    switch self {
    case .unknown: nil
    case .no: false
    case .yes: true
    }
  }
}
