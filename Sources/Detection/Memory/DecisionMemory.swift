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
  var generation = 0
  /// The same, for marks; never 0.
  var epoch: UInt32 = 1
  /// Which of the view's marks are this memory's.
  private let markNumber: Int

  var table = EdgeTable()
  var classes: UnsafeMutablePointer<Class>
  var classCount = 0
  /// The slots of classes, and those that are opaque to them.
  var slotLists: [UnsafeMutablePointer<UInt32>] = []
  var opaqueLists: [[UInt32]] = []
  var decisions: UnsafeMutablePointer<Decision>
  var decisionCount = 0
  var decisionCapacity = 256
  /// The shapes that are known, by the slot that decisions on them read first.
  var firstSlots: [UInt32] = [0]
  var news: NewValues
  /// How shapes and classes are found in the table, to find them again once decisions are forgotten.
  var ways: [(key: UInt64, target: UInt32)] = []
  /// Where `recall` gave up: what `remember` adds to.
  var place = Place.nowhere
  var shapesSeen = 0
  var shapesMissed = 0
  /// Records to let pass without a look, where shapes never come twice.
  var rest = 0

  enum Place {
    case nowhere
    case shape
    case root(UInt32)
    case member(Int, UInt64)
  }

  struct Class: BitwiseCopyable {
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

  static var leaf: UInt32 { 0x8000_0000 }
  static var noSlot: UInt32 { .max }
  let limits: MemoryLimits
  let mayMiss: UInt32

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
  func hash(_ member: UnsafeMutablePointer<Class>, _ view: RecordView) -> UInt64? {
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
}
