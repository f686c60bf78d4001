import JSONTape

/// Remembers what was decided on records, by the values that the decision was read from, and nothing else of them.
///
/// A decision that reads slots one after another is a path in a tree: at each place the next slot to read, and a branch
/// for each value it was seen with. The root branches by the record's shape. Records that go a known path to its end
/// need no decision; others are decided while their reads are traced, and the path is added. A slot whose values seldom
/// come twice is marked opaque: no path leads through it, and what depends on it is decided each time.
///
/// Values are told apart by 64-bit hashes seeded anew in each process. Bounded: a full memory is emptied and learns
/// again. One a worker; not thread-safe.
final class DecisionMemory<Decision: BitwiseCopyable> {
  /// No decision is remembered.
  static var none: UInt32 { .max }

  let trace: UnsafeMutablePointer<SlotTrace>
  /// Rises whenever everything is forgotten, so that what decisions refer to can be forgotten too.
  private(set) var generation = 0
  private(set) var recalled = 0
  private(set) var missed = 0

  private var keys: UnsafeMutablePointer<UInt64>
  private var targets: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private var edgeCount = 0
  private var nodeSlots: [UInt32] = [0]
  private var decisions: UnsafeMutablePointer<Decision>
  private var decisionCount = 0
  private var decisionCapacity = 256
  private let usage: UnsafeMutablePointer<Usage>
  private let slotCount: Int
  private var shapes = Usage()
  /// Records to let pass without a look, where shapes never come twice.
  private var rest = 0

  private struct Usage: BitwiseCopyable {
    var visits: UInt32 = 0
    var misses: UInt32 = 0
  }

  private static var leaf: UInt32 { 0x8000_0000 }
  private static var maxEdges: Int { 1 << 18 }
  private static var maxDecisions: Int { 1 << 16 }
  /// Misses after which a slot is judged, and halved counts beyond so many visits.
  private static var judgedAfter: UInt32 { 512 }
  private static var maxVisits: UInt32 { 1 << 20 }
  private static var restRecords: Int { 1 << 16 }

  init(slotCount: Int) {
    self.slotCount = max(1, slotCount)
    trace = .allocate(capacity: 1)
    trace.initialize(to: SlotTrace(slotCount: slotCount))
    usage = .allocate(capacity: self.slotCount)
    usage.initialize(repeating: Usage(), count: self.slotCount)
    mask = (1 << 12) - 1
    keys = .allocate(capacity: mask + 1)
    keys.initialize(repeating: 0, count: mask + 1)
    targets = .allocate(capacity: mask + 1)
    targets.initialize(repeating: Self.none, count: mask + 1)
    decisions = .allocate(capacity: decisionCapacity)
  }

  deinit {
    trace.pointee.deallocate()
    trace.deallocate()
    usage.deallocate()
    keys.deallocate()
    targets.deallocate()
    decisions.deallocate()
  }

  @inline(__always)
  private static func key(_ hash: UInt64, _ node: UInt32) -> UInt64 {
    ExactHash.mix(hash ^ (UInt64(node) &* 0x9E37_79B9_7F4A_7C15), 0xD6E8_FEB8_6659_FD93) | 1
  }

  @inline(__always)
  private func target(_ key: UInt64) -> UInt32 {
    var at = Int(truncatingIfNeeded: key &>> 20) & mask
    while true {
      let known = keys[at]
      if known == key { return targets[at] }
      if known == 0 { return Self.none }
      at = (at &+ 1) & mask
    }
  }

  /// The decision for the record, or nil where none is remembered. Valid until the next `remember`.
  @inline(__always)
  func recall(_ view: RecordView) -> UnsafePointer<Decision>? {
    if rest > 0 {
      rest &-= 1
      return nil
    }
    var place = target(Self.key(view.slots.shape, 0))
    shapes.visits &+= 1
    if place == Self.none {
      shapes.misses &+= 1
      return nil
    }
    while place < Self.leaf {
      let slot = Int(nodeSlots[Int(place)])
      usage[slot].visits &+= 1
      guard let hash = view.valueHash(UInt32(truncatingIfNeeded: slot)) else { return nil }
      place = target(Self.key(hash, place))
      if place == Self.none {
        usage[slot].misses &+= 1
        return nil
      }
    }
    recalled &+= 1
    return UnsafePointer(decisions + Int(place & ~Self.leaf))
  }

