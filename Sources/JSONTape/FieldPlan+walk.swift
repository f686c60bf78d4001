#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FieldPlan {
  /// Fills `table` with what the plan's paths reach from the value at `root`.
  public func walk(_ document: Document, from root: UInt32, into table: Slots) {
    table.reset()
    guard document.tag(root) == 0x7B else { return }
    Walk(self, nil, nil, document, table).object(root, 0)
  }

  /// The same, writing down what the walk depends on and what it fills.
  func walk(_ document: Document, from root: UInt32, into table: Slots, recording recorder: SkeletonRecorder) {
    table.reset()
    guard document.tag(root) == 0x7B else { return }
    Walk(self, nil, recorder, document, table).object(root, 0)
  }
}

extension KeyTrail {
  /// The same by the trail's plan, learning on the way.
  @inline(__always)
  func walk(_ document: Document, from root: UInt32, into table: Slots) {
    table.reset()
    guard document.tag(root) == 0x7B else { return }
    Walk(plan, self, nil, document, table).object(root, 0)
  }
}

/// One walk. Recursion is bounded by the parser's depth limit.
private struct Walk {
  let document: Document
  let table: Slots
  let nodes: UnsafePointer<FieldPlan.Node>
  let entries: UnsafePointer<FieldPlan.Entry>
  let keys: UnsafePointer<UInt8>
  let nodeSlots: UnsafePointer<UInt32>
  unowned(unsafe) let plan: FieldPlan
  let states: UnsafeMutablePointer<KeyTrail.State>?
  let starts: UnsafeMutablePointer<UInt32>?
  // proof: the caller of the walk holds plan and trail.
  unowned(unsafe) let trail: KeyTrail?
  // proof: as above. Only walks without a trail are recorded.
  unowned(unsafe) let recorder: SkeletonRecorder?

  @inline(__always)
  init(_ plan: FieldPlan, _ trail: KeyTrail?, _ recorder: SkeletonRecorder?, _ document: Document, _ table: Slots) {
    self.document = document
    self.table = table
    nodes = UnsafePointer(plan.nodes.baseAddress.unsafelyUnwrapped)
    entries = UnsafePointer(plan.entries.baseAddress.unsafelyUnwrapped)
    keys = UnsafePointer(plan.keyBytes.baseAddress.unsafelyUnwrapped)
    nodeSlots = UnsafePointer(plan.nodeSlots.baseAddress.unsafelyUnwrapped)
    self.plan = plan
    states = trail?.states
    starts = trail?.starts
    self.trail = trail
    self.recorder = recorder
  }

  @inline(__always)
  private func child(of node: FieldPlan.Node, first: UInt64, last: UInt64, key: ByteSpan) -> UInt32 {
    var at = FieldPlan.hash(first, last, key.count) & node.mask
    while true {
      let entry = entries + Int(node.table &+ at)
      if entry.pointee.child == .max { return .max }
      if entry.pointee.first == first, entry.pointee.last == last, Int(entry.pointee.length) == key.count {
        if key.count <= 16 || memcmp(keys + Int(entry.pointee.keyOffset), key.start, key.count) == 0 {
          return entry.pointee.child
        }
      }
      at = (at &+ 1) & node.mask
    }
  }

  /// The first and last eight bytes; reads up to 7 bytes past a short key, which the document's padding allows.
  @inline(__always)
  private func ends(_ key: ByteSpan) -> (UInt64, UInt64) {
    let word = key.start.loadUnaligned(as: UInt64.self)
    if key.count >= 8 { return (word, (key.start + (key.count &- 8)).loadUnaligned(as: UInt64.self)) }
    let masked = word & ((1 &<< UInt64(truncatingIfNeeded: key.count &* 8)) &- 1)
    return (masked, masked)
  }

  @inline(__always)
  func object(_ index: UInt32, _ nodeIndex: UInt32) {
    if let states, let starts {
      trodden(index, nodeIndex, states, starts)
    } else {
      plain(index, nodeIndex)
    }
  }

  /// Compares each key with the one that followed the key before it the last time.
  private func trodden(
    _ index: UInt32, _ nodeIndex: UInt32, _ states: UnsafeMutablePointer<KeyTrail.State>,
    _ starts: UnsafeMutablePointer<UInt32>
  ) {
    let stop = document.end(index)
    var at = index &+ 1
    guard at < stop else { return }
    var number = starts[Int(nodeIndex)]
    let key = document.string(at)
    if !states[Int(number)].matches(key) {
      number = find(key, nodeIndex)
      starts[Int(nodeIndex)] = number
    }
    while true {
      let state = states + Int(number)
      let value = at &+ 1
      let word = document.tape[Int(value)]
      let tag = UInt8(truncatingIfNeeded: word &>> 56)
      let isDotted = state.pointee.isDotted
      if state.pointee.child != .max { visit(value, tag, state.pointee.child) }
      if isDotted { dotted(document.string(at), value, nodeIndex) }
      switch tag {
      case 0x7B, 0x5B: at = UInt32(truncatingIfNeeded: word)
      case 0x6C, 0x75, 0x64: at = value &+ 2
      default: at = value &+ 1
      }
      guard at < stop else { return }
      let key = document.string(at)
      if number == KeyTrail.scratch {
        // The walk below may have rewritten it: what it says is of another object.
        number = find(key, nodeIndex)
        continue
      }
      number = state.pointee.next
      if states[Int(number)].matches(key) { continue }
      number = state.pointee.other
      if !states[Int(number)].matches(key) { number = find(key, nodeIndex) }
      state.pointee.other = state.pointee.next
      state.pointee.next = number
    }
  }

