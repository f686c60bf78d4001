import JSONTape
import Synchronization

/// The texts behind the hashes of observations. Shared by all workers and the second stage.
///
/// Bounded: once `maxBytes` of text are kept, new texts are counted and dropped, and what they name is shown by its
/// hash; nothing else changes.
public final class Names: Sendable {
  private let shards: [Shard]
  private let maxBytesOfShard: Int

  private final class Shard: Sendable {
    let state = Mutex(State())
  }

  private struct State {
    var texts = TextTable()
    var bytes = 0
    var dropped = 0
  }

  /// About what an entry costs beside its text.
  private static let overhead = 24
  private static let shardCount = 64

  public init(maxBytes: Int = 256 << 20) {
    shards = (0..<Self.shardCount).map { _ in Shard() }
    maxBytesOfShard = maxBytes / Self.shardCount
  }

  private func shard(_ hash: UInt64) -> Shard { shards[Int(truncatingIfNeeded: hash >> 32) & (Self.shardCount - 1)] }

  /// The text with this hash, or `nil` where none was kept.
  public func text(_ hash: UInt64) -> String? {
    guard hash != 0 else { return nil }
    return shard(hash).state.withLock { $0.texts[hash] }
  }

  /// How many bytes of UTF-8 the text with this hash has; 0 where none was kept.
  public func byteCount(_ hash: UInt64) -> Int {
    guard hash != 0 else { return 0 }
    return shard(hash).state.withLock { $0.texts.byteCount(hash) }
  }

  /// Keeps a text. Cheap when it is known, but it takes a lock: workers ask their own memory first.
  public func keep(_ hash: UInt64, _ text: @autoclosure () -> String) {
    shard(hash).state.withLock { state in
      guard !state.texts.contains(hash) else { return }
      var text = text()
      let cost = text.utf8.count + Self.overhead
      guard state.bytes + cost <= maxBytesOfShard else {
        state.dropped += 1
        return
      }
      state.bytes += cost
      text.withUTF8 { state.texts.add(hash, $0) }
    }
  }

  /// Keeps a text under its folded hash and gives the hash. For tests and generators.
  @discardableResult
  public func keep(_ text: String) -> UInt64 {
    guard !text.isEmpty else { return 0 }
    var copy = text
    let hash = copy.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }
    keep(hash, text)
    return hash
  }

  /// Keeps an operation's text, `service:operation`, and gives its key.
  @discardableResult
  public func keepOperation(service: String, operation: String) -> UInt64 {
    var service = service
    var name = operation
    let key = service.withUTF8 { service in
      name.withUTF8 { name in
        ActionCatalogue.key(
          ByteSpan(UnsafeRawBufferPointer(service)).foldedHash, ByteSpan(UnsafeRawBufferPointer(name)))
      }
    }
    keep(key, "\(service):\(operation)")
    return key
  }

  /// Every text that is kept, by rising hash.
  public var all: [(hash: UInt64, text: String)] {
    shards.flatMap { $0.state.withLock { $0.texts.all } }.sorted {
      $0.hash < $1.hash
    }
  }

  /// Texts that found no room.
  public var dropped: Int { shards.reduce(0) { $0 + $1.state.withLock { $0.dropped } } }
  /// Texts kept.
  public var count: Int { shards.reduce(0) { $0 + $1.state.withLock { $0.texts.count } } }
}
