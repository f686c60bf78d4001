/// Who let an application in since it was first seen.
struct SpreadState: KeyedEntry {
  /// The first eight people.
  var people = SIMD8<UInt64>(repeating: 0)
  var lastUse: Int64 = 0
  /// When somebody first let it in; 0 where it is older than what is watched.
  var since: Int64 = 0
  var firstEvidence = Evidence()
  var secondEvidence = Evidence()
  var lastEvidence = Evidence()
  var count: UInt32 = 0
  /// The greatest sensitivity of what was granted, by `Sensitivity.rawValue`.
  var sensitivity: UInt32 = 0
}
