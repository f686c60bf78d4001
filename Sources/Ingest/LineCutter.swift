/// Cuts at newlines.
final class LineCutter: Cutter {
  private let intake: Intake
  private let limits: IngestLimits
  /// Set while a line over the limit is passed over: where it began.
  private var overlong: UInt64?

  init(intake: Intake, limits: IngestLimits) {
    self.intake = intake
    self.limits = limits
    if intake.buffer.bytes.starts(with: Lines.byteOrderMark) { intake.drop(Lines.byteOrderMark.count) }
  }

  func next() -> Piece {
    var bad: [BadRecord] = []
    var target = limits.chunkBytes
    while true {
      intake.fill(upTo: target)
      let bytes = intake.buffer.bytes
      if let start = overlong {
        let newline = Lines.firstNewline(bytes)
        guard newline != nil || intake.isEnded else {
          intake.drop(bytes.count)
          continue
        }
        let length = newline ?? bytes.count
        bad.append(
          BadRecord(
            reason: .tooLarge(limit: limits.maxRecordBytes), offset: start,
            length: intake.offset + UInt64(length) - start, precedingRecords: 0))
        overlong = nil
        intake.drop(min(bytes.count, length + 1))
        continue
      }
      if intake.isEnded { return cut(at: bytes.count, bad) }
      if let last = Lines.lastNewline(bytes, before: bytes.count) { return cut(at: last + 1, bad) }
      if bytes.count > limits.maxRecordBytes {
        overlong = intake.offset
        target = limits.chunkBytes
      } else {
        target = bytes.count * 2
      }
    }
  }

  private func cut(at end: Int, _ bad: [BadRecord]) -> Piece {
    var piece = Lines.piece(
      of: intake.buffer.bytes, span: 0..<end, offset: intake.offset, isEnd: intake.isEnded,
      limit: limits.maxRecordBytes, bad: bad)
    piece.isLast = intake.isEnded
    if piece.isLast { piece.problem = intake.problem }
    piece.buffer = intake.handOver(end: piece.span.upperBound, keepingFrom: end)
    return piece
  }
}
