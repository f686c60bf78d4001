/// The order of a file's blocks by the times they tell, for files that run from newest to oldest, or in parts that do
/// not follow one another.
///
/// Records keep the numbers that they have in the file: each block's records are counted before any is handed out,
/// which takes a pass over the file. Costs 24 bytes a block.
struct BlockOrder: Sendable {
  struct Block: Sendable {
    /// Its place in the file.
    var number: Int
    var time: Int64
    /// Records in the blocks before it in the file.
    var precedingRecords: Int
  }

  let blocks: [Block]

  /// Looks through all blocks. Those that tell no time stand with the one before them.
  init(_ reader: BlockReader, pool: BufferPool) {
    var blocks: [Block] = []
    var records = 0
    var time = Int64.min
    for number in 0..<reader.count {
      let buffer = pool.take()
      let piece = reader.piece(number, in: buffer)
      let bytes = UnsafeBufferPointer(rebasing: buffer.bytes[piece.span])
      time = TimePeek.time(of: bytes) ?? time
      blocks.append(Block(number: number, time: time, precedingRecords: records))
      switch piece.layout {
      case .lines: records += Lines.count(bytes)
      case .ranges(let ranges): records += ranges.count
      }
      pool.give(buffer)
    }
    self.blocks = blocks.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
  }
}
