/// A word of the vocabulary: a closed set whose raw values are dense from 0, so that the hot path can keep
/// one byte for it, and whose names are what content files write.
public protocol VocabularyWord: RawRepresentable, CaseIterable, Sendable, Hashable where RawValue == UInt8 {}

extension VocabularyWord {
  /// The word as content writes it, in snake case, e.g. `secret_read`.
  public var word: String {
    var text = ""
    for character in String(describing: self) {
      if character.isUppercase {
        text.append("_")
        text.append(contentsOf: character.lowercased())
      } else {
        text.append(character)
      }
    }
    return text
  }

  public init?(word: some StringProtocol) {
    guard let match = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = match
  }
}

/// What an operation does. `docs/activity.md` defines each word.
public enum ActClass: UInt8, VocabularyWord, BitwiseCopyable {
  case other, list, read, create, change, delete, enable, grant, revoke, authenticate, credential, factor
  case secretRead, dataRead, dataWrite, dataDelete, dataShare, dataExport, execute, invoke, logging, defence
  case network, code, transfer
}

/// What an operation acts on. `docs/activity.md` defines each word.
public enum ResourceKind: UInt8, VocabularyWord, BitwiseCopyable {
  case other, account, organization, identity, role, group, policy, key, secret, factor, session, federation
  case compute, container, function, storage, database, snapshot, backup, image, network, dns, certificate
  case log, detection, queue, message, repository, workflow, package, application, aiModel, analytics
  case device, billing, support
}

/// How much an operation matters when an attacker does it.
public enum Sensitivity: UInt8, VocabularyWord, BitwiseCopyable {
  case none, low, medium, high, critical
}

/// How an operation ended; `docs/activity.md`. Raw values are stored: append, never renumber.
public enum Outcome: UInt8, VocabularyWord, BitwiseCopyable {
  case unknown, success, failure, denied
}

/// What acts; `docs/activity.md`. Raw values are stored.
public enum ActorKind: UInt8, VocabularyWord, BitwiseCopyable {
  case unknown, root, user, role, serviceAccount, service, federated, application, anonymous, account, system
}

/// What it acts with; `docs/activity.md`. Raw values are stored.
public enum CredentialKind: UInt8, VocabularyWord, BitwiseCopyable {
  case unknown, longLivedKey, temporaryKey, consoleSession, webSession, token, oauthToken, serviceAccountKey
  case sshKey, certificate, workload, password
}
