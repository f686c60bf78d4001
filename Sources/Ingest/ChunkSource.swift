/// Hands out chunks of records to any number of workers.
///
/// Each worker is a thread that calls `next()` until it is nil. Reading, decompressing and framing happen inside `next()` on the
/// worker's own thread: plain files of lines are read in blocks by all workers at once, other files one chunk at a time
/// each, several files at once. Memory is bounded by the number of chunks out and of files open.
public final class ChunkSource: Sendable {
  /// `Chunk.fileIndex` points here.
  public let files: [InputFile]

  private let core: IngestCore
  private let reader: FileReader
  private let envelopes: @Sendable (InputFile) -> [String]
  private let bytesTotal: UInt64?

  /// A chunk's place among all.
  public struct Place: Sendable, Hashable {
    public let fileIndex: Int
    public let index: Int

    public init(fileIndex: Int, index: Int) {
      self.fileIndex = fileIndex
      self.index = index
    }
  }

  /// What `next(unless:)` gives.
  public enum Handout {
    case chunk(Chunk)
    /// There is something else to do.
    case interrupted
    /// Everything was handed out.
    case end
  }

  /// - Parameters:
  ///   - files: from `InputOrder.byTime`, if chunks of several are to follow one another in time.
  ///   - keepsOrder: whether `takeOrder` is going to be called.
  ///   - envelopes: for each file the root keys that wrap a list of records; empty means that a root object is
  ///     always the record itself.
  public init(
    files: [InputFile], limits: IngestLimits = IngestLimits(), keepsOrder: Bool = false,
    envelopes: @escaping @Sendable (InputFile) -> [String] = { _ in Envelope.standardKeys }
  ) {
    self.files = files
    self.envelopes = envelopes
    let limits = limits.fitted(to: files)
    core = IngestCore(files: files, limits: limits, keepsOrder: keepsOrder)
    reader = FileReader(limits: limits, pool: core.pool, meter: core.meter)
    bytesTotal = files.reduce(UInt64?(0)) { sum, file in
      guard let sum, let size = file.byteCount else { return nil }
      return sum &+ size
    }
  }

  /// The next chunk, or nil when everything was handed out or `stop()` was called. Blocks while reading, and while
  /// `IngestLimits.window` chunks are out; thread-safe. Chunks come about in the order of their times.
  public func next() -> Chunk? {
    guard case .chunk(let chunk) = next(unless: { false }) else { return nil }
    return chunk
  }

  /// As `next()`, but gives `interrupted` instead of waiting any further once `isWanted` says so. It is asked under a
  /// lock: it must be quick and call nothing of this source. Call `nudge()` when its answer may have changed.
  public func next(unless isWanted: () -> Bool) -> Handout {
    switch core.schedule.wait(for: { isWanted() ? .interrupted : $0.claim() }) {
    case .interrupted:
      return .interrupted
    case .end:
      return .end
    case .open(let file):
      let (piece, rest) = reader.open(files[file], envelopes: envelopes(files[file]))
      let time = time(of: piece, file, index: 0)
      core.schedule.change { $0.proceed(file: file, index: 0, time: time, with: rest) }
      return .chunk(chunk(piece, file, 0))
    case .pull(let file, let index, let cutter):
      let piece = cutter.next()
      let time = time(of: piece, file, index: index)
      core.schedule.change {
        $0.proceed(file: file, index: index, time: time, with: piece.isLast ? .none : .stream(cutter))
      }
      return .chunk(chunk(piece, file, index))
    case .block(let file, let index, let blocks):
      let piece = blocks.piece(index)
      let time = time(of: piece, file, index: index)
      core.schedule.change { $0.proceed(file: file, index: index, time: time) }
      return .chunk(chunk(piece, file, index))
    }
  }

  /// Wakes those who wait in `next(unless:)`, so that they ask again.
  public func nudge() { core.schedule.change { _ in } }

  private func chunk(_ piece: Piece, _ file: Int, _ index: Int) -> Chunk {
    if piece.isLast { core.meter.addFinishedFile() }
    return Chunk(piece, fileIndex: file, index: index, core: core)
  }

  /// By which a chunk takes its place among those of other files; files and chunks that tell no time come last.
  private func time(of piece: Piece, _ file: Int, index: Int) -> Int64 {
    guard files.count > 1 else { return 0 }
    if let time = piece.time { return time }
    let times = files[file].times
    // What runs backwards and fits the order that follows is read at once, where its earliest record belongs.
    if let times, times.isReadAtOnce { return times.first }
    if index == 0, piece.isLast, let times, times.first != .min { return times.first }
    return piece.buffer.flatMap { TimePeek.time(of: UnsafeBufferPointer(rebasing: $0.bytes[piece.span])) }
      ?? times.map { max($0.first, 0) } ?? .max
  }

  /// The places of chunks, as far as they are settled and were not given before: chunks of all files by time, however
  /// many workers there are. A chunk's place is settled soon after it was handed out; it may take the handing out of chunks of
  /// other files. Needs `keepsOrder`.
  /// - Returns: the places, and whether there are no further ones to come.
  public func takeOrder() -> (places: [Place], isComplete: Bool) {
    core.schedule.change { schedule in
      (schedule.takeOrder().map { Place(fileIndex: $0.file, index: $0.index) }, schedule.isOrderComplete)
    }
  }

  /// Makes `next()` return nil from now on; chunks handed out stay valid.
  public func stop() { core.schedule.change { $0.stop() } }

  /// How far reading has come. Cheap; call it from any thread.
  public var progress: IngestProgress {
    IngestProgress(bytesRead: core.meter.bytesRead, bytesTotal: bytesTotal, filesFinished: core.meter.filesFinished)
  }
}
