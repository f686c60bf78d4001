/// A trie of field paths to slots, filled in one walk of a document's tape.
///
/// A slot collects every value that one of its paths reaches. Arrays on the way are crossed; at the end of a path
/// an array's elements are collected, an object as itself. A record key that holds dots matches several keys of a
/// path. Immutable after it is built, and shared between threads.
// proof: all stored memory is written in init and never again; deinit runs when no thread holds the plan.
public final class FieldPlan: @unchecked Sendable {
  @usableFromInline let nodes: UnsafeMutableBufferPointer<Node>
  @usableFromInline let entries: UnsafeMutableBufferPointer<Entry>
  @usableFromInline let keyBytes: UnsafeMutableBufferPointer<UInt8>
  @usableFromInline let nodeSlots: UnsafeMutableBufferPointer<UInt32>
  let lists: [List]
  /// How many slots a `SlotTable` for this plan has.
  public let slotCount: Int

  struct List {
    var name: [UInt8]
    var values: [[UInt8]]
  }

  @usableFromInline
  struct Node: Sendable {
    /// Where its hash table starts in `entries`, and its size less one; a size of 0 has no children.
    @usableFromInline var table: UInt32
    @usableFromInline var mask: UInt32
    @usableFromInline var hasChildren: Bool
    /// A child has children, so that a dotted key may lead there.
    @usableFromInline var deep: Bool
    @usableFromInline var list: Int16
    @usableFromInline var firstSlot: UInt32
    @usableFromInline var slotCount: UInt32
  }

  /// A key of up to 16 bytes is told by its first and last eight bytes and its length alone.
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline var first: UInt64
    @usableFromInline var last: UInt64
    @usableFromInline var length: UInt32
    @usableFromInline var child: UInt32
    @usableFromInline var keyOffset: UInt32

    static let empty = Entry(first: 0, last: 0, length: 0, child: .max, keyOffset: 0)
  }

  /// Collects paths before a plan is made of them.
  public struct Builder {
    final class Branch {
      var children: [[UInt8]: Branch] = [:]
      var order: [[UInt8]] = []
      var slots: [UInt32] = []
      var list = -1

      func child(_ key: [UInt8]) -> Branch {
        if let known = children[key] { return known }
        let made = Branch()
        children[key] = made
        order.append(key)
        return made
      }
    }

    let root = Branch()
    var lists: [List] = []
    private var slots: [[String]: UInt32] = [:]
    public private(set) var slotCount = 0

    public init() {}

    /// The slot that collects from all of these paths; the same paths give the same slot.
    public mutating func slot(for paths: [String]) -> UInt32 {
      let key = paths.sorted()
      if let known = slots[key] { return known }
      let slot = UInt32(slotCount)
      slotCount += 1
      slots[key] = slot
      for path in Set(paths) {
        var branch = root
        for key in FieldPath(path).keys { branch = branch.child(key) }
        branch.slots.append(slot)
      }
      return slot
    }

    /// A slot that no path fills: for values that come from elsewhere than the document.
    public mutating func emptySlot(named name: String) -> UInt32 {
      let key = ["\0" + name]
      if let known = slots[key] { return known }
      let slot = UInt32(slotCount)
      slotCount += 1
      slots[key] = slot
      return slot
    }

    public mutating func add(_ list: NamedList) {
      guard lists.count < Int(Int16.max) else { return }
      var branch = root
      for key in FieldPath(list.path).keys { branch = branch.child(key) }
      branch.list = lists.count
      lists.append(List(name: Array(list.name.utf8), values: list.values.map { Array($0.utf8) }))
    }

    public func build() -> FieldPlan { FieldPlan(self) }
  }

  init(_ builder: Builder) {
    var nodes: [Node] = []
    var entries: [Entry] = []
    var keyBytes: [UInt8] = []
    var nodeSlots: [UInt32] = []
    // Breadth first: a node's number is its place in `branches`.
    var branches = [builder.root]
    var next = 0
    while next < branches.count {
      let branch = branches[next]
      next += 1
      var size = 1
      while size < branch.order.count * 2 { size *= 2 }
      let table = entries.count
      // The root is looked into even where it has no children.
      if !branch.order.isEmpty || next == 1 { entries.append(contentsOf: repeatElement(Entry.empty, count: size)) }
      for key in branch.order {
        guard let child = branch.children[key] else { continue }
        let (first, last) = key.withUnsafeBytes { Self.ends(padded: $0) }
        var at = Int(Self.hash(first, last, key.count)) & (size - 1)
        while entries[table + at].child != .max { at = (at + 1) & (size - 1) }
        entries[table + at] = Entry(
          first: first, last: last, length: UInt32(key.count), child: UInt32(branches.count),
          keyOffset: UInt32(keyBytes.count))
        keyBytes.append(contentsOf: key)
        branches.append(child)
      }
      nodes.append(
        Node(
          table: UInt32(table), mask: UInt32(size - 1), hasChildren: !branch.order.isEmpty,
          deep: branch.children.values.contains { !$0.order.isEmpty }, list: Int16(branch.list),
          firstSlot: UInt32(nodeSlots.count), slotCount: UInt32(branch.slots.count)))
      nodeSlots.append(contentsOf: branch.slots)
    }
    self.nodes = Self.copy(nodes)
    self.entries = Self.copy(entries)
    self.keyBytes = Self.copy(keyBytes)
    self.nodeSlots = Self.copy(nodeSlots)
    lists = builder.lists
    slotCount = builder.slotCount
  }

  deinit {
    nodes.deallocate()
    entries.deallocate()
    keyBytes.deallocate()
    nodeSlots.deallocate()
  }

  private static func copy<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = buffer.initialize(from: elements)
    return buffer
  }

  /// The first and the last eight bytes of a key, zero-filled, without reading past it.
  private static func ends(padded key: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    func load(_ bytes: some Collection<UInt8>) -> UInt64 {
      bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let first = load(key.prefix(8))
    return key.count < 8 ? (first, first) : (first, load(key.suffix(8)))
  }

  @inline(__always)
  static func hash(_ first: UInt64, _ last: UInt64, _ length: Int) -> UInt32 {
    let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(truncatingIfNeeded: length)
    return UInt32(truncatingIfNeeded: mixed >> 32) ^ UInt32(truncatingIfNeeded: length)
  }
}
