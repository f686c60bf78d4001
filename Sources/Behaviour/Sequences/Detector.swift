/// The sequence detectors. Raw values are kept in snapshots.
enum Detector: UInt64, CaseIterable {
  case travel = 1
  case concurrency, workload, spraying, guessing, fatigue, reset, credentialElsewhere, freshIdentity, edge
  case privilegeUsed, defenceThenHarm, leaver, revoked, spree, console, spreading, copying

  var kind: BehaviourKind {
    switch self {
    case .travel: .impossibleTravel
    case .concurrency: .credentialInSeveralPlaces
    case .workload: .workloadCredentialOutside
    case .spraying: .passwordSpraying
    case .guessing: .passwordGuessed
    case .fatigue: .factorFatigue
    case .reset: .resetThenSignIn
    case .credentialElsewhere: .newCredentialElsewhere
    case .freshIdentity: .freshIdentityUsed
    case .edge: .newRoleEdge
    case .privilegeUsed: .privilegeGainedThenUsed
    case .defenceThenHarm: .defenceLoweredThenHarm
    case .leaver: .leaverActive
    case .revoked: .revokedAccessUsed
    case .spree: .destructionSpree
    case .console: .machineAtConsole
    case .spreading: .applicationSpreading
    case .copying: .repositoriesCopied
    }
  }
}

extension BehaviourKind {
  /// The kinds of findings that `Sequences` makes, in the order of the documentation.
  public static let sequences: [BehaviourKind] = Detector.allCases.map(\.kind)
}
