/// Why a snapshot was refused. The state is then as it was before; start without one.
public enum SnapshotError: Error, Sendable, Equatable {
  /// Not a snapshot of sequences, cut short, or altered: the checksum does not hold.
  case damaged
  /// Written by another version, or for another machine's layout.
  case otherVersion
  /// Written by a shard with another number, or of another count.
  case otherShard
}

/// Bytes of a snapshot in this machine's order, closed with a checksum.
struct SnapshotWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) { writeBytes(of: value) }

  /// Entries hold only integers and floats (`KeyedEntry`), so that their bytes are the whole of them.
  mutating func writeBytes<Value: BitwiseCopyable>(of value: Value) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0.prefix(MemoryLayout<Value>.size)) }
  }

  mutating func close() { write(SnapshotReader.checksum(bytes[...])) }
}

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
