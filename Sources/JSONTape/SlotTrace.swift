/// Notes which slots a computation reads the values of, in the order in which it first reads them. Given the record's
/// shape and those values, the computation must come to the same result.
///
/// Slots that a supplier fills are left out: what the supplier itself reads is noted instead.
public struct SlotTrace {
  /// The slots read, each once.
  @usableFromInline var read: UnsafeMutablePointer<UInt32>
  public private(set) var count = 0
  private let seen: UnsafeMutablePointer<UInt32>
  /// Slots whose values seldom come twice: a result that depends on one is not worth remembering.
  private let opaque: UnsafeMutablePointer<Bool>
  private var round: UInt32 = 0
  private let slotCount: Int
  /// An opaque slot was read since this was last cleared.
  public var hasReadOpaque = false
  /// The record was read beside its slots.
  public private(set) var hasReadAll = false

  public init(slotCount: Int) {
    self.slotCount = max(1, slotCount)
    read = .allocate(capacity: self.slotCount)
    seen = .allocate(capacity: self.slotCount)
    seen.initialize(repeating: 0, count: self.slotCount)
    opaque = .allocate(capacity: self.slotCount)
    opaque.initialize(repeating: false, count: self.slotCount)
  }

  /// Frees the memory; the trace must not be used after.
  public func deallocate() {
    read.deallocate()
    seen.deallocate()
    opaque.deallocate()
  }

  public subscript(_ number: Int) -> UInt32 { read[number] }

  public func setOpaque(_ slot: UInt32, _ isOpaque: Bool) { opaque[Int(slot)] = isOpaque }

  /// Begins anew.
  public mutating func begin() {
    count = 0
    hasReadOpaque = false
    hasReadAll = false
    round &+= 1
    if round == 0 {
      seen.update(repeating: 0, count: slotCount)
      round = 1
    }
  }

  mutating func noteAll() {
    hasReadOpaque = true
    hasReadAll = true
  }

  mutating func note(_ slot: UInt32, _ slots: Slots) {
    // A value that a supplier put there has been accounted for by what the supplier read (`RecordView.need`).
    guard slots.state.pointee.slots[Int(slot)].first < Slots.constantBase else { return }
    if opaque[Int(slot)] { hasReadOpaque = true }
    guard seen[Int(slot)] != round else { return }
    seen[Int(slot)] = round
    read[count] = slot
    count += 1
  }
}

extension Slots {
  /// Notes reads in `trace` until it is called with nil.
  public func trace(into trace: UnsafeMutablePointer<SlotTrace>?) { state.pointee.trace = trace }

  /// While a trace is kept: says that a result read earlier in the record, from an opaque slot, is used again.
  public func noteOpaque() { state.pointee.trace?.pointee.hasReadOpaque = true }

  /// While a trace is kept: says that the whole record is read, not by its slots.
  public func noteAll() { state.pointee.trace?.pointee.noteAll() }

  /// Whether the body reads an opaque slot; false where no trace is kept.
  @inline(__always)
  public func readsOpaque(_ body: () -> Void) -> Bool {
    guard let trace = state.pointee.trace else {
      body()
      return false
    }
    let before = trace.pointee.hasReadOpaque
    trace.pointee.hasReadOpaque = false
    body()
    let isOpaque = trace.pointee.hasReadOpaque
    if before { trace.pointee.hasReadOpaque = true }
    return isOpaque
  }

  public var isTracing: Bool { state.pointee.trace != nil }
}

extension RecordView {
  /// Objects of more tape words than this are told by their content no more.
  private static let maxObjectWords: UInt32 = 96

  /// A hash of all values of a slot that the walk has found; `nil` where a value is too large to be worth it. Worked
  /// out once a record.
  @inline(__always)
  public func valueHash(_ slot: UInt32) -> UInt64? {
    let place = slots.state.pointee.hashes + Int(slot)
    if place.pointee.generation != slots.state.pointee.generation { workOutHash(slot, place) }
    return place.pointee.isOpaque ? nil : place.pointee.value
  }

  @inline(__always)
  private func workOutHash(_ slot: UInt32, _ place: UnsafeMutablePointer<Slots.Hash>) {
    place.pointee.generation = slots.state.pointee.generation
    place.pointee.isOpaque = false
    let filled = slots.state.pointee.slots[Int(slot)]
    guard filled.generation == slots.state.pointee.generation, filled.first < Slots.constantBase else {
      place.pointee.value = 0
      return
    }
    if filled.firstExtra == 0, document.tag(filled.first) == 0x22 {
      place.pointee.value = ExactHash.hash(document.string(filled.first), hashSeed)
    } else {
      workOutLongHash(slot, place)
    }
  }

