extension Behaviour {
  static let stateMagic: UInt64 = 0x3156_4845_4252_4759
  static let stateVersion: UInt32 = 2

  /// All that is learned, in a form that does not depend on the number of shards; the same state gives the same bytes.
  /// About as large as the baselines in memory. `restore` takes it up at the record after the last one observed.
  public func snapshot() -> [UInt8] {
    var out = StateWriter()
    out.put(Self.stateMagic)
    out.put(Self.stateVersion)
    out.put(BaselineShard.eraDays(options))
    out.put(nextBoundary)
    out.put(leaps)
    let totals = totals
    for count in totals.stored { out.put(count) }
    picture.write(to: &out)
    var counts = KeyTable<UInt32>(zero: 0)
    var peaks = KeyTable<Float>(zero: 0)
    for shard in shards { shard.notes.gather(&counts, &peaks) }
    out.put(UInt32(clamping: counts.count))
    for (key, value) in counts.sorted() {
      out.put(key)
      out.put(value)
    }
    out.put(UInt32(clamping: peaks.count))
    for (key, value) in peaks.sorted() {
      out.put(key)
      out.put(value)
    }
    for partition in 0..<BaselineShard.partitionCount { shard(of: partition).write(partition, to: &out) }
    out.seal()
    return out.bytes
  }

  /// Takes up what `snapshot` gave. Only for one that has observed nothing yet; after an error it is of no more use.
  public func restore(_ bytes: [UInt8]) throws(BehaviourStateError) {
    var from = try StateReader(bytes)
    guard try from.number(UInt64.self) == Self.stateMagic else { throw .damaged("not a file of baselines") }
    let version = try from.number(UInt32.self)
    guard version == Self.stateVersion else { throw .version(version) }
    let eraDays = try from.number(UInt16.self)
    guard eraDays == BaselineShard.eraDays(options) else {
      throw .halfLife(stored: Int(eraDays), asked: Int(BaselineShard.eraDays(options)))
    }
    nextBoundary = try from.number()
    leaps = try from.number()
    var stored = Totals()
    for index in 0..<Totals.count { stored.set(index, try from.number()) }
    set(stored)
    try picture.read(&from)
    try shards[0].notes.read(&from)
    for partition in 0..<BaselineShard.partitionCount { try shard(of: partition).read(partition, from: &from) }
    guard from.remaining == 0 else { throw .damaged("something follows the end") }
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
