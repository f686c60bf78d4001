/// Who did something from where in the current minute, so that the next such record needs no look into the tables.
/// Sees nothing that the tables would not say: an entry holds for one minute, in which another use changes nothing,
/// and all are forgotten when an entry that was used in that minute leaves its table.
struct RoutineMemory {
  private struct Slot: BitwiseCopyable {
    var key: UInt64 = 0
    var minute: UInt32 = 0
    var generation: UInt32 = 0
  }

  private static let mask = 8_191
  private var slots = [Slot](repeating: Slot(), count: mask + 1)
  private var generation: UInt32 = 1

  @inline(__always)
  func contains(_ key: UInt64, _ minute: UInt32) -> Bool {
    let slot = slots[Int(truncatingIfNeeded: key >> 40) & Self.mask]
    return slot.key == key && slot.minute == minute && slot.generation == generation
  }

  @inline(__always)
  mutating func insert(_ key: UInt64, _ minute: UInt32) {
    slots[Int(truncatingIfNeeded: key >> 40) & Self.mask] = Slot(key: key, minute: minute, generation: generation)
  }

  mutating func forget() { generation &+= 1 }
}
