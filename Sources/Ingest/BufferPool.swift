import Synchronization

/// Buffers to use again. Holds no more than were in use at one time, and only those of the usual size.
final class BufferPool: Sendable {
  let capacity: Int
  private let free = Mutex<[ByteBuffer]>([])

  init(capacity: Int) { self.capacity = capacity }

  func take() -> ByteBuffer {
    free.withLock { $0.popLast() } ?? ByteBuffer(capacity: capacity)
  }

  func give(_ buffer: ByteBuffer) {
    guard buffer.capacity == capacity else { return }
    buffer.removeAll()
    free.withLock { $0.append(buffer) }
  }
}
