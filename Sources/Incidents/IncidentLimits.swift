/// Windows and bounds of joining. Times are in microseconds.
public struct IncidentLimits: Sendable {
  static let hour: Int64 = 3_600_000_000

  /// Alerts of one identity, credential or session chain further apart than this are separate incidents.
  public var identityGap = 24 * Self.hour
  /// As above, where only an address is shared.
  public var addressGap = 6 * Self.hour
  /// As above, where only a target is shared.
  public var targetGap = 6 * Self.hour
  /// Low and informational alerts of one principal further apart than this are kept apart, so that an incident takes
  /// only those near it.
  public var pendingGap = 6 * Self.hour
  /// An identity, credential or address seen with more principals than this within its gap joins nothing: it is an
  /// office's address, a shared role, everybody's.
  public var sharedBy = 8
  /// The same for a target.
  public var targetSharedBy = 4
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

  public init() {}
}

extension IncidentLimits {
  func gap(_ kind: LinkKind) -> Int64 {
    switch kind {
    case .identity, .email, .credential, .issued: identityGap
    case .address: addressGap
    case .target: targetGap
    }
  }

  func sharedBy(_ kind: LinkKind) -> Int {
    kind == .target ? targetSharedBy : sharedBy
  }
}
