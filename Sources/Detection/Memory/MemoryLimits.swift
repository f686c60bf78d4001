import JSONTape

/// How much a `DecisionMemory` keeps, and after how much disappointment it gives up.
struct MemoryLimits: Sendable {
  /// Without it every record is decided plainly: what remembering is held against in tests.
  var remembers = true
  /// Keys of shapes, classes and decisions together.
  var edges = 1 << 16
  var decisions = 1 << 14
  var classes = 1 << 11
  /// A class whose decisions read more slots is hopeless.
  var slotsOfClass = 96
  /// Misses after which a class is judged.
  var judgedAfter: UInt32 = 192
  /// Visits after which the counts of a class are halved.
  var visits: UInt32 = 1 << 20
  /// Decisions that cannot be kept before a class is hopeless.
  var refusals: UInt32 = 64
  /// New shapes after which it is asked whether shapes come twice at all.
  var shapesJudgedAfter = 2048
  /// Records that a memory rests for.
  var restRecords = 1 << 16
  var twins = TwinLimits()
}
