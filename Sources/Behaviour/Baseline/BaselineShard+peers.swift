import Foundation

extension BaselineShard {
  /// Finds the group of identities that do alike: of one tenant and nature, whose services, weighted by the days on
  /// which they are used, give the same coordinated sample.
  ///
  /// The sample is the service with the least −ln(u)/w, where u is a hash of the service that is the same for everyone
  /// and w its weight: a bottom-1 sketch with shared randomness (Cohen and Kaplan, 2007), so that the chance that two
  /// identities are put together grows with the likeness of their profiles. It needs no pass over the others and no
  /// shared state. True where the identity moved to another group.
  func regroup(_ record: UnsafeMutablePointer<IdentityRecord>, day: UInt16) -> Bool {
    var best = Float.infinity
    var chosen: UInt32 = 0
    forEachFact(record, .settings) { print, weight, lastDay in
      guard print.kind == .service else { return }
      let weight = weight * decay(Int(day) - Int(lastDay))
      let mixed = UInt64(print.bits) &* 0x9E37_79B9_7F4A_7C15
      let uniform = (Float((mixed ^ mixed >> 31) >> 40) + 1) / Float(1 << 24)
      let rank = -Foundation.log(uniform) / max(weight, 1e-3)
      if rank < best || rank == best && print.bits < chosen {
        best = rank
        chosen = print.bits
      }
    }
    guard chosen != 0 else { return false }
    let nature: UInt64 = isMachine(record) ? 2 : 1
    let group = (record.pointee.tenant &+ UInt64(chosen) << 2 &+ nature) &* 0xD6E8_FEB8_6659_FD93 | 1
    guard group != record.pointee.group else { return false }
    record.pointee.group = group
    // What it is known to do counts for its new group at once; its old group forgets it with the era.
    notes.note(group, SharedPicture.member)
    for shelf in FactKind.Shelf.allCases {
      forEachFact(record, shelf) { print, _, lastDay in
        if lastDay / eraDays == day / eraDays { notes.note(group, print) }
      }
    }
    if let past = past(of: record) {
      for lane in CountLane.allCases where past.pointee.peaks[lane.rawValue] >= Float(lane.floor) / 4 {
        notes.note(group, lane, past.pointee.peaks[lane.rawValue])
      }
    }
    return true
  }

  /// Known to work by itself, and never seen at a browser or console.
  func isMachine(_ record: UnsafeMutablePointer<IdentityRecord>) -> Bool {
    record.pointee.traits & (IdentityRecord.Trait.machine | IdentityRecord.Trait.human)
      == IdentityRecord.Trait.machine
  }

  func forEachFact(
    _ record: UnsafeMutablePointer<IdentityRecord>, _ shelf: FactKind.Shelf,
    _ body: (FactPrint, _ weight: Float, _ lastDay: UInt16) -> Void
  ) {
    if let shared = sharedBlock(of: record) {
      for place in 0..<16 where FactPrint(bits: shared.pointee.prints[place]).isOn(shelf) {
        body(
          FactPrint(bits: shared.pointee.prints[place]), Float(shared.pointee.weights[place]) / FactBlock.unit,
          shared.pointee.days[place])
      }
      return
    }
    for index in shelf.first..<(shelf.first + shelf.blocks) {
      guard record.pointee.blocks[index] != 0 else { return }
      let block = blocks[Int(record.pointee.blocks[index]) - 1]
      for place in 0..<16 where block.pointee.prints[place] != 0 {
        body(
          FactPrint(bits: block.pointee.prints[place]), Float(block.pointee.weights[place]) / FactBlock.unit,
          block.pointee.days[place])
      }
    }
  }
}
