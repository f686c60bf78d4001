/// What is known of one identity: fixed size, no references. Its facts are in blocks elsewhere.
struct IdentityRecord: BitwiseCopyable {
  /// Never 0 while the place is in use.
  var key: UInt64 = 0
  var tenant: UInt64 = 0
  /// Whom it was last known to be: hash of the e-mail address.
  var person: UInt64 = 0
  /// The peer group, 0 before there is one.
  var group: UInt64 = 0
  /// Event time of the last act, microseconds.
  var lastTime: Int64 = 0
  var observations: UInt64 = 0
  /// Hours since 1970 of the windows being counted.
  var hour: UInt32 = 0
  /// Days since 1970.
  var firstDay: UInt16 = 0
  var lastDay: UInt16 = 0
  /// Days with any act, never decayed.
  var activeDays: UInt16 = 0
  /// Bits of `Trait`.
  var traits: UInt16 = 0
  /// Decayed hours and days with any act, for the means of the windows.
  var hours: Float = 0
  var days: Float = 0
  /// An open episode's place + 1, or 0.
  var episode: UInt32 = 0
  /// Neighbours in the order of last active hour, places + 1.
  var newer: UInt32 = 0
  var older: UInt32 = 0
  /// Gap in days before the present day of activity, and whether it was a wake from dormancy.
  var gap: UInt16 = 0
  var era: UInt16 = 0
  /// Another number whenever a fact of it was given up for a new one, and another for each identity. Not kept.
  var changed: UInt32 = 0
  /// What is known of past windows: a place + 1, or 0 while nothing was counted in any.
  var past: UInt32 = 0
  /// Blocks of facts, places + 1; ten by shelf, then the tail's filter, then the one that shelves share.
  var blocks: SIMD16<UInt32> = .zero
  /// Counts of the windows now open, by `CountLane`.
  var counts: SIMD16<UInt32> = .zero

  /// Where among `blocks` the tail's filter is.
  static let tailBlock = 10
  static let blockCount = 11
  /// Where the block is that all shelves share until it is full: most identities never need more.
  static let sharedBlock = 11

  /// What the identity has shown itself to be.
  enum Trait {
    /// Used a browser or a console on some day, or the record called it human.
    static let human: UInt16 = 1 << 0
    /// Used a tool that works by itself.
    static let machine: UInt16 = 1 << 1
    /// A provider's service or system: counted, not profiled.
    static let service: UInt16 = 1 << 2
  }
}
