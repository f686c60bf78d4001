import Activity

/// Where on a record a value stands that indicators are compared with.
public enum ObservedField: UInt8, Sendable, CaseIterable {
  case address, agent, credential, email, actor, issuer, session, target, targetIdentity, device, tenant

  /// What values of the field can be.
  var types: [IndicatorType] {
    switch self {
    case .address: [.address, .network]
    case .agent: [.userAgent]
    case .credential: [.credential]
    case .email: [.email, .domain, .account]
    case .actor, .issuer, .targetIdentity: [.account, .arn, .email, .domain, .credential]
    case .session: [.email, .account, .domain]
    case .target: [.arn, .account, .domain, .url, .address, .network, .fileHash, .credential, .email]
    case .device: [.account, .domain, .address]
    case .tenant: [.account, .domain]
    }
  }

  func hash(in observation: Observation) -> UInt64 {
    switch self {
    case .address: observation.address
    case .agent: observation.agent
    case .credential: observation.credential
    case .email: observation.email
    case .actor: observation.actor
    case .issuer: observation.issuer
    case .session: observation.session
    case .target: observation.target
    case .targetIdentity: observation.targetIdentity
    case .device: observation.device
    case .tenant: observation.tenant
    }
  }

  var name: (en: String, ja: String) {
    switch self {
    case .address: ("The caller's address", "呼び出し元のアドレス")
    case .agent: ("The user agent", "ユーザーエージェント")
    case .credential: ("The credential", "使われた認証情報")
    case .email: ("The actor's e-mail address", "操作者のメールアドレス")
    case .actor: ("The actor", "操作者")
    case .issuer: ("The identity behind the session", "セッションの元の主体")
    case .session: ("The session's name", "セッション名")
    case .target: ("The target", "操作の対象")
    case .targetIdentity: ("The identity acted on", "操作の対象となった主体")
    case .device: ("The device", "デバイス")
    case .tenant: ("The tenant", "テナント")
    }
  }
}
