#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Growable raw bytes with room for `Chunk.padding` zeroes after the last one.
///
/// Invariant: `base` points to `capacity + Chunk.padding` bytes of which the first `count` are initialised;
/// `count <= capacity`. Sizes come from `IngestLimits`, never from an input.
// proof: a buffer belongs to one reader until a chunk takes it, and is not written again before the pool gives it out anew.
final class ByteBuffer: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = UnsafeMutablePointer.allocate(capacity: capacity + Chunk.padding)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The unused room, of which `advance(by:)` then says how much was filled.
  var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
  }

  func advance(by added: Int) { count = min(capacity, count + max(0, added)) }

  func removeAll() { count = 0 }

  /// Drops what comes after the first `kept` bytes.
  func truncate(to kept: Int) { count = min(count, max(0, kept)) }

  /// Drops the first `dropped` bytes.
  func removeFirst(_ dropped: Int) {
    let dropped = min(max(0, dropped), count)
    memmove(base, base + dropped, count - dropped)
    count -= dropped
  }

  /// Makes room for `wanted` bytes in all; what is there stays.
  func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Chunk.padding)
    memcpy(grown, base, count)
    base.deallocate()
    base = grown
    capacity = wanted
  }

  func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress, !source.isEmpty else { return }
    reserve(count + source.count)
    memcpy(base + count, start, source.count)
    count += source.count
  }

  /// Zeroes the padding.
  func seal() { memset(base + count, 0, Chunk.padding) }
}
