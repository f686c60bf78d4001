/// Where a record stands in its chunk.
struct RecordRange: Sendable, Hashable {
  let offset: UInt32
  let length: UInt32

  /// Chunks are far below 4 GiB, as `IngestLimits` bounds records.
  init(offset: Int, length: Int) {
    self.offset = UInt32(clamping: offset)
    self.length = UInt32(clamping: length)
  }
}
