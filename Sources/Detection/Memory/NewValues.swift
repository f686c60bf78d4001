/// Counts for each slot how often a value comes that has not been seen lately: a memory of 256 values a slot, told by their
/// hashes. Its memory is its owner's to free.
struct NewValues {
  private static let places = 256
  private let counts: UnsafeMutablePointer<UInt32>
  /// The hashes seen last, each at the place that it names; made with the first value.
  private let seen: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  private let slotCount: Int

  init(slotCount: Int) {
    self.slotCount = slotCount
    counts = .allocate(capacity: slotCount)
    counts.initialize(repeating: 0, count: slotCount)
    seen = .allocate(capacity: slotCount)
    seen.initialize(repeating: nil, count: slotCount)
  }

  func deallocate() {
    for slot in 0..<slotCount { seen[slot]?.deallocate() }
    seen.deallocate()
    counts.deallocate()
  }

  subscript(_ slot: UInt32) -> UInt32 { counts[Int(slot)] }

  func note(_ hash: UInt64, of slot: UInt32) {
    let values = seen[Int(slot)] ?? make(slot)
    let place = values + Int(truncatingIfNeeded: hash) & (Self.places - 1)
    guard place.pointee != hash else { return }
    place.pointee = hash
    counts[Int(slot)] &+= 1
  }

  private func make(_ slot: UInt32) -> UnsafeMutablePointer<UInt64> {
    let made = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.places)
    made.initialize(repeating: 0, count: Self.places)
    seen[Int(slot)] = made
    return made
  }

  func reset(_ slot: UInt32) { counts[Int(slot)] = 0 }

  func removeAll() {
    counts.update(repeating: 0, count: slotCount)
    for slot in 0..<slotCount { seen[slot]?.update(repeating: 0, count: Self.places) }
  }
}
