/// Reads blocks of a plain file of lines: block `n` holds the lines that begin in it.
struct BlockReader: Sendable {
  /// How much is read past a block at first, to find the end of its last line; most records are shorter.
  private static let overlap = 16 << 10

  let descriptor: Descriptor
  let path: String
  let size: UInt64
  let limits: IngestLimits

  var count: Int { max(1, Int((size + UInt64(limits.chunkBytes) - 1) / UInt64(limits.chunkBytes))) }

  /// The bytes of the file that are a block's, in which its lines begin.
  func bytes(of block: Int) -> Range<UInt64> {
    let start = min(UInt64(block) * UInt64(limits.chunkBytes), size)
    return start..<min(start + UInt64(limits.chunkBytes), size)
  }

  /// - Parameter buffer: an empty one, or one that holds the file's first bytes, for block 0.
  func piece(_ index: Int, in buffer: ByteBuffer) -> Piece {
    let blockStart = UInt64(index) * UInt64(limits.chunkBytes)
    // One byte back: whether the block begins a line.
    let from = index == 0 ? 0 : blockStart - 1
    let blockEnd = Int(blockStart - from) + limits.chunkBytes
    var window = Window(descriptor: descriptor, from: from, size: size, buffer: buffer)
    window.fill(upTo: blockEnd + Self.overlap)
    var piece = cut(&window, index: index, blockEnd: blockEnd)
    piece.problem = window.failure.map {
      InputProblem(path: path, kind: .readFailed(reason: $0.message, offset: from + UInt64(window.buffer.count)))
    }
    window.buffer.truncate(to: piece.span.upperBound)
    window.buffer.seal()
    piece.buffer = window.buffer
    return piece
  }

  private func cut(_ window: inout Window, index: Int, blockEnd: Int) -> Piece {
    var first = 0
    if index == 0 {
      if window.buffer.bytes.starts(with: Lines.byteOrderMark) { first = Lines.byteOrderMark.count }
    } else {
      guard let newline = Lines.firstNewline(window.buffer.bytes), newline + 1 < blockEnd else { return Piece() }
      first = newline + 1
    }
    // The last line is the one that holds the block's last byte.
    var searched = blockEnd - 1
    while true {
      let bytes = window.buffer.bytes
      if let newline = Lines.firstNewline(bytes, from: searched) { return piece(bytes, first..<newline + 1, window) }
      if window.isEnded { return piece(bytes, Swift.min(first, bytes.count)..<bytes.count, window) }
      searched = bytes.count
      let lastLine = Swift.max(
        first, Lines.lastNewline(bytes, before: Swift.min(blockEnd, bytes.count)).map { $0 + 1 } ?? 0)
      if bytes.count - lastLine > limits.maxRecordBytes {
        var cut = piece(bytes, first..<lastLine, window)
        let before = Lines.count(UnsafeBufferPointer(rebasing: bytes[cut.span]))
        cut.badRecords.append(
          BadRecord(
            reason: .tooLarge(limit: limits.maxRecordBytes), offset: window.from + UInt64(lastLine), length: 0,
            precedingRecords: before))
        return cut
      }
      window.fill(upTo: bytes.count * 2)
    }
  }

  private func piece(_ bytes: UnsafeBufferPointer<UInt8>, _ span: Range<Int>, _ window: Window) -> Piece {
    Lines.piece(
      of: bytes, span: span, offset: window.from, isEnd: window.isEnded && span.upperBound == bytes.count,
      limit: limits.maxRecordBytes, bad: [])
  }
}

extension BlockReader {
  /// A growing part of the file.
  private struct Window {
    let descriptor: Descriptor
    let from: UInt64
    let size: UInt64
    let buffer: ByteBuffer
    /// Whether the part reaches the file's end, or a place that cannot be read.
    var isEnded = false
    var failure: SystemFailure?

    /// What is appended to the file while it is read is left out, so that the blocks agree on its end.
    mutating func fill(upTo target: Int) {
      let most = Int(Swift.min(UInt64(target), size > from ? size - from : 0))
      buffer.reserve(most)
      while buffer.count < most, !isEnded {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.room.prefix(most - buffer.count))
        do {
          let count = try descriptor.read(into: room, at: from + UInt64(buffer.count))
          buffer.advance(by: count)
          if count == 0 { isEnded = true }
        } catch {
          failure = error
          isEnded = true
        }
      }
      if from + UInt64(buffer.count) >= size { isEnded = true }
    }
  }
}
