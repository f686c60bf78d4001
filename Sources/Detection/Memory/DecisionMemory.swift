import JSONTape

/// Remembers what was decided on records, by the values that the decision was read from, and nothing else of them.
///
/// Records of one shape that agree in the first slot read are of one *class*. A class knows the slots that decisions on
/// its records have read; a decision is kept under the hash of those slots' values, and a record that agrees in them
/// needs no decision. Others are decided while their reads are traced; a slot that no decision of the class had read
/// before joins the class, which then begins anew. Where records of a class seldom agree, the slot whose values are new
/// most often becomes *opaque* to it: what depends on such a slot is decided each time, and the rest is remembered.
///
/// Values are told apart by 64-bit hashes seeded anew in each process. Bounded: a full memory forgets its decisions and
/// goes on with the classes that it has made, or forgets them too where they fill it. One a worker; not thread-safe.
final class DecisionMemory<Decision: BitwiseCopyable> {
  /// What is remembered of a record.
  enum Recall {
    /// Valid until the next `remember`.
    case known(UnsafePointer<Decision>)
    case unknown
    /// Decisions on records of this class are not worth remembering.
    case hopeless
  }

  let trace: UnsafeMutablePointer<SlotTrace>
  /// Rises whenever everything is forgotten, so that what decisions refer to can be forgotten too.
  private(set) var generation = 0
  /// The same, for marks; never 0.
  private var epoch: UInt32 = 1
  /// Which of the view's marks are this memory's.
  private let markNumber: Int

  private var table = EdgeTable()
  private var classes: UnsafeMutablePointer<Class>
  private var classCount = 0
  /// The slots of classes, and those that are opaque to them.
  private var slotLists: [UnsafeMutablePointer<UInt32>] = []
  private var opaqueLists: [[UInt32]] = []
  private var decisions: UnsafeMutablePointer<Decision>
  private var decisionCount = 0
  private var decisionCapacity = 256
  /// The shapes that are known, by the slot that decisions on them read first.
  private var firstSlots: [UInt32] = [0]
  private var news: NewValues
  /// How shapes and classes are found in the table, to find them again once decisions are forgotten.
  private var ways: [(key: UInt64, target: UInt32)] = []
  /// Where `recall` gave up: what `remember` adds to.
  private var place = Place.nowhere
  private var shapesSeen = 0
  private var shapesMissed = 0
  /// Records to let pass without a look, where shapes never come twice.
  private var rest = 0

  private enum Place {
    case nowhere
    case shape
    case root(UInt32)
    case member(Int, UInt64)
  }

  private struct Class: BitwiseCopyable {
    var slots: UnsafeMutablePointer<UInt32>
    var slotCount: Int32 = 0
    var number: Int32 = 0
    /// Mixed into keys: what was kept before a change is not found again.
    var version: UInt64 = 0
    var visits: UInt32 = 0
    var misses: UInt32 = 0
    var refusals: UInt32 = 0
    var isHopeless = false
  }

  private static var leaf: UInt32 { 0x8000_0000 }
  private static var noSlot: UInt32 { .max }
  private let limits: MemoryLimits
  private let mayMiss: UInt32

  /// - Parameters:
  ///   - mark: which of the view's marks are this memory's; no other user of the view may have the same.
  ///   - mayMiss: of 16 records of a class so many may be unknown before it looks for a slot to give up: few where
  ///     decisions without the slot are worth nearly as much, many where they are worth nothing.
  init(slotCount: Int, mark: Int, mayMiss: UInt32, limits: MemoryLimits = MemoryLimits()) {
    precondition(mark < RecordView.markCount)
    self.limits = limits
    self.mayMiss = mayMiss
    markNumber = mark
    news = NewValues(slotCount: slotCount)
    trace = .allocate(capacity: 1)
    trace.initialize(to: SlotTrace(slotCount: slotCount))
    classes = .allocate(capacity: limits.classes)
    decisions = .allocate(capacity: decisionCapacity)
    if !limits.remembers { rest = .max }
  }

  deinit {
    trace.pointee.deallocate()
    trace.deallocate()
    for list in slotLists { list.deallocate() }
    classes.deallocate()
    decisions.deallocate()
    table.deallocate()
    news.deallocate()
  }

  // MARK: Recalling

