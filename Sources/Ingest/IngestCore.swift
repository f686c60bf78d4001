/// What a chunk source and its chunks share.
final class IngestCore: Sendable {
  let pool: BufferPool
  let meter = Meter()
  let schedule: Gate<Schedule>

  init(fileCount: Int, limits: IngestLimits) {
    // Room past a chunk's size for the end of its last line.
    pool = BufferPool(capacity: limits.chunkBytes + (32 << 10))
    schedule = Gate(Schedule(fileCount: fileCount, window: limits.window))
  }

  func release(file: Int, index: Int, _ buffer: ByteBuffer?) {
    if let buffer { pool.give(buffer) }
    schedule.change { $0.release(file: file, index: index) }
  }
}