  /// Notes what `body` reads.
  func traced<Result>(_ view: RecordView, _ body: () -> Result) -> Result {
    trace.pointee.begin()
    view.slots.trace(into: trace)
    defer { view.slots.trace(into: nil) }
    missed &+= 1
    return body()
  }

  /// Whether records pass without a look, because they have nothing in common.
  var isResting: Bool { rest > 0 }

  /// Keeps a decision that was traced just now; it must depend on no opaque slot.
  ///
  /// - Returns: whether it was kept. Where it was not, everything may have been forgotten.
  func remember(_ decision: Decision, _ view: RecordView) -> Bool {
    if judgeUsage() { return false }
    if edgeCount + trace.pointee.count + 2 > Self.maxEdges || decisionCount >= Self.maxDecisions {
      forget()
      return false
    }
    let count = trace.pointee.count
    var key = Self.key(view.slots.shape, 0)
    for number in 0..<count {
      let slot = trace.pointee[number]
      guard let hash = view.valueHash(slot) else {
        trace.pointee.markOpaque(slot)
        forget()
        return false
      }
      var place = target(key)
      if place == Self.none {
        place = UInt32(nodeSlots.count)
        nodeSlots.append(slot)
        add(key, place)
      }
      // A path that reads another slot than it did before is none to be relied on.
      guard place < Self.leaf, nodeSlots[Int(place)] == slot else { return false }
      key = Self.key(hash, place)
    }
    guard target(key) == Self.none else { return false }
    if decisionCount == decisionCapacity { growDecisions() }
    (decisions + decisionCount).initialize(to: decision)
    add(key, Self.leaf | UInt32(decisionCount))
    decisionCount += 1
    return true
  }

  private func add(_ key: UInt64, _ place: UInt32) {
    if edgeCount * 2 > mask { growEdges() }
    var at = Int(truncatingIfNeeded: key &>> 20) & mask
    while keys[at] != 0 { at = (at &+ 1) & mask }
    keys[at] = key
    targets[at] = place
    edgeCount += 1
  }

  private func growEdges() {
    let (oldKeys, oldTargets, oldMask) = (keys, targets, mask)
    mask = mask * 2 + 1
    keys = .allocate(capacity: mask + 1)
    keys.initialize(repeating: 0, count: mask + 1)
    targets = .allocate(capacity: mask + 1)
    targets.initialize(repeating: Self.none, count: mask + 1)
    edgeCount = 0
    for old in 0...oldMask where oldKeys[old] != 0 { add(oldKeys[old], oldTargets[old]) }
    oldKeys.deallocate()
    oldTargets.deallocate()
  }

  private func growDecisions() {
    let grown = UnsafeMutablePointer<Decision>.allocate(capacity: decisionCapacity * 2)
    grown.initialize(from: decisions, count: decisionCount)
    decisions.deallocate()
    decisions = grown
    decisionCapacity *= 2
  }

  /// Marks slots opaque whose values were new more often than not. Returns whether everything was forgotten.
  private func judgeUsage() -> Bool {
    var hasMarked = false
    for number in 0..<trace.pointee.count {
      let slot = trace.pointee[number]
      let used = usage[Int(slot)]
      if used.misses >= Self.judgedAfter, used.misses * 2 > used.visits {
        trace.pointee.markOpaque(slot)
        hasMarked = true
      } else if used.visits > Self.maxVisits {
        usage[Int(slot)] = Usage(visits: used.visits / 2, misses: used.misses / 2)
      }
    }
    if hasMarked { forget() }
    if shapes.misses >= 4 * Self.judgedAfter, shapes.misses * 2 > shapes.visits {
      rest = Self.restRecords
      forget()
      return true
    } else if shapes.visits > Self.maxVisits {
      shapes = Usage(visits: shapes.visits / 2, misses: shapes.misses / 2)
    }
    return hasMarked
  }

  private func forget() {
    keys.update(repeating: 0, count: mask + 1)
    edgeCount = 0
    nodeSlots.removeAll(keepingCapacity: true)
    nodeSlots.append(0)
    decisionCount = 0
    usage.update(repeating: Usage(), count: slotCount)
    shapes = Usage()
    generation += 1
  }
}
