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
