import Activity

extension Behaviour {
  /// All that is learned, in a form that does not depend on the number of shards; the same state gives the same bytes.
  /// About as large as the baselines in memory. `restore` takes it up at the record after the last one observed.
  public func snapshot() -> [UInt8] {
    var out = StateOutput()
    out.put(BaselineShard.eraDays(options))
    out.put(nextBoundary)
    out.put(leaps)
    let totals = totals
    for count in totals.stored { out.put(count) }
    picture.write(to: &out)
    var counts = KeyTable<UInt32>(zero: 0)
    var peaks = KeyTable<Float>(zero: 0)
    for shard in shards { shard.notes.gather(&counts, &peaks) }
    out.put(count: counts.count)
    for (key, value) in counts.sorted() {
      out.put(key)
      out.put(value)
    }
    out.put(count: peaks.count)
    for (key, value) in peaks.sorted() {
      out.put(key)
      out.put(value)
    }
    for partition in 0..<BaselineShard.partitionCount { shard(of: partition).write(partition, to: &out) }
    return out.bytes
  }

  /// Takes up what `snapshot` gave. Only for one that has observed nothing yet; after an error it is of no more use.
  ///
  /// - Throws: `StateProblem` where it is damaged, or was learned with another half-life.
  public func restore(_ bytes: [UInt8]) throws(StateProblem) {
    var from = StateInput(bytes)
    let (learned, asked) = (try from.number(UInt16.self), BaselineShard.eraDays(options))
    // Baselines of different memory do not mix.
    guard learned == asked else {
      throw StateProblem("they were learned with a half-life of \(learned) days, and \(asked) are asked for")
    }
    nextBoundary = try from.number()
    leaps = try from.number()
    var stored = Totals()
    for index in 0..<Totals.count { stored.set(index, try from.number()) }
    set(stored)
    try picture.read(&from)
    try shards[0].notes.read(&from)
    for partition in 0..<BaselineShard.partitionCount { try shard(of: partition).read(partition, from: &from) }
    try from.end()
  }

  /// Counts of the whole, whichever shard made them.
  struct Totals {
    static let count = 9
    private(set) var stored = [UInt64](repeating: 0, count: Self.count)

    mutating func set(_ index: Int, _ value: UInt64) { stored[index] = value }
    mutating func add(_ index: Int, _ value: UInt64) { stored[index] &+= value }
  }

  private var totals: Totals {
    var totals = Totals()
    for shard in shards {
      let counts = shard.counts
      for (index, value) in [
        counts.observations, counts.repeats, counts.evicted, counts.episodesRefused, counts.findings,
        UInt64(clamping: shard.notes.dropped),
      ].enumerated() {
        totals.add(index, value)
      }
    }
    totals.add(6, services)
    totals.add(7, unattributed)
    totals.add(8, untimed)
    return totals
  }

  private func set(_ totals: Totals) {
    let stored = totals.stored
    shards[0].counts.observations = stored[0]
    shards[0].counts.repeats = stored[1]
    shards[0].counts.evicted = stored[2]
    shards[0].counts.episodesRefused = stored[3]
    shards[0].counts.findings = stored[4]
    shards[0].notes.dropped = Int(clamping: stored[5])
    services = stored[6]
    unattributed = stored[7]
    untimed = stored[8]
  }

  private func shard(of partition: Int) -> BaselineShard { shards[partition % shards.count] }
}
