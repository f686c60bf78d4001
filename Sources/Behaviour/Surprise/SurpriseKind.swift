/// The kinds of findings that surprise makes, in the order in which episodes remember them: append, never renumber.
enum SurpriseKind: Int, CaseIterable {
  case newOriginAct, newOrigin, dormantIdentity, dormantCredential, adminAct, machineConsole, profileChange, newcomer
  case deletionBurst, dataDeletionBurst, denialBurst, enumerationBurst, secretBurst, downloadBurst, shareBurst
  case grantBurst, rewriteBurst, exploration

  var kind: BehaviourKind {
    switch self {
    case .newOriginAct: .newOriginAct
    case .newOrigin: .newOrigin
    case .dormantIdentity: .dormantIdentity
    case .dormantCredential: .dormantCredential
    case .adminAct: .firstAdminAct
    case .machineConsole: .machineConsole
    case .profileChange: .profileChange
    case .newcomer: .newcomer
    case .deletionBurst: .deletionBurst
    case .dataDeletionBurst: .dataDeletionBurst
    case .denialBurst: .denialBurst
    case .enumerationBurst: .enumerationBurst
    case .secretBurst: .secretBurst
    case .downloadBurst: .downloadBurst
    case .shareBurst: .shareBurst
    case .grantBurst: .grantBurst
    case .rewriteBurst: .rewriteBurst
    case .exploration: .exploration
    }
  }
}

extension BehaviourKind {
  /// Every kind that surprise makes, for documentation and coverage.
  public static let surprises: [BehaviourKind] = SurpriseKind.allCases.map(\.kind)
}
