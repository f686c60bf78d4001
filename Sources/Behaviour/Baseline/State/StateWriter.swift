/// Writes numbers in little-endian order, and a checksum at the end.
struct StateWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: some FixedWidthInteger & BitwiseCopyable) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ value: Float) { put(value.bitPattern) }

  mutating func put<V: SIMD>(_ vector: V) where V.Scalar: FixedWidthInteger & BitwiseCopyable {
    for index in 0..<V.scalarCount { put(vector[index]) }
  }

  mutating func put<V: SIMD>(_ vector: V) where V.Scalar == Float {
    for index in 0..<V.scalarCount { put(vector[index].bitPattern) }
  }

  mutating func seal() { put(StateChecksum.of(bytes[...])) }
}

/// A 64-bit sum over eight bytes at a time: finds damage, and is no defence against forging.
enum StateChecksum {
  static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(raw.count)
      let words = raw.count / 8
      for word in 0..<words {
        let value = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
        sum = (sum ^ value) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 29
      }
      for index in (words * 8)..<raw.count { sum = (sum ^ UInt64(raw[index])) &* 0x100_0000_01B3 }
      return sum
    }
  }
}
