import JSONTape

/// One row of a table, its fields' bytes one after another: to be used again for the next.
public struct CSVRow {
  /// Where it begins, from 1.
  public private(set) var line = 0
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var length = 0

  public init() {}

  public var count: Int { ends.count }

  public var texts: [String] { ends.indices.map { String(decoding: bytes[bounds($0)], as: UTF8.self) } }

  /// The fields, valid within `body` only.
  public func withFields(_ body: ([ByteSpan]) -> Void) {
    bytes.withUnsafeBytes { buffer in
      body(ends.indices.map { ByteSpan(UnsafeRawBufferPointer(rebasing: buffer[bounds($0)])) })
    }
  }

  private func bounds(_ place: Int) -> Range<Int> { (place == 0 ? 0 : ends[place - 1])..<ends[place] }

  mutating func begin(_ line: Int) {
    self.line = line
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    length = 0
  }

  mutating func append(_ byte: UInt8) {
    guard length < CSVRecords.maxFieldBytes, ends.count < CSVRecords.maxFields else { return }
    bytes.append(byte)
    length += 1
  }

  mutating func endField(trimmed: Bool) {
    guard ends.count < CSVRecords.maxFields else { return }
    if trimmed {
      let start = ends.last ?? 0
      while bytes.count > start, bytes[bytes.count - 1] <= 0x20 { bytes.removeLast() }
    }
    ends.append(bytes.count)
    length = 0
  }
}
