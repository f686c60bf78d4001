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
