import Activity

/// One thing that was done to somebody: when, by whom, and the record that says so.
struct MarkedAct: BitwiseCopyable {
  /// Event time in microseconds, 0 where it was not done.
  var time: Int64 = 0
  /// 0 where it was not somebody of the records.
  var by: UInt64 = 0
  var evidence = Evidence()

  init() {}

  /// Declared, not seen.
  init(at time: Int64) { self.time = time }

  init(_ observation: Observation, by: UInt64) {
    time = observation.time
    self.by = by
    evidence = Evidence(observation)
  }

  var isDone: Bool { time != 0 }
}
