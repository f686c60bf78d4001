/// Windows and bounds of joining. Times are in microseconds of event time.
public struct IncidentLimits: Sendable {
  static let hour: Int64 = 3_600_000_000

  /// Alerts of one identity, credential or session chain further apart than this are separate incidents.
  public var identityGap = 24 * Self.hour
  /// As above, where only an address, a device or a session's name is shared.
  public var addressGap = 6 * Self.hour
  /// As above, where only a target is shared.
  public var targetGap = 6 * Self.hour
  /// Low and informational alerts of one principal further apart than this are kept apart, so that an incident takes
  /// only those near it.
  public var pendingGap = 6 * Self.hour
  /// An incident of at most medium level that begins within this time after a critical one, by an identity that took part
  /// in it, is told as its aftermath.
  public var aftermath = 72 * Self.hour
  /// An identity, credential or e-mail address seen with more principals than this within its gap joins nothing: it is a
  /// shared role, everybody's.
  public var sharedBy = 8
  /// An identity, such as a role, seen with at most this many principals joins alone, up to `sharedBy` with something
  /// else that is shared: what one administrator does through a role says nothing of the next.
  public var identityFull = 2
  /// An address of at most this many identities joins alone, up to `addressHalf` with something else that is shared.
  public var addressFull = 5
  public var addressHalf = 12
  /// The same for a device or a session's name.
  public var deviceFull = 3
  public var deviceHalf = 8
  /// The same for a target.
  public var targetFull = 3
  public var targetHalf = 6
  /// In this time the risk that an identity's low alerts have added up to halves.
  public var riskHalfLife = 48 * Self.hour
  /// Low alerts of one identity open a medium incident when those of at least this many rules …
  public var risingRules = 8
  /// … in at least this many tactics …
  public var risingTactics = 4
  /// … come to at least this much risk, where one rule that fired for this identity alone adds 1, halved with
  /// `riskHalfLife`: docs/incidents.md.
  public var risingRisk = 5.0
  /// Runs of alerts kept at once, those of low alerts included.
  public var trails = 20_000
  /// Folded steps kept in one run; what comes on top is counted in the run, not shown.
  public var stepsPerTrail = 400
  /// Folded steps kept in all.
  public var steps = 60_000
  /// Of `steps`, those of low and informational alerts that wait for something to open.
  public var pendingSteps = 15_000
  /// Facts by which runs are joined, kept at once.
  public var links = 200_000
  /// Incidents kept until `finish`, the worst.
  public var incidents = 10_000
  /// Issued credentials whose holder is remembered.
  public var chains = 100_000
  /// Identities whose risk is remembered.
  public var risks = 100_000
  /// Identities whose e-mail address is remembered.
  public var emails = 100_000

  public init() {}
}

extension IncidentLimits {
  func gap(_ kind: LinkKind) -> Int64 {
    switch kind {
    case .identity, .email, .credential, .issued: identityGap
    case .address, .device, .session: addressGap
    case .target: targetGap
    }
  }

  /// More than this many and it joins nothing.
  func sharedBy(_ kind: LinkKind) -> Int {
    switch kind {
    case .identity, .email, .credential, .issued: sharedBy
    case .address: addressHalf
    case .device, .session: deviceHalf
    case .target: targetHalf
    }
  }

  /// What a thing says that so many identities share.
  func weight(_ kind: LinkKind, sharedBy count: Int) -> LinkWeight {
    guard count <= sharedBy(kind) else { return .none }
    switch kind {
    case .identity: return count <= identityFull ? .full : .half
    case .email, .credential, .issued: return .full
    case .address: return count <= addressFull ? .full : .half
    // People choose names of sessions: one alone proves nothing.
    case .session: return .half
    case .device: return count <= deviceFull ? .full : .half
    case .target: return count <= targetFull ? .full : .half
    }
  }
}
