/// Hands out chunks of records to any number of workers.
///
/// Each worker is a thread that calls `next()` until it is nil. Reading, decompressing and framing happen inside `next()` on the
/// worker's own thread: plain files of lines are read in blocks by all workers at once, other files one chunk at a time
/// each, several files at once. Memory is bounded by the number of chunks alive.
public final class ChunkSource: Sendable {
  /// In reading order; `Chunk.fileIndex` points here.
  public let files: [InputFile]

  private let core: IngestCore
  private let reader: FileReader
  private let envelopes: @Sendable (InputFile) -> [String]
  private let bytesTotal: UInt64?

  /// - Parameter envelopes: for each file the root keys that wrap a list of records; empty means that a root object is
  ///   always the record itself.
  public init(
    files: [InputFile], limits: IngestLimits = IngestLimits(),
    envelopes: @escaping @Sendable (InputFile) -> [String] = { _ in Envelope.standardKeys }
  ) {
    self.files = files
    self.envelopes = envelopes
    core = IngestCore(fileCount: files.count, limits: limits)
    reader = FileReader(limits: limits, pool: core.pool, meter: core.meter)
    bytesTotal = files.reduce(UInt64?(0)) { sum, file in
      guard let sum, let size = file.byteCount else { return nil }
      return sum &+ size
    }
  }

  /// The next chunk, or nil when everything was handed out or `stop()` was called. Blocks while reading, and while
  /// `IngestLimits.window` chunks past one that is not released are out; thread-safe.
  /// Files come in order as far as workers are free: an earlier file's chunk is preferred to a later file's.
  public func next() -> Chunk? {
    switch core.schedule.wait(for: { $0.claim() }) {
    case .end:
      return nil
    case .open(let file):
      let (piece, rest) = reader.open(files[file], envelopes: envelopes(files[file]))
      core.schedule.change { $0.proceed(file: file, with: rest) }
      return chunk(piece, file, 0)
    case .pull(let file, let index, let cutter):
      let piece = cutter.next()
      core.schedule.change { $0.proceed(file: file, with: piece.isLast ? .none : .stream(cutter)) }
      return chunk(piece, file, index)
    case .block(let file, let index, let blocks):
      return chunk(blocks.piece(index), file, index)
    }
  }

  private func chunk(_ piece: Piece, _ file: Int, _ index: Int) -> Chunk {
    if piece.isLast { core.meter.addFinishedFile() }
    return Chunk(piece, fileIndex: file, index: index, core: core)
  }

  /// Makes `next()` return nil from now on; chunks handed out stay valid.
  public func stop() { core.schedule.change { $0.stop() } }

  /// How far reading has come. Cheap; call it from any thread.
  public var progress: IngestProgress {
    IngestProgress(bytesRead: core.meter.bytesRead, bytesTotal: bytesTotal, filesFinished: core.meter.filesFinished)
  }
}
