/// A fact in 32 bits: 28 of its value's hash and its kind. Two values of one kind that share 28 bits count as one,
/// which errs to silence, once in hundreds of millions of pairs.
struct FactPrint: Equatable, BitwiseCopyable {
  let bits: UInt32

  init(_ kind: FactKind, _ value: UInt64) {
    let mixed = kind.keepsValue ? value : ((value ^ (value >> 29)) &* 0xBF58_476D_1CE4_E5B9) >> 30
    // 0 marks a free place: no value's 28 bits are all 0.
    let hash = UInt32(truncatingIfNeeded: mixed) & 0x0FFF_FFFF
    bits = (hash == 0 ? 1 : hash) << 4 | UInt32(kind.rawValue)
  }

  init(bits: UInt32) { self.bits = bits }

  var kind: FactKind? { FactKind(rawValue: UInt8(bits & 15)) }

  /// Whether it is a fact at all, and of the shelf.
  func isOn(_ shelf: FactKind.Shelf) -> Bool { bits != 0 && kind?.shelf == shelf }

  /// The value itself, for kinds that keep it.
  var value: UInt32 { bits >> 4 }
}

extension FactKind {
  /// Kinds whose values fit in 28 bits, so that a finding can name what is usual without other memory.
  @inline(__always)
  var keepsValue: Bool { self == .country || self == .agent || self == .addressKind }
}
