import JSONTape

/// Keeping what was decided, and learning on what it depends.
extension DecisionMemory {
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
    decisionCapacity *= 2
    decisions.grow(keeping: decisionCount, capacity: decisionCapacity)
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
