/// How far reading has come.
public struct IngestProgress: Sendable, Hashable {
  /// Bytes taken from files and pipes so far (compressed bytes where they are compressed).
  public let bytesRead: UInt64
  /// The sum of the sizes of all inputs; nil if one is a pipe or standard input, whose size is not known.
  public let bytesTotal: UInt64?
  /// Files handed out to their end.
  public let filesFinished: Int
}
