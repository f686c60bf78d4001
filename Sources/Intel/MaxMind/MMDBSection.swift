import JSONTape

/// Why a database cannot be read.
struct MMDBFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Reads values of an MMDB data section (MaxMind DB file format 2.0) in place, with bounds on depth and on work.
///
/// libmaxminddb's own decoder is not used for records: its releases up to 1.7 follow nested values without a bound on
/// depth when they skip them, and pointers to pointers multiply; a hostile file could exhaust stack or memory. Every
/// read here is checked against the section, which the owner keeps mapped.
struct MMDBSection {
  let start: UnsafeRawPointer
  let count: Int

  /// A record nests at most this deep.
  static let maxDepth = 12
  /// A record has at most this many values.
  static let maxValues = 4096

  /// What one record may still cost.
  struct Budget {
    var values = MMDBSection.maxValues
    mutating func spend() throws(MMDBFault) {
      values -= 1
      if values < 0 { throw MMDBFault("a record has more than \(MMDBSection.maxValues) values") }
    }
  }

  enum Kind: UInt8 {
    case extended = 0
    case pointer, string, double, bytes, uint16, uint32, map, int32, uint64, uint128, array, container, end, boolean
    case float
  }

  /// A value's head: what it is, how large, where its content begins.
  struct Head {
    var kind: Kind
    var size: Int
    var content: Int
    /// Where the next value begins if this one stands here and holds no others; for a pointer's target, after the
    /// pointer.
    var afterPointer: Int?
  }

