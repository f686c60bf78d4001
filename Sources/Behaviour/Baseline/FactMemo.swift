/// Where facts that were taken in lately stand, by identity: direct-mapped, overwritten by what falls on the same place.
/// Being here or not changes speed, never a result: whoever asks looks whether the fact still stands there.
///
/// Why the unsafe pointer is sound: `entries` has `mask + 1` elements, every index is masked, and the one owner
/// (`~Copyable`) frees it.
struct FactMemo: ~Copyable {
  struct Entry: BitwiseCopyable {
    var print: UInt32 = 0
    /// Of the identity's record.
    var record: UInt32 = 0
    /// Which of the record's blocks, and the place in it.
    var block: UInt8 = 0
    var place: UInt8 = 0
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
  func entry(_ print: FactPrint, of record: Int) -> UnsafeMutablePointer<Entry> {
    let key = UInt64(print.bits) << 32 | UInt64(truncatingIfNeeded: record)
    return entries + (Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask)
  }
}
