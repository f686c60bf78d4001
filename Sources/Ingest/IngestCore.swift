/// What a chunk source and its chunks share.
final class IngestCore: Sendable {
  let pool: BufferPool
  let meter = Meter()
  let schedule: Gate<Schedule>

  init(files: [InputFile], limits: IngestLimits, keepsOrder: Bool) {
    // Room past a chunk's size for the end of its last line.
    pool = BufferPool(capacity: limits.chunkBytes + (32 << 10))
    schedule = Gate(
      Schedule(
        // Pipes are begun at once, as only reading them tells their times.
        starts: files.map { $0.byteCount == nil ? .min : $0.times?.first ?? .max },
        isWide: files.map { limits.isWide($0) }, window: limits.window, maxOpen: limits.openFiles,
        keepsOrder: keepsOrder))
  }
}

/// The right to have a chunk, or what came of it, in memory; given back when the last reference goes.
public final class ChunkPermit: Sendable {
  private let core: IngestCore
  private let file: Int
  private let index: Int

  init(core: IngestCore, file: Int, index: Int) {
    self.core = core
    self.file = file
    self.index = index
  }

  deinit { core.schedule.change { $0.release(file: file, index: index) } }
}
