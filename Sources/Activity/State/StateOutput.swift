/// Bytes of a state: numbers in little-endian order, texts and runs of bytes behind their length.
public struct StateOutput: Sendable {
  @usableFromInline var storage: [UInt8] = []

  public init() {}

  public var bytes: [UInt8] { storage }
  public var count: Int { storage.count }

  /// In as many bytes as its type has.
  @inlinable
  public mutating func put(_ value: some FixedWidthInteger & BitwiseCopyable) {
    withUnsafeBytes(of: value.littleEndian) { storage.append(contentsOf: $0) }
  }

  /// One byte.
  public mutating func put(_ value: Bool) { put(UInt8(value ? 1 : 0)) }
  /// By its bits.
  public mutating func put(_ value: Double) { put(value.bitPattern) }

  /// A number of things that follow.
  public mutating func put(count: Int) { put(UInt32(clamping: count)) }

  /// A text behind its length in bytes.
  public mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      put(count: bytes.count)
      storage.append(contentsOf: bytes)
    }
  }

  /// A text, or that there is none.
  public mutating func put(_ text: String?) {
    put(text != nil)
    if let text { put(text) }
  }

  /// Bytes behind their length, which may pass 4 GiB.
  public mutating func put(_ bytes: [UInt8]) {
    put(UInt64(bytes.count))
    storage += bytes
  }

  /// Makes room for so many bytes in all.
  public mutating func reserve(_ count: Int) { storage.reserveCapacity(count) }

  /// Bytes as they are.
  public mutating func append(_ bytes: [UInt8]) { storage += bytes }
}
