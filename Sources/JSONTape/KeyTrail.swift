#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Remembers in which order keys follow one another, so that a walk compares a key with the one that came after its
/// neighbour the last time instead of looking it up. Records of one source repeat a few orders over and over.
///
/// A trail gives the same walk as the plan alone, whatever it has learned; it only makes it faster. One a worker.
public final class KeyTrail {
  let plan: FieldPlan
  let states: UnsafeMutablePointer<State>
  /// For each node of the plan, the state of the key that an object there began with last.
  let starts: UnsafeMutablePointer<UInt32>
  private let table: UnsafeMutablePointer<UInt32>
  private var count: UInt32 = 2
  private var longKeys: [UnsafeMutableRawPointer] = []

  /// Keys beyond these are looked up each time: those of a hostile record have no end.
  private static let maxStates: UInt32 = 1 << 14
  private static let tableMask = UInt32(1 << 15) - 1
  private static let maxKeyBytes = 128
  /// Never matches: what follows nothing.
  static let none: UInt32 = 0
  /// Rewritten for each key that is not remembered.
  static let scratch: UInt32 = 1

  /// A key at a node of the plan. A key of up to 16 bytes is told by its first and last eight and its length.
  struct State: BitwiseCopyable {
    var first: UInt64 = 0
    var last: UInt64 = 0
    var mask: UInt64 = 0
    /// Of the key, plus one; 0 matches no key, so that memory of zeroes holds nothing.
    var lengthPlusOne: UInt32 = 0
    var lastOffset: UInt32 = 0
    /// The two states that followed last.
    var next = KeyTrail.none
    var other = KeyTrail.none
    /// The plan's node for the key, or `.max`.
    var child: UInt32 = .max
    /// The node at which the key stands.
    var node: UInt32 = 0
    var isDotted = false
    /// All of a key of more than 16 bytes.
    var long: UnsafeRawPointer?

    @inline(__always)
    func matches(_ key: ByteSpan) -> Bool {
      guard key.count &+ 1 == Int(lengthPlusOne) else { return false }
      let head = key.start.loadUnaligned(as: UInt64.self) ^ first
      let tail = key.start.loadUnaligned(fromByteOffset: Int(lastOffset), as: UInt64.self) ^ last
      guard (head | tail) & mask == 0 else { return false }
      guard let long else { return true }
      return ByteSpan(start: long, count: key.count) == key
    }
  }

  public init(_ plan: FieldPlan) {
    self.plan = plan
    // Zeroes that the system gives page by page, as they are first written.
    let zeroes = calloc(Int(Self.maxStates), MemoryLayout<State>.stride)
    guard let zeroes else { fatalError("out of memory") }
    states = zeroes.bindMemory(to: State.self, capacity: Int(Self.maxStates))
    starts = .allocate(capacity: plan.nodes.count)
    starts.initialize(repeating: Self.none, count: plan.nodes.count)
    table = .allocate(capacity: Int(Self.tableMask) + 1)
    table.initialize(repeating: Self.none, count: Int(Self.tableMask) + 1)
  }

  deinit {
    free(states)
    starts.deallocate()
    table.deallocate()
    for key in longKeys { key.deallocate() }
  }

  /// The state of a key at a node; remembered if there is room.
  @inline(never)
  func state(_ key: ByteSpan, node: UInt32, first: UInt64, last: UInt64, child: () -> UInt32, isDotted: () -> Bool)
    -> UInt32
  {
    var at = (FieldPlan.hash(first, last, key.count) ^ node &* 0x9E37_79B1) & Self.tableMask
    while table[Int(at)] != Self.none {
      let known = states + Int(table[Int(at)])
      if known.pointee.node == node, known.pointee.matches(key) { return table[Int(at)] }
      at = (at &+ 1) & Self.tableMask
    }
    let isRemembered = count < Self.maxStates && key.count <= Self.maxKeyBytes
    let number = isRemembered ? count : Self.scratch
    var state = State(
      first: first, last: last, mask: key.count >= 8 ? .max : (1 &<< UInt64(truncatingIfNeeded: key.count &* 8)) &- 1,
      lengthPlusOne: UInt32(key.count) + 1, lastOffset: UInt32(max(0, key.count - 8)), child: child(), node: node,
      isDotted: isDotted())
    if isRemembered {
      count += 1
      table[Int(at)] = number
      if key.count > 16 {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: key.count + 8, alignment: 8)
        copy.copyMemory(from: key.start, byteCount: key.count)
        longKeys.append(copy)
        state.long = UnsafeRawPointer(copy)
      }
    } else {
      // Never predicted, so that its missing text is never asked for.
      state.lengthPlusOne = 0
    }
    states[Int(number)] = state
    return number
  }
}
