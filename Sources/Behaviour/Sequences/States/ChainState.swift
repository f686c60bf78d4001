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
