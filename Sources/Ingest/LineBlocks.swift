/// A plain file of lines, cut into blocks of equal size that are read independently of each other. They are given as
/// they stand in the file, or by their times where the file does not run with time.
final class LineBlocks: Sendable {
  private let reader: BlockReader
  private let pool: BufferPool
  private let meter: Meter
  /// So many bytes of the file's start were read, and counted, before.
  private let alreadyRead: Int
  private let order: BlockOrder?
  /// What was wrong with the file whose records these are, if they were written anew.
  private let turned: TurnedFile?

  /// Of a file that was written anew.
  init(_ turned: TurnedFile, path: String, limits: IngestLimits, pool: BufferPool, meter: Meter) {
    reader = BlockReader(descriptor: turned.descriptor, path: path, size: turned.size, limits: limits)
    self.pool = pool
    self.meter = meter
    // The original was counted when it was read.
    alreadyRead = Int(clamping: turned.size)
    order = BlockOrder(reader, pool: pool)
    self.turned = turned
  }

  init(reader: BlockReader, alreadyRead: Int, pool: BufferPool, meter: Meter) {
    self.reader = reader
    self.pool = pool
    self.meter = meter
    self.alreadyRead = alreadyRead
    turned = nil
    let isShort = reader.size <= UInt64(InputOrder.shortContent)
    guard !isShort, PlaceTimes.areDisordered(PlaceTimes.places(of: reader.descriptor, size: reader.size)) else {
      order = nil
      return
    }
    order = BlockOrder(reader, pool: pool)
  }

  var count: Int { reader.count }

  /// - Parameters:
  ///   - place: which block, in the order in which they are given.
  ///   - start: the file's first bytes, which were read already; of use if the block is at the file's start.
  func piece(_ place: Int, start: ByteBuffer? = nil) -> Piece {
    let known = order?.blocks[place]
    let number = known?.number ?? place
    let own = reader.bytes(of: number)
    let unread = max(own.lowerBound, UInt64(alreadyRead))
    if own.upperBound > unread { meter.add(bytes: Int(own.upperBound - unread)) }
    let start = number == 0 ? start : nil
    var piece = reader.piece(number, in: start ?? pool.take())
    piece.isLast = place == count - 1
    piece.time = known?.time
    piece.precedingRecords = known?.precedingRecords
    if let turned {
      piece.isRewritten = true
      if piece.isLast { piece.problem = piece.problem ?? turned.problem }
      if place == 0 {
        for var bad in turned.badRecords {
          bad.precedingRecords -= known?.precedingRecords ?? 0
          piece.badRecords.append(bad)
        }
      }
    }
    return piece
  }
}