  @inline(never)
  private func find(_ key: ByteSpan, _ nodeIndex: UInt32) -> UInt32 {
    guard let trail else { return KeyTrail.none }
    let (first, last) = ends(key)
    return trail.state(key, node: nodeIndex, first: first, last: last) {
      child(of: nodes[Int(nodeIndex)], first: first, last: last, key: key)
    } isDotted: {
      nodes[Int(nodeIndex)].deep && hasDot(key, first, last)
    }
  }

  private func plain(_ index: UInt32, _ nodeIndex: UInt32) {
    let node = nodes[Int(nodeIndex)]
    let stop = document.end(index)
    var at = index &+ 1
    while at < stop {
      recorder?.depends(on: at)
      let key = document.string(at)
      let value = at &+ 1
      let (first, last) = ends(key)
      let found = child(of: node, first: first, last: last, key: key)
      if found != .max { visit(value, document.tag(value), found) }
      if node.deep, hasDot(key, first, last) { dotted(key, value, nodeIndex) }
      at = document.next(value)
    }
  }

  @inline(__always)
  private func hasDot(_ key: ByteSpan, _ first: UInt64, _ last: UInt64) -> Bool {
    func zeroByte(_ word: UInt64) -> Bool {
      (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
    }
    let dots: UInt64 = 0x2E2E_2E2E_2E2E_2E2E
    if zeroByte(first ^ dots) || zeroByte(last ^ dots) { return true }
    return key.count > 16 && memchr(key.start, 0x2E, key.count) != nil
  }

  /// A key that holds dots: its first part may be a key of the path, the rest the next ones.
  @inline(never)
  private func dotted(_ key: ByteSpan, _ value: UInt32, _ nodeIndex: UInt32) {
    let node = nodes[Int(nodeIndex)]
    guard node.hasChildren else { return }
    var split = 0
    while split < key.count {
      guard let dot = memchr(key.start + split, 0x2E, key.count - split) else { return }
      let length = UnsafeRawPointer(dot) - key.start
      split = length + 1
      let head = key.prefix(length)
      let (first, last) = ends(head)
      let found = child(of: node, first: first, last: last, key: head)
      guard found != .max, nodes[Int(found)].hasChildren else { continue }
      let rest = key.dropFirst(split)
      let (restFirst, restLast) = ends(rest)
      let end = child(of: nodes[Int(found)], first: restFirst, last: restLast, key: rest)
      if end != .max { visit(value, document.tag(value), end) }
      dotted(rest, value, found)
    }
  }

  @inline(__always)
  private func visit(_ value: UInt32, _ tag: UInt8, _ nodeIndex: UInt32) {
    let node = nodes + Int(nodeIndex)
    switch tag {
    case 0x7B:
      record(value, tag, node)
      if node.pointee.hasChildren { inner(value, nodeIndex) }
    case 0x5B:
      array(value, nodeIndex)
    default:
      record(value, tag, node)
    }
  }

  @inline(never)
  private func inner(_ value: UInt32, _ nodeIndex: UInt32) { object(value, nodeIndex) }

  @inline(__always)
  private func record(_ value: UInt32, _ tag: UInt8, _ node: UnsafePointer<FieldPlan.Node>) {
    var slot = node.pointee.firstSlot
    let stop = slot &+ node.pointee.slotCount
    while slot < stop {
      table.fill(value, tag: tag, to: nodeSlots[Int(slot)])
      recorder?.fills(nodeSlots[Int(slot)], with: value)
      slot &+= 1
    }
  }

  @inline(never)
  private func array(_ index: UInt32, _ nodeIndex: UInt32) {
    let node = nodes[Int(nodeIndex)]
    let stop = document.end(index)
    var at = index &+ 1
    if at >= stop { record(index, 0x5B, nodes + Int(nodeIndex)) }
    if node.list < 0 {
      while at < stop {
        visit(at, document.tag(at), nodeIndex)
        at = document.next(at)
      }
      return
    }
    while at < stop {
      visit(at, document.tag(at), nodeIndex)
      if node.list >= 0, document.tag(at) == 0x7B { pair(at, nodeIndex, plan.lists[Int(node.list)]) }
      at = document.next(at)
    }
  }

  /// A `{name, value}` pair of a named list.
  private func pair(_ index: UInt32, _ nodeIndex: UInt32, _ list: FieldPlan.List) {
    var name: ByteSpan?
    document.forEachMember(index) { key, value in
      guard document.tag(value) == 0x22, key.isExactly(list.name) else { return true }
      name = document.string(value)
      recorder?.depends(on: value)
      return false
    }
    guard let name else { return }
    let (first, last) = ends(name)
    let node = nodes[Int(nodeIndex)]
    guard node.hasChildren else { return }
    let found = child(of: node, first: first, last: last, key: name)
    guard found != .max || node.deep else { return }
    document.forEachMember(index) { key, value in
      if list.values.contains(where: { key.isExactly($0) }) {
        if found != .max { visit(value, document.tag(value), found) }
        if node.deep, hasDot(name, first, last) { dotted(name, value, nodeIndex) }
      }
      return true
    }
  }
}

extension ByteSpan {
  func isExactly(_ bytes: [UInt8]) -> Bool {
    count == bytes.count && bytes.withUnsafeBytes { memcmp(start, $0.baseAddress ?? start, count) == 0 }
  }
}
