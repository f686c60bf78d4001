import Activity

extension IdentityRecord {
  /// Least bytes that an identity takes in a file.
  static let leastStored = 300

  /// Everything but places within this process: blocks, episode and neighbours follow or are made anew.
  func write(_ past: PastWindows, to out: inout StateOutput) {
    out.put(key)
    out.put(tenant)
    out.put(person)
    out.put(group)
    out.put(lastTime)
    out.put(observations)
    out.put(hour)
    out.put(firstDay)
    out.put(lastDay)
    out.put(activeDays)
    out.put(traits)
    out.put(hours)
    out.put(days)
    out.put(gap)
    out.put(era)
    out.put(counts)
    out.put(past.sums)
    out.put(past.squares)
    out.put(past.peaks)
  }

  static func read(
    _ from: inout StateInput
  ) throws(StateProblem) -> (record: IdentityRecord, past: PastWindows) {
    var record = IdentityRecord()
    record.key = try from.number()
    record.tenant = try from.number()
    record.person = try from.number()
    record.group = try from.number()
    record.lastTime = try from.number()
    record.observations = try from.number()
    record.hour = try from.number()
    record.firstDay = try from.number()
    record.lastDay = try from.number()
    record.activeDays = try from.number()
    record.traits = try from.number()
    record.hours = try from.float()
    record.days = try from.float()
    record.gap = try from.number()
    record.era = try from.number()
    record.counts = try from.vector(SIMD16<UInt32>.self)
    var past = PastWindows()
    past.sums = try from.floats(SIMD16<Float>.self)
    past.squares = try from.floats(SIMD16<Float>.self)
    past.peaks = try from.floats(SIMD16<Float>.self)
    guard record.key != 0, record.lastTime > 0, Int64(record.hour) <= record.lastTime / 3_600_000_000 else {
      throw .damaged("an identity's times do not fit")
    }
    return (record, past)
  }
}
