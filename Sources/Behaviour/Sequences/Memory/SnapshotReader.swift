/// Bytes of a snapshot, read with bounds.
struct SnapshotReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Checks the checksum at the end.
  init(_ bytes: [UInt8]) throws(SnapshotError) {
    guard bytes.count >= 8 else { throw .damaged }
    let body = bytes.dropLast(8)
    var stored: UInt64 = 0
    withUnsafeMutableBytes(of: &stored) { $0.copyBytes(from: bytes.suffix(8)) }
    guard stored == Self.checksum(body) else { throw .damaged }
    self.bytes = body
    position = body.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func read<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) throws(SnapshotError) -> Value {
    try readBytes(as: type)
  }

  /// Only for types of which any bytes are a value.
  mutating func readBytes<Value: BitwiseCopyable>(as type: Value.Type) throws(SnapshotError) -> Value {
    let size = MemoryLayout<Value>.size
    guard bytes.endIndex - position >= size else { throw .damaged }
    // proof: `Value` is trivial, any bytes are a value of it, and a whole stride is zeroed before `size` are copied in.
    let value = withUnsafeTemporaryAllocation(
      byteCount: MemoryLayout<Value>.stride, alignment: MemoryLayout<Value>.alignment
    ) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      buffer.copyBytes(from: bytes[position..<position + size])
      return buffer.load(as: Value.self)
    }
    position += size
    return value
  }

  /// A count that the bytes left can hold, at so many bytes each.
  mutating func count(of size: Int) throws(SnapshotError) -> Int {
    let count = try read(UInt64.self)
    guard count <= UInt64((bytes.endIndex - position) / max(1, size)) else { throw .damaged }
    return Int(count)
  }

  /// FNV-1a in 64 bits, over words: against damage, not against forgery.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
