extension BaselineShard {
  /// The block that all shelves of an identity share while it has few facts: what it holds is told just as if each shelf
  /// had a block of its own, as each has from the seventeenth fact on.
  @inline(__always)
  func sharedBlock(of record: UnsafeMutablePointer<IdentityRecord>) -> UnsafeMutablePointer<FactBlock>? {
    let number = record.pointee.blocks[IdentityRecord.sharedBlock]
    return number == 0 ? nil : blocks[Int(number) - 1]
  }

  func hasShelves(_ record: UnsafeMutablePointer<IdentityRecord>) -> Bool {
    FactKind.Shelf.allCases.contains { record.pointee.blocks[$0.first] != 0 }
  }

  /// Looks a fact up in the shared block and takes it in; `nil` where it is not there and there is no room: the facts
  /// are on shelves then.
  func takeShared(_ print: FactPrint, _ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16) -> Familiarity? {
    if record.pointee.blocks[IdentityRecord.sharedBlock] == 0 {
      record.pointee.blocks[IdentityRecord.sharedBlock] = UInt32(newBlock() + 1)
    }
    let number = Int(record.pointee.blocks[IdentityRecord.sharedBlock]) - 1
    let block = blocks[number]
    if let place = block.pointee.place(of: print.bits) {
      taken = (IdentityRecord.sharedBlock, place)
      return renew(print, number, place, record, day)
    }
    guard let place = block.pointee.place(of: 0) else {
      spread(record)
      return nil
    }
    // Nothing was given up for want of room so far, so that there is no tail to look in.
    note(print, record)
    taken = (IdentityRecord.sharedBlock, place)
    put(print, number, place, day)
    return .new
  }

  /// Gives each shelf a block of its own, with its facts in the order of their coming.
  private func spread(_ record: UnsafeMutablePointer<IdentityRecord>) {
    let shared = Int(record.pointee.blocks[IdentityRecord.sharedBlock]) - 1
    let facts = blocks[shared].pointee
    record.pointee.blocks[IdentityRecord.sharedBlock] = 0
    freeBlocks.append(UInt32(shared))
    for shelf in FactKind.Shelf.allCases {
      let own = facts.only(shelf)
      guard own.prints != .zero else { continue }
      let number = newBlock()
      blocks[number].pointee = own
      record.pointee.blocks[shelf.first] = UInt32(number + 1)
    }
  }
}

extension FactBlock {
  /// The facts of one shelf, moved together.
  func only(_ shelf: FactKind.Shelf) -> FactBlock {
    var own = FactBlock()
    var count = 0
    for place in 0..<16 where FactPrint(bits: prints[place]).isOn(shelf) {
      own.prints[count] = prints[place]
      own.weights[count] = weights[place]
      own.days[count] = days[place]
      count += 1
    }
    return own
  }
}
