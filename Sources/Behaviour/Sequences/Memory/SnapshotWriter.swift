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
