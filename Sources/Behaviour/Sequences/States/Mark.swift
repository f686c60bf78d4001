/// What was done to an identity or a credential, under its canonical key, its e-mail address, or the credential's id.
struct Mark: KeyedEntry {
  var lastUse: Int64 = 0
  /// Left, or was removed, disabled or deleted.
  var gone: Int64 = 0
  var goneBy: UInt64 = 0
  var goneEvidence = Evidence()
  var sessionsRevoked: Int64 = 0
  var sessionsEvidence = Evidence()
  var factor: Int64 = 0
  var factorBy: UInt64 = 0
  var factorEvidence = Evidence()
  var created: Int64 = 0
  var createdBy: UInt64 = 0
  var createdEvidence = Evidence()
  var granted: Int64 = 0
  var grantedBy: UInt64 = 0
  var grantEvidence = Evidence()
  var credentialMade: Int64 = 0
  var credentialBy: UInt64 = 0
  var credentialNetwork: UInt64 = 0
  var credentialAddress: UInt64 = 0
  var credentialEvidence = Evidence()
  var loginProfile: Int64 = 0
  var loginProfileBy: UInt64 = 0
  var loginProfileEvidence = Evidence()
  /// The role that a new edge leads to: who took it last for the first time, and when.
  var edge: Int64 = 0
  var edgeFrom: UInt64 = 0
  var edgeEvidence = Evidence()
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
