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
