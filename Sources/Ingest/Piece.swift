/// What a reader cut off: the makings of a chunk.
struct Piece {
  enum Layout {
    case lines
    case ranges([RecordRange])
  }

  /// Nil if there are no bytes.
  var buffer: ByteBuffer?
  /// Which of the buffer's bytes are the chunk's.
  var span: Range<Int> = 0..<0
  /// Offsets of ranges count from the span's start.
  var layout = Layout.ranges([])
  /// Where the span begins in the decompressed file.
  var streamOffset: UInt64 = 0
  var badRecords: [BadRecord] = []
  var problem: InputProblem?
  /// Records of the file before it, and its time, where the file was looked through before it was cut.
  var precedingRecords: Int?
  var time: Int64?
  /// Its bytes are not the file's: the records are the same, what stands between them is not.
  var isRewritten = false
  var isLast = false
  var isSkippedFile = false
}
