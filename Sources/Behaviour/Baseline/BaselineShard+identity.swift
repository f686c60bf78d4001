import Activity

extension BaselineShard {
  /// The place of an identity's record, made where it is new; at the cap the partition's least recently active goes.
  func place(of key: UInt64, tenant: UInt64, time: Int64) -> Int {
    if let found = index.find(key) { return Int(found.pointee) - 1 }
    let partition = Self.partition(key)
    let cap = max(options.maxIdentities / Self.partitionCount, 1)
    if partitions[partition].count >= cap, partitions[partition].oldest != 0 {
      forget(Int(partitions[partition].oldest) - 1, partition)
      counts.evicted += 1
    }
    let place = newPlace()
    let record = records[place]
    record.pointee.key = key
    record.pointee.tenant = tenant
    record.pointee.lastTime = time
    noteChange(record)
    index.at(key).pointee = UInt32(place + 1)
    partitions[partition].count += 1
    link(place, partition)
    return place
  }

  /// Facts that were taken in are not all there any more.
  func noteChange(_ record: UnsafeMutablePointer<IdentityRecord>) {
    changes &+= 1
    record.pointee.changed = changes
  }

  func newPlace() -> Int {
    if let free = freeRecords.popLast() {
      records.clear(Int(free))
      rhythms.clear(Int(free))
      return Int(free)
    }
    _ = rhythms.append()
    return records.append()
  }

  func newBlock() -> Int {
    if let free = freeBlocks.popLast() {
      blocks.clear(Int(free))
      leastMemo.forget(Int(free))
      return Int(free)
    }
    return blocks.append()
  }

  func newTail() -> Int {
    if let free = freeTails.popLast() {
      tails.clear(Int(free))
      return Int(free)
    }
    return tails.append()
  }

  /// Drops an identity and all that is known of it.
  func forget(_ place: Int, _ partition: Int) {
    let record = records[place]
    unlink(place, partition)
    for block in 0..<IdentityRecord.tailBlock where record.pointee.blocks[block] != 0 {
      freeBlocks.append(record.pointee.blocks[block] - 1)
    }
    if record.pointee.blocks[IdentityRecord.sharedBlock] != 0 {
      freeBlocks.append(record.pointee.blocks[IdentityRecord.sharedBlock] - 1)
    }
    if record.pointee.past != 0 { freePasts.append(record.pointee.past - 1) }
    if record.pointee.blocks[IdentityRecord.tailBlock] != 0 {
      freeTails.append(record.pointee.blocks[IdentityRecord.tailBlock] - 1)
    }
    if record.pointee.episode != 0 { close(episodeOf: record, partition) }
    index.remove(record.pointee.key)
    record.pointee.key = 0
    partitions[partition].count -= 1
    freeRecords.append(UInt32(place))
  }

  /// Makes an identity the newest of its partition.
  func touch(_ place: Int, _ partition: Int) {
    guard partitions[partition].newest != UInt32(place + 1) else { return }
    unlink(place, partition)
    link(place, partition)
  }

  func link(_ place: Int, _ partition: Int) {
    let record = records[place]
    record.pointee.newer = 0
    record.pointee.older = partitions[partition].newest
    if partitions[partition].newest != 0 {
      records[Int(partitions[partition].newest) - 1].pointee.newer = UInt32(place + 1)
    }
    partitions[partition].newest = UInt32(place + 1)
    if partitions[partition].oldest == 0 { partitions[partition].oldest = UInt32(place + 1) }
  }

  private func unlink(_ place: Int, _ partition: Int) {
    let (newer, older) = (records[place].pointee.newer, records[place].pointee.older)
    if newer != 0 {
      records[Int(newer) - 1].pointee.older = older
    } else {
      partitions[partition].newest = older
    }
    if older != 0 {
      records[Int(older) - 1].pointee.newer = newer
    } else {
      partitions[partition].oldest = newer
    }
  }
}
