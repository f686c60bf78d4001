/// Hands out chunks of records to any number of workers.
///
/// Each worker is a thread that calls `next()` until it is nil. Reading, decompressing and framing happen inside `next()` on the
/// worker's own thread: plain files of lines are read in blocks by all workers at once, other files one chunk at a time
/// each, several files at once. Memory is bounded by the number of chunks alive.
public final class ChunkSource: Sendable {
  /// In reading order; `Chunk.fileIndex` points here.
  public let files: [InputFile]

  /// - Parameter envelopes: for each file the root keys that wrap a list of records; empty means that a root object is
  ///   always the record itself.
  public init(
    files: [InputFile], limits: IngestLimits = IngestLimits(),
    envelopes: @escaping @Sendable (InputFile) -> [String] = { _ in Envelope.standardKeys }
  ) {
    self.files = files
  }

  /// The next chunk, or nil when everything was handed out or `stop()` was called. Blocks while reading; thread-safe.
  /// Files come in order as far as workers are free: an earlier file's chunk is preferred to a later file's.
  public func next() -> Chunk? { nil }

  /// Makes `next()` return nil from now on; chunks handed out stay valid.
  public func stop() {}

  /// How far reading has come. Cheap; call it from any thread.
  public var progress: IngestProgress { IngestProgress(bytesRead: 0, bytesTotal: nil, filesFinished: 0) }
}
