import Activity

/// Something to do now: a plain sentence that names the identity, credential or resources.
public struct Containment: Sendable, Hashable {
  /// What is to be done; raw values stand in JSON.
  public enum Act: String, Sendable {
    case disableKey, revokeSessions, endSessions, revokeToken, disableServiceKey, resetPassword
    case suspendIdentity, removeMember, quarantineIdentity, secureRoot
    case disableNewCredential, withdrawGrant, restoreLogging, restoreDefence, withdrawShare
    case rotateSecret, closeNetwork, restoreDeleted, reviewCode, reviewFactor, reviewFederation, isolateWorkload
    case reviewExport, returnOwnership, blockAddress, askOwner
  }

  public var act: Act
  /// The credential, identity or resources that it concerns; at most 3, empty where the records name none.
  public var subjects: [String]
  /// How many more there are than those named.
  public var more: Int
  /// Whose it is, or where, as people read it.
  public var holder: String?
  public var provider: String

  public init(act: Act, subjects: [String], more: Int = 0, holder: String? = nil, provider: String) {
    self.act = act
    self.subjects = subjects
    self.more = more
    self.holder = holder
    self.provider = provider
  }

  /// In English.
  public var text: String { text(in: .english) }
}
