/// Owns what a walk of one record finds: for each slot of a plan, the tape indexes of its values. One a worker.
public final class SlotTable {
  /// How the hot path sees the table; valid as long as the table lives.
  public let slots: Slots

  /// - Parameters:
  ///   - slotCount: the plan's.
  ///   - supplied: slots that no path fills, but a `SlotSupplier`.
  public init(slotCount: Int, supplied: [UInt32] = []) {
    let count = max(1, slotCount)
    let slots = UnsafeMutablePointer<Slots.Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slots.Slot(), count: count)
    let stamps = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    stamps.initialize(repeating: 0, count: count)
    for slot in supplied { stamps[Int(slot)] = 1 }
    let hashes = UnsafeMutablePointer<Slots.Hash>.allocate(capacity: count)
    hashes.initialize(repeating: Slots.Hash(), count: count)
    let state = UnsafeMutablePointer<Slots.State>.allocate(capacity: 1)
    state.initialize(
      to: Slots.State(
        slots: slots, extras: .allocate(capacity: Slots.maxExtraValues), supplied: stamps, hashes: hashes, count: count)
    )
    self.slots = Slots(state: state)
  }

  deinit {
    slots.state.pointee.slots.deallocate()
    slots.state.pointee.extras.deallocate()
    slots.state.pointee.supplied.deallocate()
    slots.state.pointee.hashes.deallocate()
    slots.state.deallocate()
  }
}

/// The slots of a table, without its reference count. Starting a new record costs nothing but a counter.
///
/// Invariant: `state` and what it points to are owned by a `SlotTable` that outlives this value, and are used by one
/// thread at a time; slot numbers come from the plan that the table was made for.
@frozen
public struct Slots: BitwiseCopyable {
  /// A record may hold this many values beyond the first of each slot; more are not seen, and `overflowed` says so.
  public static let maxExtraValues = 1 << 16

  /// Values from here up are not tape indexes.
  public static var constantBase: UInt32 { 0x8000_0000 }

  @usableFromInline let state: UnsafeMutablePointer<State>

  @usableFromInline
  struct State: BitwiseCopyable {
    @usableFromInline var slots: UnsafeMutablePointer<Slot>
    @usableFromInline var extras: UnsafeMutablePointer<Extra>
    /// For each slot: 0 if a path fills it, else 1 plus the generation of the record for which it was last supplied, and
    /// `opaqueMark` where that was read from an opaque slot.
    @usableFromInline var supplied: UnsafeMutablePointer<UInt64>
    @usableFromInline var hashes: UnsafeMutablePointer<Hash>
    @usableFromInline var count: Int
    /// Where reads are noted, while somebody asks what a result depends on.
    @usableFromInline var trace: UnsafeMutablePointer<SlotTrace>?
    /// Of the set of slots that the walk has filled, the kinds of their first values, and which have several.
    @usableFromInline var shape: UInt64 = 0
    @usableFromInline var extraCount: UInt32 = 0
    @usableFromInline var generation: UInt32 = 0
    @usableFromInline var overflowed = false
    /// Secrets of the process, so that nobody can make up records whose shapes only look the same.
    let shapeSeed = ExactHash.seed
    let shapeFactor = ExactHash.factor

    @inline(__always)
    func mixed(_ slot: UInt32, _ kind: UInt8) -> UInt64 {
      ExactHash.mix(shapeSeed ^ (UInt64(slot) << 8 | UInt64(kind)), shapeFactor)
    }
  }

  @usableFromInline
  struct Slot: BitwiseCopyable {
    @usableFromInline var generation: UInt32 = 0
    @usableFromInline var first: UInt32 = 0
    /// 1 + the place of the newest and the oldest further value, 0 for none.
    @usableFromInline var lastExtra: UInt32 = 0
    @usableFromInline var firstExtra: UInt32 = 0
  }

  /// The hash of a slot's values, and the record it was worked out for.
  @usableFromInline
  struct Hash: BitwiseCopyable {
    @usableFromInline var generation: UInt32 = 0
    @usableFromInline var isOpaque = false
    @usableFromInline var value: UInt64 = 0
  }

  @usableFromInline
  struct Extra: BitwiseCopyable {
    @usableFromInline var index: UInt32
    @usableFromInline var next: UInt32
  }

  init(state: UnsafeMutablePointer<State>) { self.state = state }

  /// Whether the record had more values than are kept.
  public var overflowed: Bool { state.pointee.overflowed }

  /// Forgets the record before.
  @inline(__always)
  func reset() {
    state.pointee.extraCount = 0
    state.pointee.overflowed = false
    state.pointee.generation &+= 1
    state.pointee.shape = 0
    if state.pointee.generation == 0 { forgetStamps() }
  }

  /// Of which slots the walk has filled, with what kind of first value, and whether with more than one, whatever their
  /// order. Records of one shape differ in nothing but the values of their slots.
  public var shape: UInt64 { state.pointee.shape }

  /// The counter came round: old stamps would look new.
  private func forgetStamps() {
    let count = state.pointee.count
    state.pointee.slots.update(repeating: Slot(), count: count)
    state.pointee.hashes.update(repeating: Hash(), count: count)
    for slot in 0..<count where state.pointee.supplied[slot] != 0 { state.pointee.supplied[slot] = 1 }
    state.pointee.generation = 1
  }

