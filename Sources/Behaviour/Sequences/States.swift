// What is remembered, by entity. Entries hold integers, floats and vectors only (`KeyedEntry`), widest first.

/// An identity's ways, under `Subject.key`.
struct SubjectState: KeyedEntry {
  var places = PlaceSet()
  var lastUse: Int64 = 0
  var firstSeen: Int64 = 0
  /// A new place that something made remarkable, until when, and what it was.
  var suspectNetwork: UInt64 = 0
  var suspectSince: Int64 = 0
  var suspectEvidence = Evidence()
  /// Classes done with success at sensitivity high or above: a bit each, by `ActClass.rawValue`.
  var acts: UInt32 = 0
  var suspectBits: UInt32 = 0
  /// New networks met in all.
  var moves: UInt16 = 0
  var keyDays: UInt16 = 0
  var lastKeyDay: UInt16 = 0
  var consoleSignIns: UInt16 = 0
  /// Acts by which others are given or made something: what administrators do.
  var adminActs: UInt16 = 0
  var selfGrants: UInt16 = 0

  var recency: Int64 { max(lastUse, places.latest) }

  static let travelled: UInt32 = 1
  static let afterReset: UInt32 = 2
  static let outsideWorkload: UInt32 = 4
}

/// A credential's ways in the hands of one identity.
struct CredentialState: KeyedEntry {
  var places = PlaceSet()
  var lastUse: Int64 = 0
  var firstSeen: Int64 = 0
  var newNetwork: UInt64 = 0
  var newSince: Int64 = 0
  /// Where it was used when it came from the new network.
  var oldNetwork: UInt64 = 0
  var newEvidence = Evidence()
  var newAddress: UInt64 = 0
  var oldAddress: UInt64 = 0
  /// The credential's own hash, which is what records are watched by.
  var watchKey: UInt64 = 0
  var moves: UInt32 = 0
  /// `Signs.rawValue`: of the new network, and of a credential that was just made.
  var signs: UInt32 = 0

  var recency: Int64 { max(lastUse, places.latest) }
}

/// What speaks for a credential's being in other hands.
struct Signs: OptionSet {
  var rawValue: UInt32

  static let country = Signs(rawValue: 1)
  static let anonymiser = Signs(rawValue: 2)
  static let hosting = Signs(rawValue: 4)
  /// Something sensitive was done with it there.
  static let sensitive = Signs(rawValue: 8)
  /// It was used in its old place again after it was used in the new one.
  static let interleaved = Signs(rawValue: 16)
  /// Just made, and first used elsewhere than it was made.
  static let freshElsewhere = Signs(rawValue: 32)
  /// Just made for somebody else, and used by whoever made it.
  static let freshByMaker = Signs(rawValue: 64)
  static let sameCredential = Signs(rawValue: 128)
  /// Facts are known of the address, and it is not the provider's.
  static let outsideProvider = Signs(rawValue: 256)
  static let insideProvider = Signs(rawValue: 512)
  static let takeover = Signs(rawValue: 1024)

  static let strange: Signs = [.country, .anonymiser, .hosting]
}

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

/// Sign-ins and second factors that one identity failed.
struct AttemptState: KeyedEntry {
  var networks = SIMD8<UInt64>(repeating: 0)
  var lastUse: Int64 = 0
  var since: Int64 = 0
  var firstEvidence = Evidence()
  var lastEvidence = Evidence()
  var factorSince: Int64 = 0
  var factorFirst = Evidence()
  var factorLast = Evidence()
  var failures: UInt32 = 0
  var denials: UInt32 = 0
  /// Denials that are a person's no, not a mistyped code.
  var refusals: UInt32 = 0
}

/// Sign-ins from one address.
struct AddressState: KeyedEntry {
  /// The last identities that failed, and that succeeded, in the window.
  var failed = SIMD32<UInt64>(repeating: 0)
  var succeeded = SIMD8<UInt64>(repeating: 0)
  var lastUse: Int64 = 0
  var since: Int64 = 0
  var firstEvidence = Evidence()
  var lastEvidence = Evidence()
  var failures: UInt32 = 0
  var failedCount: UInt32 = 0
  var succeededCount: UInt32 = 0
  /// Identities that signed in in earlier windows: whose address it is.
  var regulars: UInt32 = 0
  /// 1 once spraying was raised in this window.
  var sprayed: UInt32 = 0
}

