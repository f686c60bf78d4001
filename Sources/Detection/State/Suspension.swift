import Activity

/// The point before which a run that another will go on from has settled everything: what waits for its order comes after
/// it. It passes the second stage like any other run, and each part leaves in it what it knows at that point.
// proof: each part of the watch writes its own fields, `settle` those of correlations and habits; all are read when the
// runs are through, and whoever moves a run from one part to the next synchronises the threads.
final class Suspension: @unchecked Sendable {
  /// The latest event time that was settled.
  let passed: Int64
  /// Of `HeldRecords`.
  let held: [UInt8]
  var behaviour: [UInt8] = []
  /// Of `Behaviour.repeats`.
  var repeats: [UInt8] = []
  var sequences: [UInt8] = []
  var told = Watcher.nothingTold
  var windows: [UInt8] = []
  var habits: [UInt8] = []

  init(passed: Int64, held: [UInt8]) {
    self.passed = passed
    self.held = held
  }
}
