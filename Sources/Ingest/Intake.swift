/// The part of a decompressed file that is in memory.
final class Intake {
  private let source: any ByteSource
  private let pool: BufferPool
  private(set) var buffer: ByteBuffer
  /// Where the buffer begins in the decompressed file.
  private(set) var offset: UInt64 = 0
  /// Whether the buffer holds everything to the file's end (or to where it could not be read on).
  private(set) var isEnded = false
  /// Why the file ended before its end, or what follows it.
  private(set) var problem: InputProblem?

  init(source: any ByteSource, pool: BufferPool) {
    self.source = source
    self.pool = pool
    buffer = pool.take()
  }

  deinit { pool.give(buffer) }

  /// Reads until the buffer holds `target` bytes (or more, if it did before) or the file ends.
  func fill(upTo target: Int) {
    buffer.reserve(target)
    while buffer.count < target, !isEnded {
      do {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.room.prefix(target - buffer.count))
        let count = try source.read(into: room)
        if count == 0 {
          isEnded = true
          problem = source.remark
        }
        buffer.advance(by: count)
      } catch {
        isEnded = true
        problem = error
      }
    }
  }

  func drop(_ count: Int) {
    offset += UInt64(count)
    buffer.removeFirst(count)
  }

  /// Gives the buffer away; to be used no more.
  func handOverAll() -> ByteBuffer {
    let given = buffer
    buffer = ByteBuffer(capacity: 0)
    return given
  }

  /// Gives the buffer away, cut to its first `end` bytes. What begins at `tail` is kept.
  func handOver(end: Int, keepingFrom tail: Int) -> ByteBuffer {
    let given = buffer
    buffer = pool.take()
    buffer.append(UnsafeBufferPointer(rebasing: given.bytes.dropFirst(tail)))
    offset += UInt64(tail)
    given.truncate(to: end)
    given.seal()
    return given
  }
}
