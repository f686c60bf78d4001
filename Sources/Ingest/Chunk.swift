/// A run of whole records of one file, with the bytes that hold them.
///
/// Order: `(fileIndex, index)`. Every file of a `ChunkSource` gives at least one chunk, the indexes of its chunks are
/// dense from 0, and exactly one, the one with the highest index, has `isLastOfFile`; it may hold no record. So a
/// consumer that puts results in order starts at (0, 0) and goes from a last chunk to (file + 1, 0), else to
/// (file, index + 1). The bytes go back to the source when the last reference to the chunk goes; deliver a
/// chunk's results first, and do not ask for more chunks while waiting for an earlier one.
public final class Chunk: @unchecked Sendable {
  // proof: every stored property is a `let`, and the bytes are written before the chunk is made and not again until its deinit.

  /// Zeroed, readable bytes after `bytes`, which a SIMD parser may read past a record's end.
  public static let padding = 64

  /// Index into `ChunkSource.files`.
  public let fileIndex: Int
  /// Which of the file's chunks this is, from 0.
  public let index: Int
  /// Whether the file has no further chunk.
  public let isLastOfFile: Bool
  /// Where `bytes` begins, in bytes of the decompressed file.
  public let streamOffset: UInt64
  /// Pieces that are no whole records, in order of their position.
  public let badRecords: [BadRecord]
  /// What is wrong with the file as a whole; on its last chunk, or on the chunk where it was seen.
  public let problem: InputProblem?
  /// The file was found in a directory and holds no JSON, so that nothing of it was read; count it.
  public let isSkippedFile: Bool

  init() {
    fileIndex = 0
    index = 0
    isLastOfFile = true
    streamOffset = 0
    badRecords = []
    problem = nil
    isSkippedFile = false
  }

  /// The chunk's bytes; records and what stands between them. Valid as long as the chunk lives.
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

  /// Calls `body` for every record, in order. Blank lines and blanks around a record are left out. At least
  /// `Chunk.padding` bytes after a record's end are readable (what follows it, or zeroes).
  ///
  /// The pointer is valid inside the call, and as long as the chunk lives.
  public func forEachRecord(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {}
}
