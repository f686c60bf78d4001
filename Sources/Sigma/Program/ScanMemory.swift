import JSONTape

/// What a scan found in values seen before. The names of operations, agents and roles come again and again; a value
/// that is remembered costs a hash and a comparison.
struct ScanMemory {
  /// A power of two.
  private static let places = 512
  /// Longer values are seldom seen twice.
  private static let maxBytes = 256

  private var known: [Known?] = Array(repeating: nil, count: places)

  private final class Known {
    let bytes: [UInt8]
    let predicates: [UInt32]

    init(bytes: [UInt8], predicates: [UInt32]) {
      self.bytes = bytes
      self.predicates = predicates
    }
  }

  /// The predicates that the value passes, or `nil` where it is not remembered.
  func predicates(for value: ByteSpan, hash: UInt64) -> [UInt32]? {
    guard value.count <= Self.maxBytes, let known = known[Self.place(hash)] else { return nil }
    return known.bytes.withUnsafeBytes { ByteSpan($0) == value } ? known.predicates : nil
  }

  mutating func remember(_ predicates: [UInt32], for value: ByteSpan, hash: UInt64) {
    guard value.count <= Self.maxBytes else { return }
    known[Self.place(hash)] = Known(bytes: Array(value.buffer), predicates: predicates)
  }

  private static func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 20) & (places - 1) }
}
