/// Cuts where brackets say that a record ends.
final class StructureCutter: Cutter {
  /// With so many bad pieces a chunk is given although it holds no record.
  private static let manyBad = 1024

  private let intake: Intake
  private let limits: IngestLimits
  private let framer: Framer

  init(intake: Intake, limits: IngestLimits, framer: Framer) {
    self.intake = intake
    self.limits = limits
    self.framer = framer
  }

  func next() -> Piece {
    var piece = Piece()
    var ranges: [RecordRange] = []
    var target = limits.chunkBytes
    while true {
      intake.fill(upTo: target)
      let offset = intake.offset
      framer.scan(intake.buffer.bytes, at: offset, isFinal: intake.isEnded) { found in
        if let reason = BadRecord.Reason(found, limit: limits.maxRecordBytes) {
          piece.badRecords.append(
            BadRecord(reason: reason, offset: found.offset, length: found.length, precedingRecords: ranges.count))
        } else {
          ranges.append(RecordRange(offset: Int(found.offset - offset), length: Int(found.length)))
        }
      }
      let held = Int(framer.keep - offset)
      guard intake.isEnded || !ranges.isEmpty || piece.badRecords.count >= Self.manyBad else {
        intake.drop(held)
        target = intake.buffer.count + limits.chunkBytes
        continue
      }
      let end = ranges.last.map { Int($0.offset) + Int($0.length) } ?? 0
      piece.span = 0..<end
      piece.layout = .ranges(ranges)
      piece.streamOffset = offset
      piece.isLast = intake.isEnded
      if piece.isLast { piece.problem = intake.problem }
      piece.buffer = intake.handOver(end: end, keepingFrom: piece.isLast ? intake.buffer.count : held)
      return piece
    }
  }
}
