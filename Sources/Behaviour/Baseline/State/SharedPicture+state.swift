import Activity

extension SharedPicture {
  func write(to out: inout StateOutput) {
    out.put(day)
    out.put(era)
    out.put(UInt64(dropped))
    let facts = facts.sorted()
    out.put(count: facts.count)
    for (key, value) in facts {
      out.put(key)
      out.put(value.era)
      out.put(value.firstDay)
      out.put(value.now)
      out.put(value.before)
    }
    let peaks = peaks.sorted()
    out.put(count: peaks.count)
    for (key, value) in peaks {
      out.put(key)
      out.put(value.era)
      out.put(value.now)
      out.put(value.before)
    }
  }

  func read(_ from: inout StateInput) throws(StateProblem) {
    day = try from.number()
    era = try from.number()
    dropped = Int(clamping: try from.number(UInt64.self))
    for _ in 0..<(try from.count(of: 20)) {
      let key = try from.key()
      var value = Prevalence()
      value.era = try from.number()
      value.firstDay = try from.number()
      value.now = try from.number()
      value.before = try from.number()
      facts.at(key).pointee = value
    }
    for _ in 0..<(try from.count(of: 18)) {
      let key = try from.key()
      var value = Peak()
      value.era = try from.number()
      value.now = try from.float()
      value.before = try from.float()
      peaks.at(key).pointee = value
    }
  }
}

extension SharedNotes {
  /// Adds this shard's notes to those of others: sums and maxima, in any order.
  func gather(_ counts: inout KeyTable<UInt32>, _ peaks: inout KeyTable<Float>) {
    for (key, value) in self.counts.sorted() { counts.at(key).pointee &+= value }
    for (key, value) in self.peaks.sorted() {
      let found = peaks.at(key)
      found.pointee = max(found.pointee, value)
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 12)) {
      let key = try from.key()
      counts.at(key).pointee = try from.number()
    }
    for _ in 0..<(try from.count(of: 12)) {
      let key = try from.key()
      peaks.at(key).pointee = try from.float()
    }
  }
}
