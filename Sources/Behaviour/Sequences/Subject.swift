import Activity

/// Whom an observation is counted for.
enum Subject {
  /// A person by e-mail address, across providers; else who stands behind the session; else the actor.
  @inline(__always)
  static func key(_ o: Observation) -> UInt64 {
    if o.email != 0, o.human != .no { return o.email }
    return o.issuer != 0 ? o.issuer : o.actor
  }

  /// A credential in the hands of one identity: an application's id that all its users share is one for each.
  @inline(__always)
  static func credential(_ o: Observation) -> UInt64 { o.credential == 0 ? 0 : Mixing.key(o.credential, o.actor) }

  /// Services of the provider act from everywhere.
  @inline(__always)
  static func isService(_ o: Observation) -> Bool { o.actorKind == .service || o.actorKind == .system }

  static func isPerson(_ o: Observation) -> Bool {
    switch o.human {
    case .yes: true
    case .no: false
    case .unknown:
      o.actorKind == .user
        && (o.credentialKind == .consoleSession || o.credentialKind == .webSession || o.credentialKind == .password)
    }
  }

  /// Whether what the act does is what attackers come for, and it worked.
  static func isSensitive(_ o: Observation) -> Bool {
    o.outcome == .success && o.sensitivity.rawValue >= Sensitivity.high.rawValue
      && sensitiveClasses.contains(o.actClass)
  }

  static let sensitiveClasses = ClassSet([
    .grant, .credential, .factor, .secretRead, .dataExport, .dataShare, .logging, .defence, .delete, .dataDelete,
    .transfer, .create, .execute, .code, .network,
  ])

  /// Whether an act takes hold of identities or blinds the defence: what follows a theft soonest.
  static let takeover = ClassSet([.grant, .credential, .factor, .logging, .defence, .transfer])
}

/// A set of classes, as bits.
struct ClassSet {
  private let bits: UInt32
  init(_ classes: [ActClass]) { bits = classes.reduce(0) { $0 | 1 << UInt32($1.rawValue) } }
  @inline(__always)
  func contains(_ actClass: ActClass) -> Bool { bits & (1 << UInt32(actClass.rawValue)) != 0 }
}