  private func byte(_ offset: Int) throws(MMDBFault) -> UInt8 {
    guard offset >= 0, offset < count else { throw MMDBFault("a value lies outside of the data section") }
    return start.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// `length` bytes as a big-endian number; at most 8.
  private func number(_ offset: Int, _ length: Int) throws(MMDBFault) -> UInt64 {
    guard offset >= 0, length >= 0, length <= 8, offset <= count - length else {
      throw MMDBFault("a value lies outside of the data section")
    }
    var value: UInt64 = 0
    for index in 0..<length { value = value << 8 | UInt64(start.load(fromByteOffset: offset + index, as: UInt8.self)) }
    return value
  }

  /// The value at `offset`, with a pointer followed (once: the format forbids pointers to pointers).
  func head(_ offset: Int) throws(MMDBFault) -> Head {
    let first = try head(plain: offset)
    guard first.kind == .pointer else { return first }
    var target = try head(plain: first.size)
    guard target.kind != .pointer else { throw MMDBFault("a pointer points to a pointer") }
    target.afterPointer = first.content
    return target
  }

  /// The value at `offset` itself. For a pointer, `size` is where it points and `content` what follows it.
  private func head(plain offset: Int) throws(MMDBFault) -> Head {
    let control = try byte(offset)
    var content = offset + 1
    var code = control >> 5
    if code == 1 { return try pointer(control, content) }
    if code == 0 {
      code = try byte(content) &+ 7
      content += 1
      guard code > 7, code <= Kind.float.rawValue else { throw MMDBFault("a value has an unknown type") }
    }
    guard let kind = Kind(rawValue: code) else { throw MMDBFault("a value has an unknown type") }
    var size = Int(control & 31)
    if size >= 29 {
      let length = size - 28
      let base = [29, 285, 65_821][length - 1]
      size = base + Int(try number(content, length))
      content += length
    }
    switch kind {
    case .map, .array, .boolean: break
    default:
      guard content <= count - size else { throw MMDBFault("a value lies outside of the data section") }
    }
    return Head(kind: kind, size: size, content: content, afterPointer: nil)
  }

  private func pointer(_ control: UInt8, _ content: Int) throws(MMDBFault) -> Head {
    let length = Int(control >> 3 & 3) + 1
    let rest = Int(try number(content, length))
    let high = Int(control & 7)
    let target =
      switch length {
      case 1: high << 8 | rest
      case 2: (high << 16 | rest) + 2048
      case 3: (high << 24 | rest) + 526_336
      default: rest
      }
    return Head(kind: .pointer, size: target, content: content + length, afterPointer: nil)
  }

  /// Calls `body` with key and place of each member of the map at `offset`; nothing where it is no map.
  func forEachMember(
    _ offset: Int, _ budget: inout Budget, _ body: (ByteSpan, Int, inout Budget) throws(MMDBFault) -> Void
  ) throws(MMDBFault) {
    let map = try head(offset)
    guard map.kind == .map else { return }
    var at = map.content
    for _ in 0..<map.size {
      let key = try head(at)
      guard key.kind == .string else { throw MMDBFault("a map has a key that is no string") }
      let value = key.afterPointer ?? key.content + key.size
      try body(ByteSpan(start: start + key.content, count: key.size), value, &budget)
      at = try after(value, &budget, depth: 0)
    }
  }

  /// Where the value after the one at `offset` begins; checks what it passes over.
  func after(_ offset: Int, _ budget: inout Budget, depth: Int) throws(MMDBFault) -> Int {
    try budget.spend()
    let head = try head(plain: offset)
    switch head.kind {
    case .pointer: return head.content
    case .boolean: return head.content
    case .map, .array:
      guard depth < Self.maxDepth else { throw MMDBFault("a record nests deeper than \(Self.maxDepth)") }
      var at = head.content
      for _ in 0..<(head.kind == .map ? head.size * 2 : head.size) { at = try after(at, &budget, depth: depth + 1) }
      return at
    default: return head.content + head.size
    }
  }

  /// Follows everything below `offset`, pointers too, and refuses what is not well formed: text that is no UTF-8,
  /// numbers of a wrong size, too much depth or work.
  func verify(_ offset: Int, _ budget: inout Budget, depth: Int = 0) throws(MMDBFault) {
    try budget.spend()
    let head = try head(offset)
    switch head.kind {
    case .map, .array:
      guard depth < Self.maxDepth else { throw MMDBFault("a record nests deeper than \(Self.maxDepth)") }
      var at = head.content
      for place in 0..<head.size {
        if head.kind == .map {
          let key = try self.head(at)
          guard key.kind == .string else { throw MMDBFault("a map has a key that is no string (member \(place))") }
          try budget.spend()
          at = key.afterPointer ?? key.content + key.size
        }
        try verify(at, &budget, depth: depth + 1)
        at = try after(at, &budget, depth: depth)
      }
    case .double where head.size != 8: throw MMDBFault("a number of type double has \(head.size) bytes instead of 8")
    case .float where head.size != 4: throw MMDBFault("a number of type float has \(head.size) bytes instead of 4")
    case .uint16 where head.size > 2, .uint32 where head.size > 4, .int32 where head.size > 4,
      .uint64 where head.size > 8, .uint128 where head.size > 16, .boolean where head.size > 1:
      throw MMDBFault("a number has \(head.size) bytes, more than its type allows")
    case .container, .end, .extended: throw MMDBFault("a value has a type that records may not have")
    default: break
    }
  }

  // MARK: Scalars

  func text(_ offset: Int) throws(MMDBFault) -> ByteSpan? {
    let head = try head(offset)
    guard head.kind == .string else { return nil }
    return ByteSpan(start: start + head.content, count: head.size)
  }

  func unsigned(_ offset: Int) throws(MMDBFault) -> UInt64? {
    let head = try head(offset)
    switch head.kind {
    case .uint16, .uint32, .uint64, .int32:
      guard head.size <= 8 else { throw MMDBFault("a number has \(head.size) bytes, more than its type allows") }
      return try number(head.content, head.size)
    default: return nil
    }
  }

  func real(_ offset: Int) throws(MMDBFault) -> Double? {
    let head = try head(offset)
    switch head.kind {
    case .double where head.size == 8: return Double(bitPattern: try number(head.content, 8))
    case .float where head.size == 4:
      return Double(Float(bitPattern: UInt32(truncatingIfNeeded: try number(head.content, 4))))
    case .string: return Double(ByteSpan(start: start + head.content, count: min(head.size, 32)).text)
    default: return try unsigned(offset).map { Double($0) }
    }
  }

  /// Also of the texts that some providers write instead of a boolean.
  func isTrue(_ offset: Int) throws(MMDBFault) -> Bool {
    let head = try head(offset)
    switch head.kind {
    case .boolean: return head.size == 1
    case .string:
      return ["true", "1", "yes"].contains(ByteSpan(start: start + head.content, count: min(head.size, 8)).text)
    default: return try unsigned(offset).map { $0 != 0 } ?? false
    }
  }
}

/// Keys of records in a `switch`.
func ~= (pattern: StaticString, key: ByteSpan) -> Bool {
  key == ByteSpan(start: UnsafeRawPointer(pattern.utf8Start), count: pattern.utf8CodeUnitCount)
}