  /// The decision for the record, if one is remembered.
  @inline(__always)
  func recall(_ view: RecordView) -> Recall {
    if rest > 0 { return passBy() }
    shapesSeen &+= 1
    let mark = view.marks.map { $0 + markNumber }
    let root: UInt32
    if let mark, mark.pointee &>> 32 == UInt64(epoch) {
      let known = UInt32(truncatingIfNeeded: mark.pointee)
      if known & Self.leaf != 0 { return .known(UnsafePointer(decisions + Int(known & ~Self.leaf))) }
      root = known
    } else {
      root = table.target(EdgeTable.key(view.slots.shape, 0))
      if root == EdgeTable.none {
        place = .shape
        return .unknown
      }
      mark?.pointee = UInt64(epoch) &<< 32 | UInt64(root)
    }
    let slot = firstSlots[Int(root)]
    var first: UInt64 = 0
    if slot != Self.noSlot {
      guard let hash = view.valueHash(slot) else {
        place = .nowhere
        return .unknown
      }
      first = hash
    }
    let number = table.target(EdgeTable.key(first, root))
    if number == EdgeTable.none {
      place = .root(root)
      return .unknown
    }
    let member = classes + Int(number)
    if member.pointee.isHopeless { return .hopeless }
    member.pointee.visits &+= 1
    guard let hash = hash(member, view) else {
      place = .member(Int(number), 0)
      member.pointee.misses &+= 1
      return .unknown
    }
    let found = table.target(hash)
    if found == EdgeTable.none {
      place = .member(Int(number), hash)
      member.pointee.misses &+= 1
      return .unknown
    }
    // Where no value has been read, the shape is all that the decision depends on.
    if slot == Self.noSlot, member.pointee.slotCount == 0 { mark?.pointee = UInt64(epoch) &<< 32 | UInt64(found) }
    return .known(UnsafePointer(decisions + Int(found & ~Self.leaf)))
  }

  /// The values of the class's slots as one hash: a sum in which each takes part by a factor of its own, so that they
  /// are worked out side by side. Nil where a value is too large to be told.
  @inline(__always)
  private func hash(_ member: UnsafeMutablePointer<Class>, _ view: RecordView) -> UInt64? {
    var sum = member.pointee.version
    var factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    let slots = member.pointee.slots
    for index in 0..<Int(member.pointee.slotCount) {
      guard let hash = view.valueHash(slots[index]) else { return nil }
      sum &+= hash &* factor
      factor &+= 0x3C6E_F372_FE94_F82A
    }
    return EdgeTable.key(sum, UInt32(truncatingIfNeeded: member.pointee.number) | Self.leaf)
  }

  @inline(never)
  private func passBy() -> Recall {
    rest -= 1
    return .hopeless
  }

  // MARK: Learning

  /// Notes what `body` reads, after `recall` has found nothing.
  func traced<Result>(_ view: RecordView, _ body: () -> Result) -> Result {
    trace.pointee.begin()
    var opaque: [UInt32] = []
    if case .member(let number, _) = place { opaque = opaqueLists[number] }
    for slot in opaque { trace.pointee.setOpaque(slot, true) }
    view.slots.trace(into: trace)
    defer {
      view.slots.trace(into: nil)
      for slot in opaque { trace.pointee.setOpaque(slot, false) }
    }
    return body()
  }

  /// Says that the decision that was traced just now depends on an opaque slot and cannot be kept.
  func refuse() {
    guard case .member(let number, _) = place else { return }
    classes[number].refusals += 1
    if classes[number].refusals >= limits.refusals { classes[number].isHopeless = true }
  }

  /// Keeps a decision that was traced just now; it must depend on no opaque slot.
  ///
  /// - Returns: whether it was kept. Where it was not, everything may have been forgotten.
  func remember(_ decision: Decision, _ view: RecordView) -> Bool {
    if table.count + 4 > limits.edges || decisionCount >= limits.decisions || classCount >= limits.classes {
      // Filled almost as fast as records came: there is nothing to learn here.
      if shapesSeen < 2 * limits.decisions { rest = limits.restRecords }
      if classCount < limits.classes, ways.count < limits.edges / 2 { forgetDecisions() } else { forget() }
      return false
    }
    switch place {
    case .nowhere: return false
    case .shape:
      shapesMissed += 1
      if shapesMissed >= limits.shapesJudgedAfter, shapesMissed * 2 > shapesSeen {
        rest = limits.restRecords
        forget()
        return false
      }
      let root = UInt32(firstSlots.count)
      firstSlots.append(trace.pointee.count > 0 ? trace.pointee[0] : Self.noSlot)
      add(EdgeTable.key(view.slots.shape, 0), root)
      return begin(root, decision, view)
    case .root(let root): return begin(root, decision, view)
    case .member(let number, let hash): return extend(number, hash, decision, view)
    }
  }

