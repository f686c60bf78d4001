/// An act of the first days, when nothing was known yet that it could have been a habit by: what it takes to judge it by
/// what came after. One stands for all alerts of a rule on one operation by one actor from one address.
struct HabitFirst: BitwiseCopyable {
  struct Traits: OptionSet, BitwiseCopyable {
    var rawValue: UInt8
    /// `HabitMeasure.strict`.
    static let strict = Traits(rawValue: 1)
    /// Its alerts are not of one kind, or one of them never becomes a habit: it stays as it was found.
    static let mixed = Traits(rawValue: 2)
  }

  enum Verdict: UInt8, BitwiseCopyable {
    case open, new, usual
  }

  /// Keys of the identity's own count, of its team's, and of who was at the network.
  var deed: UInt64 = 0
  var team: UInt64 = 0
  var site: UInt64 = 0
  /// As crowds know the person, and where their places and tools are kept.
  var person: UInt64 = 0
  var holder: UInt64 = 0
  /// Prints; 0 where there is none.
  var network: UInt32 = 0
  var tool: UInt32 = 0
  var key: UInt32 = 0
  /// The last of its days, how many there were on it, and on the busiest.
  var day: UInt16 = 0
  var today: UInt16 = 0
  var most: UInt16 = 0
  /// What it was found to be by: the identity's other days, and how many others did it.
  var ownDays: UInt16 = 0
  var others: UInt16 = 0
  /// Its days, the lowest bit for the first of all.
  var days: UInt8 = 0
  var traits: Traits = []
  var verdict: Verdict = .open
}
