import Activity

/// Something to do now: a plain sentence that names the identity, credential or resource.
public struct Containment: Sendable, Hashable {
  public enum Act: String, Sendable {
    case disableKey, revokeSessions, endSessions, revokeToken, disableServiceKey, resetPassword
    case suspendIdentity, removeMember, quarantineIdentity, secureRoot
    case disableNewCredential, withdrawGrant, restoreLogging, restoreDefence, withdrawShare
    case rotateSecret, closeNetwork, restoreDeleted, reviewCode, reviewFactor, reviewFederation, isolateWorkload
    case reviewExport, returnOwnership, blockAddress, askOwner
  }

  public var act: Act
  /// The credential, identity or resource that it concerns.
  public var subject: String
  /// Whose it is, or where, as people read it.
  public var holder: String?
  public var provider: String
  /// How many more subjects like this there are than the one named.
  public var more: Int

  public init(act: Act, subject: String, holder: String? = nil, provider: String, more: Int = 0) {
    self.act = act
    self.subject = subject
    self.holder = holder
    self.provider = provider
    self.more = more
  }

  /// In English.
  public var text: String { text(in: .english) }
}