  @inline(never)
  private func workOutLongHash(_ slot: UInt32, _ place: UnsafeMutablePointer<Slots.Hash>) {
    let filled = slots.state.pointee.slots[Int(slot)]
    var hash = hashSeed
    var isOpaque = false
    func add(_ value: UInt32) {
      guard value < Slots.constantBase, !isOpaque else { return }
      switch document.kind(value) {
      case .object, .array:
        // By its text where the record is known by it, so that no tape is needed to tell it.
        if let (text, words) = outlined?.container(value, root: root) {
          if words > Self.maxObjectWords { isOpaque = true } else { hash = ExactHash.hash(text, hash) }
        } else if document.end(value) &- value > Self.maxObjectWords {
          isOpaque = true
        } else {
          hash = hashTree(value, hash)
        }
      default: hash = hashScalar(value, hash)
      }
    }
    add(filled.first)
    var at = filled.firstExtra
    var left = 64
    while at != 0 {
      let extra = slots.state.pointee.extras[Int(at) - 1]
      add(extra.index)
      at = extra.next
      left -= 1
      if left == 0 { isOpaque = true }
      if isOpaque { break }
    }
    place.pointee.isOpaque = isOpaque
    place.pointee.value = hash
  }

  private func hashScalar(_ value: UInt32, _ hash: UInt64) -> UInt64 {
    let tag = UInt64(document.tag(value))
    switch document.kind(value) {
    case .string: return ExactHash.hash(document.string(value), hash ^ tag)
    case .integer, .unsigned, .double:
      // A factor that a number could make 0 would forget all values before it: no factor may be known to who writes
      // records.
      return ExactHash.mix(hash ^ tag ^ ExactHash.second, document.tape[Int(value) + 1] ^ hashSeed)
    default: return ExactHash.mix(hash ^ tag, ExactHash.second)
    }
  }

  /// Every word of the tape under an object or array, keys included.
  private func hashTree(_ value: UInt32, _ start: UInt64) -> UInt64 {
    var hash = start
    let stop = document.end(value)
    var at = value
    while at <= stop {
      let tag = document.tag(at)
      switch tag {
      case 0x7B, 0x5B, 0x7D, 0x5D:
        hash = ExactHash.mix(hash ^ UInt64(tag), ExactHash.second)
        at &+= 1
      case 0x6C, 0x75, 0x64:
        hash = hashScalar(at, hash)
        at &+= 2
      default:
        hash = hashScalar(at, hash)
        at &+= 1
      }
    }
    return hash
  }
}

/// A hash of exact bytes for memories within one process: seeded anew in each, so that nobody can prepare values that
/// collide. The mixing is wyhash's (Wang Yi, "Modern Non-Cryptographic Hash Function").
public enum ExactHash {
  public static let seed = UInt64.random(in: 1 ... .max)
  /// Another secret; odd.
  static let factor = UInt64.random(in: 1 ... .max) | 1
  @usableFromInline static let first: UInt64 = 0xA076_1D64_78BD_642F
  @usableFromInline static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  @inlinable @inline(__always)
  public static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// - Parameter span: bytes with 16 readable ones past their end, as strings of a document have.
  @inlinable @inline(__always)
  public static func hash(_ span: ByteSpan, _ seed: UInt64) -> UInt64 {
    let count = span.count
    var hash = seed
    var start = span.start
    if count <= 16 {
      let head = start.loadUnaligned(as: UInt64.self)
      if count >= 8 {
        let tail = (start + (count &- 8)).loadUnaligned(as: UInt64.self)
        return mix(head ^ first ^ UInt64(truncatingIfNeeded: count), tail ^ hash)
      }
      let kept = head & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
      return mix(kept ^ first ^ UInt64(truncatingIfNeeded: count), hash ^ second)
    }
    var left = count
    while left > 16 {
      hash = mix(
        start.loadUnaligned(as: UInt64.self) ^ first,
        start.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ hash)
      start += 16
      left &-= 16
    }
    // The last sixteen bytes, some of which have been mixed already.
    let end = span.start + count
    return mix(
      (end - 16).loadUnaligned(as: UInt64.self) ^ first ^ UInt64(truncatingIfNeeded: count),
      (end - 8).loadUnaligned(as: UInt64.self) ^ hash)
  }
}
