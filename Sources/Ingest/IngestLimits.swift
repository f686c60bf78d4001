/// Bounds of reading. All are in bytes unless their name says otherwise.
public struct IngestLimits: Sendable, Hashable {
  /// About how much one chunk holds; at least 4 KiB. A chunk is larger only if one record is.
  public var chunkBytes: Int
  /// A record longer than this is skipped in constant memory and counted as bad.
  public var maxRecordBytes: Int
  /// How many chunks may be out at one time (`ChunkPermit`). Bounds what a consumer that puts chunks in order must
  /// remember.
  public var window: Int
  /// How many files of several chunks may be read side by side. Of those beyond, the ones that begin first are read
  /// first, the others when one of these has ended.
  public var openFiles: Int

  /// No limit can be above 1 GiB.
  private static let largestRecord = 1 << 30

  public init(chunkBytes: Int = 1 << 20, maxRecordBytes: Int = 16 << 20, window: Int = 64, openFiles: Int = 128) {
    self.chunkBytes = min(max(4096, chunkBytes), Self.largestRecord)
    self.maxRecordBytes = min(max(1, maxRecordBytes), Self.largestRecord)
    self.window = max(1, window)
    self.openFiles = max(1, openFiles)
  }

  /// With more files side by side than this, chunks are smaller, so that no more of their records wait to be put in order.
  private static let fewFiles = 8
  private static let smallestChunk = 128 << 10

  /// Whether a file may give several chunks, as far as its size tells, compressed or not.
  func isWide(_ file: InputFile) -> Bool {
    guard let size = file.byteCount else { return true }
    return size > UInt64(chunkBytes / 16)
  }

  /// Limits with chunks as small as it takes for the files that stand side by side.
  func fitted(to files: [InputFile]) -> IngestLimits {
    var fitted = self
    let most = FileTimes.mostAtOnce(files.filter(isWide).map(\.times))
    if most > Self.fewFiles, chunkBytes > Self.smallestChunk {
      fitted.chunkBytes = max(Self.smallestChunk, chunkBytes * Self.fewFiles / min(most, openFiles))
    }
    return fitted
  }
}