  /// Adds a value to a slot: a tape index, or a number of the caller's own from `constantBase` up.
  @inline(__always)
  public func add(_ value: UInt32, to slot: UInt32) {
    let place = state.pointee.slots + Int(slot)
    if place.pointee.generation != state.pointee.generation {
      place.pointee = Slot(generation: state.pointee.generation, first: value)
    } else {
      addExtra(value, to: place)
    }
  }

  /// Adds what the walk found.
  @inline(__always)
  func fill(_ value: UInt32, tag: UInt8, to slot: UInt32) {
    let place = state.pointee.slots + Int(slot)
    if place.pointee.generation != state.pointee.generation {
      place.pointee = Slot(generation: state.pointee.generation, first: value)
      // True and false are one kind here: which of the two it is, is the value.
      let kind: UInt8 = tag == 0x66 ? 0x74 : tag
      state.pointee.shape &+= state.pointee.mixed(slot, kind)
    } else {
      // Whether a value stands alone is part of the shape: who asks for that reads no value.
      if place.pointee.firstExtra == 0 { state.pointee.shape &+= state.pointee.mixed(slot, 0) }
      addExtra(value, to: place)
    }
  }

  /// Fills as a walk has filled before it, of a record with the same skeleton.
  @inline(__always)
  func fill(_ skeleton: borrowing Skeleton, root: UInt32) {
    let generation = state.pointee.generation
    let slots = state.pointee.slots
    for index in 0..<Int(skeleton.fillCount) {
      let fill = skeleton.fills[index]
      // A slot's four words in one.
      UnsafeMutableRawPointer(slots + Int(fill.slot)).storeBytes(
        of: SIMD4(generation, fill.index &+ root, 0, 0), as: SIMD4<UInt32>.self)
    }
    state.pointee.shape = skeleton.shape
    for index in 0..<Int(skeleton.furtherCount) {
      let fill = skeleton.further[index]
      addExtra(fill.index &+ root, to: slots + Int(fill.slot))
    }
  }

  @inline(never)
  private func addExtra(_ value: UInt32, to place: UnsafeMutablePointer<Slot>) {
    guard state.pointee.extraCount < Self.maxExtraValues else {
      state.pointee.overflowed = true
      return
    }
    state.pointee.extras[Int(state.pointee.extraCount)] = Extra(index: value, next: 0)
    state.pointee.extraCount += 1
    let number = state.pointee.extraCount
    if place.pointee.lastExtra == 0 {
      place.pointee.firstExtra = number
    } else {
      state.pointee.extras[Int(place.pointee.lastExtra) - 1].next = number
    }
    place.pointee.lastExtra = number
  }

  @inlinable @inline(__always)
  func isSuppliedLater(_ slot: UInt32) -> Bool {
    let last = state.pointee.supplied[Int(slot)]
    return last != 0 && last != UInt64(state.pointee.generation) &+ 1
  }

  func markSupplied(_ slot: UInt32) {
    state.pointee.supplied[Int(slot)] = UInt64(state.pointee.generation) &+ 1
  }

  /// A generation and 1 take 33 bits.
  private static var opaqueMark: UInt64 { 1 << 40 }

  /// The slot counts as not supplied from now, so that whoever needs it asks `isSuppliedFromOpaque`.
  func markSuppliedFromOpaque(_ slot: UInt32) {
    state.pointee.supplied[Int(slot)] = (UInt64(state.pointee.generation) &+ 1) | Self.opaqueMark
  }

  /// Whether the slot has its values for this record already, read from an opaque slot.
  func isSuppliedFromOpaque(_ slot: UInt32) -> Bool {
    state.pointee.supplied[Int(slot)] == (UInt64(state.pointee.generation) &+ 1) | Self.opaqueMark
  }

  @inlinable @inline(__always)
  public func isPresent(_ slot: UInt32) -> Bool {
    state.pointee.slots[Int(slot)].generation == state.pointee.generation
  }

  /// The first value of a slot, or 0 (never a value's index) where there is none.
  @inlinable @inline(__always)
  public func first(_ slot: UInt32) -> UInt32 {
    let place = state.pointee.slots[Int(slot)]
    guard place.generation == state.pointee.generation else { return 0 }
    if state.pointee.trace != nil { note(slot) }
    return place.first
  }

  /// The same for who looks at the kind of the value only, which the record's shape tells.
  @inlinable @inline(__always)
  public func firstForKind(_ slot: UInt32) -> UInt32 {
    let place = state.pointee.slots[Int(slot)]
    return place.generation == state.pointee.generation ? place.first : 0
  }

  /// Whether the slot has more values than the first.
  @inlinable @inline(__always)
  public func hasSeveral(_ slot: UInt32) -> Bool {
    let place = state.pointee.slots[Int(slot)]
    return place.generation == state.pointee.generation && place.firstExtra != 0
  }

  @usableFromInline @inline(never)
  func note(_ slot: UInt32) { state.pointee.trace?.pointee.note(slot, self) }

  /// Calls `body` with each value in the record's order until it returns true; returns whether it did.
  @inlinable @inline(__always)
  public func contains(_ slot: UInt32, where body: (UInt32) -> Bool) -> Bool {
    let place = state.pointee.slots[Int(slot)]
    guard place.generation == state.pointee.generation else { return false }
    if state.pointee.trace != nil { note(slot) }
    if body(place.first) { return true }
    var at = place.firstExtra
    while at != 0 {
      let extra = state.pointee.extras[Int(at) - 1]
      if body(extra.index) { return true }
      at = extra.next
    }
    return false
  }
}
