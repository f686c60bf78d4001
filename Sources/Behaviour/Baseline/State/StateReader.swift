/// Reads what `StateWriter` wrote; every read is bounded, and floats that are no plain numbers are refused, since they
/// would poison what is counted with them.
struct StateReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  /// Checks the sum over all but the last eight bytes.
  init(_ all: [UInt8]) throws(BehaviourStateError) {
    guard all.count >= 16 else { throw .damaged("too short") }
    bytes = all[..<(all.count - 8)]
    var stored: UInt64 = 0
    for index in 0..<8 { stored |= UInt64(all[all.count - 8 + index]) << UInt64(index * 8) }
    guard StateChecksum.of(bytes) == stored else { throw .damaged("checksum differs") }
    place = 0
  }

  var remaining: Int { bytes.count - place }

  mutating func number<N: FixedWidthInteger & BitwiseCopyable>(_ type: N.Type = N.self) throws(BehaviourStateError) -> N
  {
    let size = MemoryLayout<N>.size
    guard remaining >= size else { throw .damaged("cut short") }
    let value = bytes.withUnsafeBytes { N(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: N.self)) }
    place += size
    return value
  }

  /// A number of things that take at least `size` bytes each.
  mutating func count(of size: Int) throws(BehaviourStateError) -> Int {
    let count = try number(UInt32.self)
    guard Int(count) <= remaining / max(size, 1) else { throw .damaged("a count is beyond the end") }
    return Int(count)
  }

  /// A float that is finite and not negative.
  mutating func float() throws(BehaviourStateError) -> Float {
    let value = Float(bitPattern: try number(UInt32.self))
    guard value.isFinite, value >= 0, value <= 1e30 else { throw .damaged("a count is no number") }
    return value
  }

  mutating func vector<V: SIMD>(_ type: V.Type) throws(BehaviourStateError) -> V
  where V.Scalar: FixedWidthInteger & BitwiseCopyable {
    var vector = V()
    for index in 0..<V.scalarCount { vector[index] = try number(V.Scalar.self) }
    return vector
  }

  mutating func floats<V: SIMD>(_ type: V.Type) throws(BehaviourStateError) -> V where V.Scalar == Float {
    var vector = V()
    for index in 0..<V.scalarCount { vector[index] = try float() }
    return vector
  }
}
