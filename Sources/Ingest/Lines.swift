import CSimdJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lines as records.
enum Lines {
  static let newline = UInt8(ascii: "\n")
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func firstNewline(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    guard let found = memchr(base + start, Int32(newline), bytes.count - start) else { return nil }
    return UnsafeRawPointer(base).distance(to: found)
  }

  /// Within the first `end` bytes.
  static func lastNewline(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let found = yagura_last_newline(base, end)
    return found == end ? nil : found
  }

  /// Calls `body` with the range of every line that is not blank.
  @inline(__always)
  static func forEach(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ start: Int, _ length: Int) throws -> Void
  ) rethrows {
    guard let base = bytes.baseAddress else { return }
    var position = 0
    var start = 0
    var length = 0
    while yagura_next_line(base, bytes.count, &position, &start, &length) != 0 { try body(start, length) }
  }

  static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    forEach(bytes) { _, _ in count += 1 }
    return count
  }

  /// Makes a piece of `span`, whose last line is whole unless the file ends with it.
  ///
  /// - Parameters:
  ///   - offset: where the buffer begins in the file.
  ///   - isEnd: the span reaches to the file's end.
  ///   - bad: what was bad before the span.
  static func piece(
    of bytes: UnsafeBufferPointer<UInt8>, span: Range<Int>, offset: UInt64, isEnd: Bool, limit: Int, bad: [BadRecord]
  ) -> Piece {
    var span = span
    var piece = Piece(layout: .lines, streamOffset: offset + UInt64(span.lowerBound), badRecords: bad)
    var truncated: Range<Int>?
    if isEnd, let last = bytes[span].last, last != newline {
      let start = max(span.lowerBound, lastNewline(bytes, before: span.upperBound).map { $0 + 1 } ?? 0)
      let line = UnsafeBufferPointer(rebasing: bytes[start..<span.upperBound])
      if line.count <= limit, let base = line.baseAddress, yagura_line_is_truncated(base, line.count) != 0 {
        truncated = start..<span.upperBound
        span = span.lowerBound..<start
      }
    }
    piece.span = span
    let whole = UnsafeBufferPointer(rebasing: bytes[span])
    var records = 0
    if whole.count > limit {
      // Only here can a line be over the limit; the consumer then gets ranges, so that it need not look for itself.
      var ranges: [RecordRange] = []
      forEach(whole) { start, length in
        if length <= limit {
          ranges.append(RecordRange(offset: start, length: length))
        } else {
          piece.badRecords.append(
            BadRecord(
              reason: .tooLarge(limit: limit), offset: piece.streamOffset + UInt64(start), length: UInt64(length),
              precedingRecords: ranges.count))
        }
      }
      piece.layout = .ranges(ranges)
      records = ranges.count
    } else if truncated != nil {
      records = count(whole)
    }
    if let truncated {
      piece.badRecords.append(
        BadRecord(
          reason: .truncated, offset: offset + UInt64(truncated.lowerBound), length: UInt64(truncated.count),
          precedingRecords: records))
    }
    return piece
  }
}
