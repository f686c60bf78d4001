import Activity

/// What is known of one fact of one identity before the present record.
enum Familiarity {
  /// Never seen, or forgotten.
  case new
  /// Seen, found in the filter of what had no room.
  case faint
  /// Seen on about `weight` days, decayed; last `gap` days ago.
  case known(weight: Float, gap: Int)
}

extension BaselineShard {
  /// Looks a fact up and takes it in: once a day its weight grows by one. What is new takes a free place of its shelf
  /// or that of the fact with the least weight, which goes to the tail's filter.
  func take(_ print: FactPrint, _ shelf: FactKind.Shelf, _ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16)
    -> Familiarity
  {
    if record.pointee.blocks[IdentityRecord.sharedBlock] != 0 || !hasShelves(record) {
      if let familiarity = takeShared(print, record, day: day) { return familiarity }
    }
    var free: (index: Int, block: Int, place: Int)?
    for index in shelf.first..<(shelf.first + shelf.blocks) {
      if record.pointee.blocks[index] == 0 {
        if free == nil {
          let made = newBlock()
          record.pointee.blocks[index] = UInt32(made + 1)
          free = (index, made, 0)
        }
        break
      }
      let number = Int(record.pointee.blocks[index]) - 1
      let block = blocks[number]
      if let place = block.pointee.place(of: print.bits) {
        taken = (index, place)
        return renew(print, number, place, record, day)
      }
      if free == nil, let place = block.pointee.place(of: 0) { free = (index, number, place) }
    }
    let era = day / eraDays
    let tail = tailHolds(print, record, era)
    if !tail.now { note(print, record) }
    if let free {
      taken = (free.index, free.place)
      put(print, free.block, free.place, day)
    } else if let least = least(of: shelf, record, day: day) {
      keepInTail(blocks[least.block].prints[least.place], record, era)
      noteChange(record)
      taken = (least.index, least.place)
      put(print, least.block, least.place, day)
    }
    return tail.now || tail.before ? .faint : .new
  }

  /// The fact of a full shelf with the least weight as of today, of several the one seen longest ago, then the first.
  private func least(
    of shelf: FactKind.Shelf, _ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16
  ) -> (index: Int, block: Int, place: Int)? {
    var least: (index: Int, block: Int, place: Int)?
    var leastWeight = Float.infinity
    var leastDay = UInt16.max
    for index in shelf.first..<(shelf.first + shelf.blocks) where record.pointee.blocks[index] != 0 {
      let number = Int(record.pointee.blocks[index]) - 1
      let own = leastMemo.entry(number, day: day) ?? leastOfBlock(number, day: day)
      guard own.weight < leastWeight || own.weight == leastWeight && own.seen < leastDay else { continue }
      (leastWeight, leastDay) = (own.weight, own.seen)
      least = (index, number, Int(own.place))
    }
    return least
  }

  private func leastOfBlock(_ number: Int, day: UInt16) -> LeastMemo.Entry {
    let block = blocks[number]
    var least = LeastMemo.Entry(
      block: UInt32(truncatingIfNeeded: number + 1), day: day, place: 0, seen: .max, weight: .infinity)
    for place in 0..<16 {
      let seen = block.days[place]
      let weight = Float(block.weights[place]) * decay(Int(day) - Int(seen))
      guard weight < least.weight || weight == least.weight && seen < least.seen else { continue }
      (least.weight, least.seen, least.place) = (weight, seen, UInt8(truncatingIfNeeded: place))
    }
    leastMemo.keep(least)
    return least
  }

  func put(_ print: FactPrint, _ number: Int, _ place: Int, _ day: UInt16) {
    leastMemo.forget(number)
    let block = blocks[number]
    block.prints[place] = print.bits
    block.weights[place] = UInt16(FactBlock.unit)
    block.days[place] = day
  }

  func renew(
    _ print: FactPrint, _ number: Int, _ place: Int, _ record: UnsafeMutablePointer<IdentityRecord>, _ day: UInt16
  ) -> Familiarity {
    let block = blocks[number]
    let last = block.days[place]
    let gap = day > last ? Int(day - last) : 0
    let old = Float(block.weights[place]) / FactBlock.unit
    guard gap > 0 else { return .known(weight: old, gap: 0) }
    leastMemo.forget(number)
    let weight = old * decay(gap)
    block.weights[place] = UInt16(min((weight + 1) * FactBlock.unit, 65_535))
    block.days[place] = day
    if last / eraDays != day / eraDays { note(print, record) }
    return weight < 0.05 ? .new : .known(weight: weight, gap: gap)
  }

  /// Tells peers, tenant and person of a fact that is new to the identity in this era.
  func note(_ print: FactPrint, _ record: UnsafeMutablePointer<IdentityRecord>) {
    guard let kind = print.kind, kind.prevalenceCap > 0 else { return }
    notes.note(SharedPicture.group(tenant: record.pointee.tenant), print)
    if record.pointee.group != 0 { notes.note(record.pointee.group, print) }
    if record.pointee.person != 0, kind.aspect == .place || kind == .agent {
      notes.note(SharedPicture.group(person: record.pointee.person), print)
    }
  }

  private func tailHolds(_ print: FactPrint, _ record: UnsafeMutablePointer<IdentityRecord>, _ era: UInt16)
    -> (now: Bool, before: Bool)
  {
    let place = record.pointee.blocks[IdentityRecord.tailBlock]
    guard place != 0 else { return (false, false) }
    return tails[Int(place) - 1].pointee.contains(print.bits, era: era)
  }

  private func keepInTail(_ print: UInt32, _ record: UnsafeMutablePointer<IdentityRecord>, _ era: UInt16) {
    if record.pointee.blocks[IdentityRecord.tailBlock] == 0 {
      record.pointee.blocks[IdentityRecord.tailBlock] = UInt32(newTail() + 1)
    }
    tails[Int(record.pointee.blocks[IdentityRecord.tailBlock]) - 1].pointee.add(print, era: era)
  }

  /// What an identity had of a kind before today: how many, and the weight of those seen on one day only. What today
  /// brought is no evidence of habits.
  func holdings(_ kind: FactKind, _ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16)
    -> (count: Int, singles: Float)
  {
    var count = 0
    var singles: Float = 0
    forEachFact(record, kind.shelf) { print, weight, lastDay in
      guard print.kind == kind, lastDay != day || weight >= 1.25 else { return }
      count += 1
      if weight < 1.25 { singles += weight * decay(Int(day) - Int(lastDay)) }
    }
    return (count, singles)
  }
}
