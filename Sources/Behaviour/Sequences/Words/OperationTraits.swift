import Activity

/// What an operation's name tells beyond its class, worked out once for each operation.
struct OperationTraits: OptionSet {
  let rawValue: UInt32

  /// Takes a person or account out of service: deactivated, suspended, deleted, removed from the organisation.
  static let deprovision = OperationTraits(rawValue: 1 << 0)
  /// Puts one back.
  static let reinstate = OperationTraits(rawValue: 1 << 1)
  /// Ends an identity's sessions.
  static let endSessions = OperationTraits(rawValue: 1 << 2)
  static let password = OperationTraits(rawValue: 1 << 3)
  /// Gives an identity of keys a password for the console.
  static let loginProfile = OperationTraits(rawValue: 1 << 4)
  /// Says no to a push.
  static let refuses = OperationTraits(rawValue: 1 << 5)
  /// Is about a second factor.
  static let factor = OperationTraits(rawValue: 1 << 6)
  /// Takes a credential out of service.
  static let endCredential = OperationTraits(rawValue: 1 << 7)
  static let consoleSignIn = OperationTraits(rawValue: 1 << 8)
  /// Ends a session of one's own, or is no sign-in at all.
  static let signOut = OperationTraits(rawValue: 1 << 9)
  /// Changes how data is encrypted or versioned.
  static let encryption = OperationTraits(rawValue: 1 << 10)

  /// Copies a repository whole.
  static let copies = OperationTraits(rawValue: 1 << 11)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// From `service:operation`.
  init(text: String) {
    self = []
    let name = text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? text
    let word = PlainWord(name)
    func has(_ parts: StaticString...) -> Bool { parts.contains { word.contains($0) } }
    func ends(_ parts: StaticString...) -> Bool { parts.contains { word.hasSuffix($0) } }
    let undoes = has(
      "unsuspend", "undelete", "unarchive", "unblock", "reactivat", "restoreuser", "restoredeleted", "unlock",
      "enableuser", "enableaccount", "reinstate")
    if undoes || word == "userlifecycleactivate" { insert(.reinstate) }
    if !undoes,
      ends(
        "deleteuser", "suspenduser", "archiveuser", "disableaccount", "disableuser", "blockuser", "removeuser",
        "orgremovemember", "businessremovemember", "suspendmember", "userdeactivated", "userdeactivate", "userdeleted",
        "userremoved", "usersuspended", "usersuspend", "deactivateuser", "terminateuser", "terminateemployee",
        "userdestroy", "usersoftdeleted")
        || has("userlifecycledeactivate", "userlifecyclesuspend", "userlifecycledelete")
    {
      insert(.deprovision)
    }
    if has(
      "sessionclear", "revokesignin", "revokesession", "revokerefresh", "universallogout", "resetsignincookies",
      "signoutuser", "invalidateall", "revokeallsessions")
    {
      insert(.endSessions)
    }
    if has("password", "passwd") { insert(.password) }
    if has("loginprofile") { insert(.loginProfile) }
    if has("denypush", "fraud", "rejectpush", "pushdenied") { insert(.refuses) }
    if has("mfa", "factor", "push", "otp", "2sv", "twostep", "challenge", "authviamfa") { insert(.factor) }
    if !undoes,
      has("delete", "revoke", "destroy", "deactivate", "disable", "remove"),
      has(
        "accesskey", "token", "apikey", "sshkey", "deploykey", "signingcertificate", "servicespecificcredential",
        "serviceaccountkey", "publickey", "credential", "secretkey")
    {
      insert(.endCredential)
    }
    if has("consolelogin") || word == "signinactivity" || has("sessionstart") || word == "loginsuccess" {
      insert(.consoleSignIn)
    }
    if has("logout", "sessionend", "signout", "sessionexpire", "contextchange") { insert(.signOut) }
    if has("clone", "downloadzip", "downloadarchive", "archivedownload") { insert(.copies) }
    if has("encryption", "versioning", "keypolicy", "objectlock") { insert(.encryption) }
  }
}
