import Activity

extension Behaviour {
  /// Tuples that were taken in within the present hour. A run that goes on without them would look anew at what it only
  /// counted before, and name other records of an episode.
  ///
  /// - Parameter time: event time before which nothing comes any more, in microseconds.
  /// - Returns: at most 18 bytes for each of the 32,768 places of a shard.
  public func repeats(since time: Int64) -> [UInt8] {
    let hour = UInt32(clamping: time / 3_600_000_000)
    var out = StateOutput()
    for shard in shards {
      for place in 0...shard.memo.mask {
        let entry = shard.memo.entries[place]
        guard entry.tag != 0, Int(entry.place) < shard.records.count else { continue }
        let record = shard.records[Int(entry.place)]
        guard record.pointee.key != 0, record.pointee.hour >= hour, entry.hour == record.pointee.hour else { continue }
        out.put(entry.tag)
        out.put(record.pointee.key)
        out.put(entry.hourLane)
        out.put(entry.dayLane)
      }
    }
    return out.bytes
  }

  /// Takes up what `repeats` gave, after `restore`.
  public func restoreRepeats(_ bytes: [UInt8]) throws(StateProblem) {
    var from = StateInput(bytes)
    while !from.isAtEnd {
      let tag = try from.number(UInt64.self)
      let key = try from.number(UInt64.self)
      let hourLane = try from.number(UInt8.self)
      let dayLane = try from.number(UInt8.self)
      // Counting by a lane is not checked again.
      guard [hourLane, dayLane].allSatisfy({ $0 == CountLane.none || Int($0) < CountLane.allCases.count }) else {
        throw .impossible("what is counted")
      }
      let shard = shards[BaselineShard.partition(key) % shards.count]
      guard tag != 0, let found = shard.index.find(key) else { continue }
      let place = found.pointee &- 1
      shard.memo.entry(tag).pointee = TupleMemo.Entry(
        tag: tag, place: place, hour: shard.records[Int(place)].pointee.hour, hourLane: hourLane, dayLane: dayLane)
    }
  }
}
