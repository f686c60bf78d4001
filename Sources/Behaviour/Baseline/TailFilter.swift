/// Facts that found no room among an identity's blocks: two Bloom filters of 512 bits (Bloom, 1970), one an era, so
/// that what is long past is forgotten. It errs to "known", that is to silence.
struct TailFilter: BitwiseCopyable {
  var now: SIMD8<UInt64> = .zero
  var before: SIMD8<UInt64> = .zero
  var era: UInt16 = 0

  mutating func add(_ print: UInt32, era: UInt16) {
    move(to: era)
    for bit in Self.bits(print) { now[bit >> 6] |= 1 << UInt64(bit & 63) }
  }

  /// Whether the fact may have been seen in this era or the last.
  mutating func contains(_ print: UInt32, era: UInt16) -> (now: Bool, before: Bool) {
    move(to: era)
    var isNow = true
    var isBefore = true
    for bit in Self.bits(print) {
      if now[bit >> 6] >> UInt64(bit & 63) & 1 == 0 { isNow = false }
      if before[bit >> 6] >> UInt64(bit & 63) & 1 == 0 { isBefore = false }
    }
    return (isNow, isBefore)
  }

  private mutating func move(to era: UInt16) {
    guard self.era != era else { return }
    before = self.era &+ 1 == era ? now : .zero
    now = .zero
    self.era = era
  }

  private static func bits(_ print: UInt32) -> CollectionOfTwo {
    let mixed = UInt64(print) &* 0xD6E8_FEB8_6659_FD93
    return CollectionOfTwo(first: Int(mixed >> 55), second: Int(mixed >> 46 & 511))
  }

  /// Two places, without an array.
  private struct CollectionOfTwo: Sequence, IteratorProtocol {
    var first: Int
    var second: Int
    var given = 0

    mutating func next() -> Int? {
      given += 1
      return given == 1 ? first : given == 2 ? second : nil
    }
  }
}
