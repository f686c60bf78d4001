import Activity

extension Alert {
  /// An alert on a record that only its observation is left of.
  init(
    rule: AlertRule, _ observation: Observation, targets: PackedActivity = PackedActivity(), id: String?, path: String,
    source: AlertSource
  ) {
    self.init(
      rule: rule, index: observation.record,
      seen: AlertedRecord(
        observation, targets: targets, source: source, path: path, id: RecordID(id)))
  }
}

extension Activity {
  /// What an observation and its names tell of a record.
  ///
  /// - Parameter targets: as fields of a packed activity; where there are none the observation's own is taken.
  init(_ observation: Observation, targets: PackedActivity, recordID: String?, source: AlertSource) {
    let names = source.names
    let operation = names.text(observation.operation)?
      .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let key = names.text(observation.actor) ?? ""
    self.init(
      time: observation.time == 0 ? nil : observation.time, source: source.source, provider: source.provider,
      tenant: names.text(observation.tenant), recordID: recordID,
      operation: Operation(
        service: operation?.first.map(String.init) ?? "", name: operation?.last.map(String.init) ?? "",
        actClass: observation.actClass, resource: observation.resource, sensitivity: observation.sensitivity,
        region: names.text(observation.region)),
      actor: Actor(
        key: key, kind: observation.actorKind, name: names.text(observation.name) ?? "",
        email: names.text(observation.email), session: names.text(observation.session),
        issuer: names.text(observation.issuer), human: observation.human.isYes, mfa: observation.mfa.isYes),
      credential: names.text(observation.credential).map { Credential(id: $0, kind: observation.credentialKind) },
      origin: Origin(
        ip: names.text(observation.address), agent: names.text(observation.agent), country: observation.countryCode,
        service: names.text(observation.callingService), device: names.text(observation.device)),
      targets: targets.targets, outcome: observation.outcome, reason: names.text(observation.reason))
    if self.targets.isEmpty { self.targets = observation.targets(names: names) }
  }
}

extension Observation {
  /// What it tells of targets by itself: the first alone.
  func targets(names: Names) -> [Activity.Target] {
    let identity = names.text(targetIdentity)
    // Of lesser acts the target's text is not kept: that another record may have had it must not show.
    if sensitivity.rawValue >= Sensitivity.medium.rawValue, let target = names.text(target) {
      return [Activity.Target(kind: Self.words[Int(resource.rawValue)], id: target, key: identity)]
    }
    return identity.map { [Activity.Target(kind: "identity", id: $0, key: $0)] } ?? []
  }

  /// Of resources, each spelled once.
  private static let words = ResourceKind.allCases.map(\.word)

  /// ISO 3166-1 alpha-2, where the record itself says.
  public var countryCode: String? {
    guard country != 0 else { return nil }
    return String(
      decoding: [UInt8(truncatingIfNeeded: country), UInt8(truncatingIfNeeded: country >> 8)], as: UTF8.self)
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