  /// The first decision of a class.
  private func begin(_ root: UInt32, _ decision: Decision, _ view: RecordView) -> Bool {
    let slot = firstSlots[Int(root)]
    guard let first = slot == Self.noSlot ? 0 : view.valueHash(slot) else { return false }
    let number = classCount
    let list = UnsafeMutablePointer<UInt32>.allocate(capacity: limits.slotsOfClass)
    (classes + number).initialize(to: Class(slots: list, number: Int32(number)))
    slotLists.append(list)
    opaqueLists.append([])
    classCount += 1
    add(EdgeTable.key(first, root), UInt32(number))
    classes[number].visits = 1
    classes[number].misses = 1
    return extend(number, 0, decision, view)
  }

  /// Adds a way to a shape or class.
  private func add(_ key: UInt64, _ target: UInt32) {
    table.add(key, target)
    ways.append((key, target))
  }

  private func extend(_ number: Int, _ known: UInt64, _ decision: Decision, _ view: RecordView) -> Bool {
    let member = classes + number
    var hash = known
    var hasGrown = known == 0
    for index in 0..<trace.pointee.count {
      let slot = trace.pointee[index]
      // All records of the class agree in the first.
      if index == 0 || opaqueLists[number].contains(slot) { continue }
      if view.valueHash(slot) == nil {
        makeOpaque(slot, number)
        return false
      }
      let slots = UnsafeBufferPointer(start: member.pointee.slots, count: Int(member.pointee.slotCount))
      guard !slots.contains(slot) else { continue }
      guard slots.count < limits.slotsOfClass else {
        member.pointee.isHopeless = true
        return false
      }
      member.pointee.slots[slots.count] = slot
      member.pointee.slotCount += 1
      hasGrown = true
    }
    noteNewValues(number, view)
    if member.pointee.misses >= limits.judgedAfter, member.pointee.misses * 16 > member.pointee.visits * mayMiss {
      // Records of the class seldom agree: give up the slot that sets them apart most.
      let slots = UnsafeBufferPointer(start: member.pointee.slots, count: Int(member.pointee.slotCount))
      if let worst = slots.max(by: { (news[$0], $1) < (news[$1], $0) }) {
        makeOpaque(worst, number)
      }
      return false
    }
    if member.pointee.visits > limits.visits {
      member.pointee.visits /= 2
      member.pointee.misses /= 2
    }
    if hasGrown {
      member.pointee.version = ExactHash.mix(member.pointee.version ^ 0x9E37_79B9, ExactHash.seed)
      guard let anew = self.hash(member, view) else { return false }
      hash = anew
    }
    guard table.target(hash) == EdgeTable.none else { return false }
    if decisionCount == decisionCapacity { growDecisions() }
    (decisions + decisionCount).initialize(to: decision)
    table.add(hash, Self.leaf | UInt32(decisionCount))
    decisionCount += 1
    return true
  }

  private func noteNewValues(_ number: Int, _ view: RecordView) {
    for index in 0..<Int(classes[number].slotCount) {
      let slot = classes[number].slots[index]
      if let hash = view.valueHash(slot) { news.note(hash, of: slot) }
    }
  }

  /// Decisions of the class look past the slot from now on.
  private func makeOpaque(_ slot: UInt32, _ number: Int) {
    let member = classes + number
    opaqueLists[number].append(slot)
    let slots = UnsafeBufferPointer(start: member.pointee.slots, count: Int(member.pointee.slotCount))
    let kept = slots.filter { $0 != slot }
    for (index, slot) in kept.enumerated() { member.pointee.slots[index] = slot }
    member.pointee.slotCount = Int32(kept.count)
    member.pointee.version = ExactHash.mix(member.pointee.version ^ 0x9E37_79B9, ExactHash.seed)
    member.pointee.visits = 0
    member.pointee.misses = 0
    for slot in kept { news.reset(slot) }
    news.reset(slot)
  }

  private func growDecisions() {
    let grown = UnsafeMutablePointer<Decision>.allocate(capacity: decisionCapacity * 2)
    grown.initialize(from: decisions, count: decisionCount)
    decisions.deallocate()
    decisions = grown
    decisionCapacity *= 2
  }

  /// Forgets what was decided, but not on what decisions depend.
  private func forgetDecisions() {
    table.removeAll()
    for way in ways { table.add(way.key, way.target) }
    for number in 0..<classCount {
      classes[number].visits = 0
      classes[number].misses = 0
    }
    beginAnew()
  }

  private func forget() {
    table.removeAll()
    ways.removeAll()
    for list in slotLists { list.deallocate() }
    slotLists.removeAll()
    opaqueLists.removeAll()
    classCount = 0
    firstSlots = [0]
    news.removeAll()
    beginAnew()
  }

  private func beginAnew() {
    decisionCount = 0
    shapesSeen = 0
    shapesMissed = 0
    place = .nowhere
    generation += 1
    epoch = epoch == .max ? 1 : epoch + 1
  }
}
