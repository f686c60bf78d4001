/// Reads what `StateOutput` wrote. Whatever the bytes are, it gives values within their bounds or throws.
public struct StateInput: Sendable {
  @usableFromInline let bytes: [UInt8]
  @usableFromInline var place: Int
  @usableFromInline let limit: Int

  /// Event times lie well within the year 11000 on either side of 1970, so that their differences and sums with spans
  /// never overflow. Records tell none beyond the year 9999.
  public static let maxTime: Int64 = 1 << 58
  /// What is counted stays far from overflow, and so does the sum of as many counts as any memory holds.
  public static let maxCount = 1 << 40

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    place = 0
    limit = bytes.count
  }

  @inlinable public var remaining: Int { limit - place }
  @inlinable public var isAtEnd: Bool { place == limit }

  /// In as many bytes as its type has.
  @inlinable
  public mutating func number<N: FixedWidthInteger & BitwiseCopyable>(_ type: N.Type = N.self) throws(StateProblem) -> N
  {
    let start = try advance(MemoryLayout<N>.size)
    return bytes.withUnsafeBytes { N(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: N.self)) }
  }

  /// Moves on over so many bytes and gives where they begin.
  @inlinable
  mutating func advance(_ size: Int) throws(StateProblem) -> Int {
    guard remaining >= size else { throw .cut }
    defer { place += size }
    return place
  }

  /// A yes or no; any other byte is refused.
  public mutating func flag() throws(StateProblem) -> Bool {
    switch try number(UInt8.self) {
    case 0: return false
    case 1: return true
    default: throw .impossible("a yes or no")
    }
  }

  /// Any bits: whoever uses it holds it to its bounds.
  public mutating func double() throws(StateProblem) -> Double { Double(bitPattern: try number()) }

  /// An event time, 0 where there is none.
  public mutating func time() throws(StateProblem) -> Int64 {
    let time = try number(Int64.self)
    guard time.magnitude <= UInt64(Self.maxTime) else { throw .impossible("a time") }
    return time
  }

  /// How often something was: 0 or more.
  public mutating func tally() throws(StateProblem) -> Int {
    let count = try number(Int64.self)
    guard count >= 0, count <= Self.maxCount else { throw .impossible("a count") }
    return Int(count)
  }

  /// A number of things that follow and take at least `size` bytes each.
  public mutating func count(of size: Int, atMost limit: Int = .max) throws(StateProblem) -> Int {
    let count = Int(try number(UInt32.self))
    guard count <= remaining / max(1, size) else { throw .cut }
    guard count <= limit else { throw .impossible("so many of a kind") }
    return count
  }

  /// A place among `count` things.
  public mutating func index(below count: Int) throws(StateProblem) -> Int {
    let index = Int(try number(UInt32.self))
    guard index < count else { throw .impossible("a reference") }
    return index
  }

  /// A text behind its length; what is no UTF-8 is replaced.
  public mutating func text() throws(StateProblem) -> String {
    let count = try count(of: 1)
    let start = try advance(count)
    return String(decoding: bytes[start..<start + count], as: UTF8.self)
  }

  /// A text, or none.
  public mutating func optionalText() throws(StateProblem) -> String? { try flag() ? try text() : nil }

  /// Bytes behind a length of 64 bits.
  public mutating func data() throws(StateProblem) -> [UInt8] {
    let count = try number(UInt64.self)
    guard count <= UInt64(remaining) else { throw .cut }
    let start = try advance(Int(count))
    return Array(bytes[start..<start + Int(count)])
  }

  /// A word of a vocabulary; a value that is none of it is refused.
  public mutating func word<Word: RawRepresentable<UInt8>>(_ type: Word.Type = Word.self) throws(StateProblem) -> Word {
    guard let word = Word(rawValue: try number(UInt8.self)) else { throw .impossible("a word") }
    return word
  }

  /// To be called where nothing may follow.
  public func end() throws(StateProblem) {
    guard isAtEnd else { throw .impossible("what follows its end") }
  }
}
