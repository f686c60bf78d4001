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
