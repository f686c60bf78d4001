/// A run of whole records of one file, with the bytes that hold them.
///
/// Order: every file of a `ChunkSource` gives at least one chunk, the indexes of its chunks are dense from 0, and exactly
/// one, the one with the highest index, has `isLastOfFile`; it may hold no record. `ChunkSource.takeOrder` tells how chunks of
/// several files follow one another. The bytes go back to the source when the last reference to the chunk goes.
// proof: every stored property is a `let`, and the bytes are written before the chunk is made and not again until its deinit.
public final class Chunk: @unchecked Sendable {
  /// Zeroed, readable bytes after `bytes`, which a SIMD parser may read past a record's end.
  public static let padding = 64

  /// Index into `ChunkSource.files`.
  public let fileIndex: Int
  /// Which of the file's chunks this is, from 0.
  public let index: Int
  /// Whether the file has no further chunk.
  public let isLastOfFile: Bool
  /// How many records of the file stand before this chunk's, where its chunks do not come as they stand in it: records
  /// of a file that runs from newest to oldest. Else the count of records in the chunks before.
  public let precedingRecords: Int?
  /// Holds the chunk's place in the source's window. Keep it for as long as what came of the chunk waits for its place
  /// in the order, if that is longer than the chunk itself.
  public let permit: ChunkPermit
  /// Whether the records were written anew, one a line, so that offsets are not the file's.
  public let isRewritten: Bool
  /// Where `bytes` begins, in bytes of the decompressed file; of its records one a line, if it is rewritten.
  public let streamOffset: UInt64
  /// Pieces that are no whole records, in order of their position.
  public let badRecords: [BadRecord]
  /// What is wrong with the file as a whole; on its last chunk, or on the chunk where it was seen.
  public let problem: InputProblem?
  /// The file was found in a directory and holds no JSON, so that nothing of it was read; count it.
  public let isSkippedFile: Bool

  private let core: IngestCore
  private let buffer: ByteBuffer?
  private let span: Range<Int>
  private let layout: Piece.Layout

  init(_ piece: Piece, fileIndex: Int, index: Int, core: IngestCore) {
    self.fileIndex = fileIndex
    self.index = index
    self.core = core
    isLastOfFile = piece.isLast
    precedingRecords = piece.precedingRecords
    isRewritten = piece.isRewritten
    permit = ChunkPermit(core: core, file: fileIndex, index: index)
    streamOffset = piece.streamOffset
    badRecords = piece.badRecords
    problem = piece.problem
    isSkippedFile = piece.isSkippedFile
    buffer = piece.buffer
    span = piece.span
    layout = piece.layout
  }

  deinit { if let buffer { core.pool.give(buffer) } }

  /// The chunk's bytes; records and what stands between them. Valid as long as the chunk lives.
  public var bytes: UnsafeBufferPointer<UInt8> {
    guard let buffer else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(rebasing: buffer.bytes[span])
  }

  /// Calls `body` for every record, in order. Blank lines and blanks around a record are left out. At least
  /// `Chunk.padding` bytes after a record's end are readable (what follows it, or zeroes).
  ///
  /// The pointer is valid inside the call, and as long as the chunk lives. A line is given as it is: whether it is valid
  /// JSON shows when it is parsed.
  public func forEachRecord(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
    let bytes = bytes
    guard let base = bytes.baseAddress else { return }
    switch layout {
    case .lines:
      try Lines.forEach(bytes) { start, length in
        try body(UnsafeBufferPointer(start: base + start, count: length))
      }
    case .ranges(let ranges):
      for range in ranges {
        try body(UnsafeBufferPointer(start: base + Int(range.offset), count: Int(range.length)))
      }
    }
  }

  /// How many records `forEachRecord` gives; for lines this takes a pass over the bytes.
  public var recordCount: Int {
    switch layout {
    case .lines: Lines.count(bytes)
    case .ranges(let ranges): ranges.count
    }
  }
}
