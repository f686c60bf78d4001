/// Whether an entity may be one that something has happened to: a Bloom filter of one hash, 8 KB, so that records of
/// everybody else pass without a look into the tables. Says yes too often once many are watched, never no wrongly; it
/// is made anew from the tables as entries are dropped.
struct WatchFilter {
  private var words = [UInt64](repeating: 0, count: 1024)

  mutating func insert(_ key: UInt64) {
    guard key != 0 else { return }
    let bit = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 48)
    words[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  @inline(__always)
  func contains(_ key: UInt64) -> Bool {
    let bit = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 48)
    return words[bit >> 6] & (1 << UInt64(bit & 63)) != 0 && key != 0
  }
}
