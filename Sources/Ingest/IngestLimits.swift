/// Bounds of reading. All are in bytes unless their name says otherwise.
public struct IngestLimits: Sendable, Hashable {
  /// About how much one chunk holds; at least 4 KiB. A chunk is larger only if one record is.
  public var chunkBytes: Int
  /// A record longer than this is skipped in constant memory and counted as bad.
  public var maxRecordBytes: Int
  /// How many chunks may be handed out past the first one that is not yet released. Bounds what a consumer that
  /// puts chunks back in order must remember.
  public var window: Int

  /// No limit can be above 1 GiB.
  private static let largestRecord = 1 << 30

  public init(chunkBytes: Int = 1 << 20, maxRecordBytes: Int = 16 << 20, window: Int = 64) {
    self.chunkBytes = min(max(4096, chunkBytes), Self.largestRecord)
    self.maxRecordBytes = min(max(1, maxRecordBytes), Self.largestRecord)
    self.window = max(1, window)
  }
}
