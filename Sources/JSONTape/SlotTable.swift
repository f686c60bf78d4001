/// What a walk of one record found: for each slot of a plan, the tape indexes of its values. One a worker;
/// starting a new record costs nothing but a counter.
public final class SlotTable {
  /// A record may hold this many values beyond the first of each slot; more are not seen, and `overflowed` says so.
  public static let maxExtraValues = 1 << 16

  @usableFromInline
  struct Slot {
    @usableFromInline var generation: UInt32
    @usableFromInline var first: UInt32
    /// 1 + the place of the newest and the oldest further value, 0 for none.
    @usableFromInline var lastExtra: UInt32
    @usableFromInline var firstExtra: UInt32
  }

  /// For each slot: 0 if a path fills it, else 1 plus the number of the record for which it was last supplied.
  @usableFromInline let supplied: UnsafeMutablePointer<UInt64>

  @usableFromInline
  struct Extra {
    @usableFromInline var index: UInt32
    @usableFromInline var next: UInt32
  }

  @usableFromInline let slots: UnsafeMutablePointer<Slot>
  @usableFromInline let extras: UnsafeMutablePointer<Extra>
  @usableFromInline var extraCount: UInt32 = 0
  @usableFromInline var generation: UInt32 = 0
  public let count: Int
  public private(set) var overflowed = false

  /// - Parameter supplied: slots that no path fills, but a `SlotSupplier`.
  public init(slotCount: Int, supplied: [UInt32] = []) {
    self.supplied = .allocate(capacity: max(1, slotCount))
    self.supplied.initialize(repeating: 0, count: max(1, slotCount))
    for slot in supplied { self.supplied[Int(slot)] = 1 }
    count = slotCount
    slots = .allocate(capacity: max(1, slotCount))
    slots.initialize(repeating: Slot(generation: 0, first: 0, lastExtra: 0, firstExtra: 0), count: max(1, slotCount))
    extras = .allocate(capacity: Self.maxExtraValues)
  }

  deinit {
    slots.deallocate()
    extras.deallocate()
    supplied.deallocate()
  }

  @inlinable @inline(__always)
  func isSuppliedLater(_ slot: UInt32) -> Bool {
    let last = supplied[Int(slot)]
    return last != 0 && last != UInt64(generation) &+ 1
  }

  func markSupplied(_ slot: UInt32) { supplied[Int(slot)] = UInt64(generation) &+ 1 }

  /// Forgets the record before.
  @inline(__always)
  public func reset() {
    extraCount = 0
    overflowed = false
    generation &+= 1
    if generation == 0 {
      // The counter came round: old stamps would look new.
      slots.update(repeating: Slot(generation: 0, first: 0, lastExtra: 0, firstExtra: 0), count: max(1, count))
      for slot in 0..<count where supplied[slot] != 0 { supplied[slot] = 1 }
      generation = 1
    }
  }

  /// Adds a value to a slot. Besides tape indexes, callers may keep numbers of their own from `constantBase` up.
  @inline(__always)
  public func add(_ value: UInt32, to slot: UInt32) {
    let place = slots + Int(slot)
    if place.pointee.generation != generation {
      place.pointee = Slot(generation: generation, first: value, lastExtra: 0, firstExtra: 0)
    } else {
      addExtra(value, to: place)
    }
  }

  @inline(never)
  private func addExtra(_ value: UInt32, to place: UnsafeMutablePointer<Slot>) {
    guard extraCount < Self.maxExtraValues else {
      overflowed = true
      return
    }
    extras[Int(extraCount)] = Extra(index: value, next: 0)
    extraCount += 1
    if place.pointee.lastExtra == 0 {
      place.pointee.firstExtra = extraCount
    } else {
      extras[Int(place.pointee.lastExtra) - 1].next = extraCount
    }
    place.pointee.lastExtra = extraCount
  }

  /// Values from here up are not tape indexes.
  public static var constantBase: UInt32 { 0x8000_0000 }

  @inlinable @inline(__always)
  public func isPresent(_ slot: UInt32) -> Bool { slots[Int(slot)].generation == generation }

  /// The first value of a slot, or 0 (never a value's index) where there is none.
  @inlinable @inline(__always)
  public func first(_ slot: UInt32) -> UInt32 {
    let place = slots[Int(slot)]
    return place.generation == generation ? place.first : 0
  }

  /// Calls `body` with each value in the record's order until it returns true; returns whether it did.
  @inlinable @inline(__always)
  public func contains(_ slot: UInt32, where body: (UInt32) -> Bool) -> Bool {
    let place = slots[Int(slot)]
    guard place.generation == generation else { return false }
    if body(place.first) { return true }
    var at = place.firstExtra
    while at != 0 {
      let extra = extras[Int(at) - 1]
      if body(extra.index) { return true }
      at = extra.next
    }
    return false
  }
}
