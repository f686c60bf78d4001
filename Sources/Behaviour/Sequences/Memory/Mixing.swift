/// Hashes of several hashes, the same in every process.
enum Mixing {
  /// Never 0.
  @inline(__always)
  static func key(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var hash = (left ^ (right &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
    hash ^= hash >> 29
    hash = (hash &+ right) &* 0x94D0_49BB_1331_11EB
    hash ^= hash >> 32
    return hash == 0 ? 1 : hash
  }
}
