import Activity

extension BaselineShard {
  /// Writes a partition's identities, oldest first, so that reading them in order restores the order of eviction.
  func write(_ partition: Int, to out: inout StateOutput) {
    out.put(partitions[partition].sweptHour)
    out.put(count: Int(partitions[partition].count))
    var next = partitions[partition].oldest
    while next != 0 {
      let place = Int(next) - 1
      let record = records[place]
      record.pointee.write(past(of: record)?.pointee ?? PastWindows(), to: &out)
      for word in 0..<11 { out.put(rhythms[place].pointee.word(word)) }
      writeFacts(record, to: &out)
      let episode = record.pointee.episode
      out.put(episode != 0)
      if episode != 0 { episodes[Int(episode) - 1].pointee.write(to: &out) }
      next = record.pointee.newer
    }
  }

  private func writeFacts(_ record: UnsafeMutablePointer<IdentityRecord>, to out: inout StateOutput) {
    if let shared = sharedBlock(of: record) {
      writeShared(shared.pointee, to: &out)
      return
    }
    var present: UInt16 = 0
    for index in 0..<IdentityRecord.blockCount where record.pointee.blocks[index] != 0 { present |= 1 << UInt16(index) }
    out.put(present)
    for index in 0..<IdentityRecord.tailBlock where present >> UInt16(index) & 1 == 1 {
      write(blocks[Int(record.pointee.blocks[index]) - 1].pointee, to: &out)
    }
    if present >> UInt16(IdentityRecord.tailBlock) & 1 == 1 {
      let tail = tails[Int(record.pointee.blocks[IdentityRecord.tailBlock]) - 1]
      out.put(tail.pointee.now)
      out.put(tail.pointee.before)
      out.put(tail.pointee.era)
    }
  }

  /// A file knows shelves alone.
  private func writeShared(_ shared: FactBlock, to out: inout StateOutput) {
    let shelves = FactKind.Shelf.allCases.map { (number: $0.first, block: shared.only($0)) }
      .filter { $0.block.prints != .zero }
    out.put(shelves.reduce(UInt16(0)) { $0 | 1 << UInt16($1.number) })
    for shelf in shelves { write(shelf.block, to: &out) }
  }

  private func write(_ block: FactBlock, to out: inout StateOutput) {
    out.put(block.prints)
    out.put(block.weights)
    out.put(block.days)
  }

  /// Reads a partition into this empty shard. What is beyond the cap is dropped, oldest first, and counted.
  func read(_ partition: Int, from: inout StateInput) throws(StateProblem) {
    partitions[partition].sweptHour = try from.number()
    let stored = try from.count(of: IdentityRecord.leastStored)
    let cap = max(options.maxIdentities / Self.partitionCount, 1)
    let episodeCap = max(options.maxEpisodes / Self.partitionCount, 1)
    for _ in 0..<stored {
      let (record, past) = try IdentityRecord.read(&from)
      guard Self.partition(record.key) == partition, index.find(record.key) == nil else {
        throw .damaged("an identity is stored twice or out of place")
      }
      if partitions[partition].count >= cap {
        forget(Int(partitions[partition].oldest) - 1, partition)
        counts.evicted += 1
      }
      let place = newPlace()
      records[place].pointee = record
      if !past.isEmpty { madePast(of: records[place]).pointee = past }
      noteChange(records[place])
      for word in 0..<11 { rhythms[place].pointee.set(word, try from.number()) }
      index.at(record.key).pointee = UInt32(place + 1)
      partitions[partition].count += 1
      link(place, partition)
      try readFacts(place, from: &from)
      guard try from.flag() else { continue }
      let episode = try Episode.read(&from, hour: record.hour)
      if partitions[partition].episodes < episodeCap { adopt(episode, place, partition) }
    }
  }

  private func adopt(_ episode: Episode, _ place: Int, _ partition: Int) {
    let number = freeEpisodes.popLast().map(Int.init) ?? episodes.append()
    episodes[number].pointee = episode
    episodes[number].pointee.identity = UInt32(place + 1)
    records[place].pointee.episode = UInt32(number + 1)
    partitions[partition].episodes += 1
  }

  private func readFacts(_ place: Int, from: inout StateInput) throws(StateProblem) {
    let present = try from.number(UInt16.self)
    guard present >> UInt16(IdentityRecord.blockCount) == 0 else { throw .damaged("facts of an unknown kind") }
    for index in 0..<IdentityRecord.tailBlock where present >> UInt16(index) & 1 == 1 {
      let block = newBlock()
      records[place].pointee.blocks[index] = UInt32(block + 1)
      blocks[block].pointee.prints = try from.vector(SIMD16<UInt32>.self)
      blocks[block].pointee.weights = try from.vector(SIMD16<UInt16>.self)
      blocks[block].pointee.days = try from.vector(SIMD16<UInt16>.self)
    }
    guard present >> UInt16(IdentityRecord.tailBlock) & 1 == 1 else { return }
    let tail = newTail()
    records[place].pointee.blocks[IdentityRecord.tailBlock] = UInt32(tail + 1)
    tails[tail].pointee.now = try from.vector(SIMD8<UInt64>.self)
    tails[tail].pointee.before = try from.vector(SIMD8<UInt64>.self)
    tails[tail].pointee.era = try from.number()
  }
}
