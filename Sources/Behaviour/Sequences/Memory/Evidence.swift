import Activity

/// Where a record stands, without padding, for tables.
struct Evidence: BitwiseCopyable {
  var recordID: UInt64 = 0
  var record: Int64 = -1
  var file: UInt64 = 0

  init() {}

  init(_ observation: Observation) {
    recordID = observation.recordID
    record = Int64(observation.record)
    file = UInt64(observation.file)
  }

  /// `nil` where there is none.
  var place: BehaviourFinding.RecordPlace? {
    guard record >= 0 else { return nil }
    var observation = Observation()
    observation.recordID = recordID
    observation.record = Int(record)
    observation.file = UInt32(truncatingIfNeeded: file)
    return BehaviourFinding.RecordPlace(observation)
  }
}
