/// A window of compressed bytes that a decompressor eats from.
struct CompressedInput {
  private static let pieceBytes = 128 << 10

  private let source: PlainSource
  private let window: ByteBuffer
  private var eaten = 0
  /// Whether the source has no more bytes; the window may still hold some.
  private(set) var isExhausted = false

  init(source: PlainSource) {
    self.source = source
    window = ByteBuffer(capacity: Self.pieceBytes)
  }

  /// What is there and not yet eaten.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: window.bytes.dropFirst(eaten)) }

  /// Where `bytes` begins, in compressed bytes from the start.
  var offset: UInt64 { source.offset - UInt64(window.count - eaten) }

  mutating func eat(_ count: Int) { eaten = min(window.count, eaten + max(0, count)) }

  /// Makes sure that at least `wanted` bytes are there, unless the source ends before.
  mutating func fill(atLeast wanted: Int = 1) throws(InputProblem) {
    while window.count - eaten < wanted, !isExhausted {
      if eaten > 0 {
        window.removeFirst(eaten)
        eaten = 0
      }
      let count = try source.read(into: window.room)
      window.advance(by: count)
      if count == 0 { isExhausted = true }
    }
  }

  /// Skips zeroes, with which tapes and block devices are padded.
  mutating func skipPadding() throws(InputProblem) {
    repeat {
      try fill()
      eat(bytes.prefix { $0 == 0 }.count)
    } while bytes.isEmpty && !isExhausted
  }
}
