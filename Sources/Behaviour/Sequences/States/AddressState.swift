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
