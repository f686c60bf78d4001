/// The fact with the least weight of a block, by the block's number, until the block changes or the day does: an identity
/// whose shelf is full gives up one fact after another, and each time only the block that took the new one is another.
/// Being here or not changes speed, never a result.
struct LeastMemo: ~Copyable {
  struct Entry: BitwiseCopyable {
    /// Plus one; 0 where there is none.
    var block: UInt32 = 0
    /// On which it was worked out.
    var day: UInt16 = 0
    var place: UInt8 = 0
    /// When the fact was seen last.
    var seen: UInt16 = 0
    /// As of `day`.
    var weight: Float = 0
  }

  private var entries = ContiguousArray(repeating: Entry(), count: 1 << 10)

  var bytes: Int { entries.count * MemoryLayout<Entry>.stride }

  @inline(__always)
  func entry(_ block: Int, day: UInt16) -> Entry? {
    let entry = entries[block & (1 << 10 - 1)]
    return entry.block == UInt32(truncatingIfNeeded: block + 1) && entry.day == day ? entry : nil
  }

  mutating func keep(_ entry: Entry) { entries[(Int(entry.block) - 1) & (1 << 10 - 1)] = entry }

  @inline(__always)
  mutating func forget(_ block: Int) {
    let place = block & (1 << 10 - 1)
    if entries[place].block == UInt32(truncatingIfNeeded: block + 1) { entries[place].block = 0 }
  }
}
