/// An open-addressing table from folded hashes of values to rows. Half of it is empty at most times, a slot is eight
/// bytes, and a value that is not in it costs one slot's look in nearly all cases.
struct IndicatorTable: Sendable {
  /// High 32 bits: of the hash; low 32: a row's place plus one; 0 is empty.
  private var slots: [UInt64]
  private let mask: Int

  /// - Parameter count: of distinct values.
  init(for count: Int) {
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  var byteCount: Int { slots.count * 8 }

  /// The first row of a value with this hash for which `matches` holds.
  @inline(__always)
  func row(_ hash: UInt64, where matches: (UInt32) -> Bool) -> UInt32? {
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[place]
      if slot == 0 { return nil }
      if slot >> 32 == hash >> 32 {
        let row = UInt32(truncatingIfNeeded: slot) &- 1
        if matches(row) { return row }
      }
      place = (place &+ 1) & mask
    }
  }

  /// Whether a value may have this hash: false is certain.
  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool { row(hash) { _ in true } != nil }

  /// A longer run of full slots than this is refused: chance does not make it, values chosen to collide do.
  static let maxRun = 512

  /// False where the value would lie in too long a run.
  mutating func insert(_ hash: UInt64, _ row: UInt32) -> Bool {
    var place = Int(truncatingIfNeeded: hash) & mask
    var run = 0
    while slots[place] != 0 {
      run += 1
      guard run < Self.maxRun else { return false }
      place = (place &+ 1) & mask
    }
    slots[place] = (hash >> 32) << 32 | UInt64(row &+ 1)
    return true
  }
}
