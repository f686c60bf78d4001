/// When an identity was first seen with a repository, a credential or on a network, by a key made of both.
struct MeetingState: KeyedEntry {
  var first: Int64 = 0
  var lastUse: Int64 = 0
}

/// The repositories that an identity copied lately with a credential, or from a network, that is new for it.
struct CopyState: KeyedEntry {
  /// The first 32 of them.
  var repositories = SIMD32<UInt32>(repeating: 0)
  var lastUse: Int64 = 0
  /// When the first copy of the window was made.
  var since: Int64 = 0
  var firstEvidence = Evidence()
  var lastEvidence = Evidence()
  var count: UInt16 = 0
  /// Of these, how many it had never worked in.
  var untouched: UInt16 = 0
  /// Copies of the window in its own ways, and the most of an earlier one.
  var ordinary: UInt16 = 0
  var most: UInt16 = 0
  /// How many of credential, kind of credential and network are new, at most.
  var strangeness: UInt16 = 0
  var reserved: UInt16 = 0

  var recency: Int64 { max(lastUse, since) }
}