/// Who signs in from a network; the same in every shard.
struct NetworkState: KeyedEntry {
  var people = SIMD8<UInt64>(repeating: 0)
  var lastUse: Int64 = 0
  var count: UInt64 = 0
}

/// A workload's own place, by device or by credential.
struct WorkloadState: KeyedEntry {
  /// By family: IPv4, IPv6.
  var network4: UInt64 = 0
  var network6: UInt64 = 0
  var address: UInt64 = 0
  var credential: UInt64 = 0
  var lastUse: Int64 = 0
  var firstSeen: Int64 = 0
  /// The last use from its own place, and in how many minutes there was one; in whole minutes.
  var lastInside: Int64 = 0
  var insideEvidence = Evidence()
  var outside: UInt64 = 0
  var outsideAddress: UInt64 = 0
  var outsideSince: Int64 = 0
  var outsideEvidence = Evidence()
  var inside: UInt32 = 0
  var reads: UInt32 = 0
  /// `Signs.rawValue`.
  var signs: UInt32 = 0
  var country: UInt16 = 0
  var pad: UInt16 = 0
}

/// Where a session's chain begins: under a credential's id, or a role's key.
struct ChainState: KeyedEntry {
  var lastUse: Int64 = 0
  /// Under a credential: who got it. Under a role: who took it last.
  var origin: UInt64 = 0
  var time: Int64 = 0
  /// Under a role: the last one beside `origin` who took it, and when.
  var other: UInt64 = 0
  var otherTime: Int64 = 0
}

/// What one chain did to defences and to what they guard.
struct SpreeState: KeyedEntry {
  var lastUse: Int64 = 0
  var since: Int64 = 0
  var firstEvidence = Evidence()
  /// When, in this spree, what the loss could be made good with was first removed, and a key.
  var guardTime: Int64 = 0
  var keyTime: Int64 = 0
  var defenceTime: Int64 = 0
  var defenceOperation: UInt64 = 0
  /// Who acted in the chain's name, to be watched with it.
  var watchActor: UInt64 = 0
  var watchCredential: UInt64 = 0
  var defenceEvidence = Evidence()
  var firstHarm: Int64 = 0
  var guards: UInt32 = 0
  var keysLocked: UInt32 = 0
  var harms: UInt32 = 0
  var writes: UInt32 = 0
  var harmsAfterDefence: UInt32 = 0
  /// Kinds of resources, a bit each up to 63 by `ResourceKind.rawValue`, in two halves.
  var kindsLow: UInt32 = 0
  var kindsHigh: UInt32 = 0
  var defenceSensitivity: UInt32 = 0
  /// Days on which it deleted, and lowered defences: whose trade that is.
  var deleteDays: UInt16 = 0
  var lastDeleteDay: UInt16 = 0
  var defenceDays: UInt16 = 0
  var lastDefenceDay: UInt16 = 0
}

/// An edge from an identity to a role.
struct EdgeState: KeyedEntry {
  var lastUse: Int64 = 0
  var first: Int64 = 0
}

/// What is known of a tenant, or of an actor in its part of taking roles: since when.
struct KnownSince: KeyedEntry {
  var lastUse: Int64 = 0
  var since: Int64 = 0
  /// Edges known.
  var count: UInt64 = 0
}

/// What was raised, so that it is not raised again and again.
struct RaisedState: KeyedEntry {
  var lastUse: Int64 = 0
  var time: Int64 = 0
  var level: UInt64 = 0
}

/// `OperationTraits` or `ReasonTraits`.
struct TraitState: KeyedEntry {
  var lastUse: Int64 = 0
  var bits: UInt64 = 0
}

/// An identity's e-mail address, by which it is known elsewhere.
struct EmailState: KeyedEntry {
  var lastUse: Int64 = 0
  var email: UInt64 = 0
}
