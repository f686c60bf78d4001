/// Facts that were taken in today, by identity: direct-mapped, overwritten by what falls on the same place. Being here or
/// not changes speed, never a result: an entry holds only while nothing of the identity's has been given up since, so
/// that looking the fact up would find it as of today.
///
/// Why the unsafe pointer is sound: `entries` has `mask + 1` elements, every index is masked, and the one owner
/// (`~Copyable`) frees it.
struct FactMemo: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var print: UInt32 = 0
    /// Of the identity's record.
    var place: UInt32 = 0
    /// `IdentityRecord.changed`, never 0 there.
    var changed: UInt32 = 0
    var day: UInt32 = 0
  }

  private let entries: UnsafeMutablePointer<Entry>
  private let mask: Int

  init(bits: Int) {
    mask = (1 << bits) - 1
    entries = .allocate(capacity: mask + 1)
    entries.initialize(repeating: Entry(), count: mask + 1)
  }

  deinit { entries.deallocate() }

  var bytes: Int { (mask + 1) * MemoryLayout<Entry>.stride }

  @inline(__always)
  private func entry(_ print: FactPrint, _ place: Int) -> UnsafeMutablePointer<Entry> {
    let key = UInt64(print.bits) << 32 | UInt64(truncatingIfNeeded: place)
    return entries + (Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask)
  }

  @inline(__always)
  func holds(_ print: FactPrint, of place: Int, changed: UInt32, day: UInt16) -> Bool {
    let found = entry(print, place).pointee
    return found.print == print.bits && found.place == UInt32(truncatingIfNeeded: place) && found.changed == changed
      && found.day == UInt32(day)
  }

  @inline(__always)
  func note(_ print: FactPrint, of place: Int, changed: UInt32, day: UInt16) {
    entry(print, place).pointee = Entry(
      print: print.bits, place: UInt32(truncatingIfNeeded: place), changed: changed, day: UInt32(day))
  }
}
