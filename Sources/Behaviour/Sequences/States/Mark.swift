/// What was done to an identity or a credential, under its canonical key, its e-mail address, or the credential's id.
struct Mark: KeyedEntry {
  var lastUse: Int64 = 0
  /// Left, or was removed, disabled or deleted.
  var gone = MarkedAct()
  var sessionsEnded = MarkedAct()
  var factor = MarkedAct()
  var created = MarkedAct()
  var granted = MarkedAct()
  var credentialMade = MarkedAct()
  var credentialNetwork: UInt64 = 0
  var credentialAddress: UInt64 = 0
  var loginProfile = MarkedAct()
  /// The role that a new edge leads to: who took it last for the first time.
  var edge = MarkedAct()
  /// `Gone.rawValue`.
  var goneKind: UInt16 = 0
  var grantSensitivity: UInt16 = 0
  /// 1 where the privilege was given by the identity to itself.
  var grantToSelf: UInt16 = 0
  /// 1 where the edge crosses tenants.
  var edgeCrosses: UInt16 = 0

  enum Gone: UInt16 {
    case no, person, account, credential, declared
  }
}
