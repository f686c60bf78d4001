import JSONTape
import Synchronization

/// Intelligence that follows its files: whoever asks gets the newest whole snapshot, and never one half loaded.
public final class IntelFeed: Sendable {
  public let paths: [String]
  private let state: Mutex<State>

  private struct State {
    var contents: IntelContents
    var signature: Signature
  }

  /// What tells whether files changed.
  private struct Signature: Equatable {
    struct Entry: Equatable {
      let path: String
      let facts: FileBytes.Facts
      let content: UInt64
    }
    var entries: [Entry] = []
  }

  /// Loads the paths.
  public init(paths: [String]) {
    self.paths = paths
    let signature = Self.signature(paths, known: Signature())
    state = Mutex(State(contents: IntelLoader.load(paths: paths), signature: signature))
  }

  /// The newest snapshot. Keep it for a batch of records, not for ever.
  public var contents: IntelContents { state.withLock { $0.contents } }

  /// Loads anew if files were added, removed or changed: told by size, time of change and, where these moved, content.
  /// Readers keep the snapshot that they have meanwhile. One caller at a time.
  ///
  /// - Returns: whether there is a new snapshot.
  public func reloadIfChanged() -> Bool {
    let known = state.withLock { $0.signature }
    let now = Self.signature(paths, known: known)
    let isSame =
      known.entries.count == now.entries.count
      && zip(known.entries, now.entries).allSatisfy { $0.path == $1.path && $0.content == $1.content }
    guard !isSame else {
      // Times that moved without the content are remembered, so that the content is not read again.
      state.withLock { $0.signature = now }
      return false
    }
    let contents = IntelLoader.load(paths: paths)
    state.withLock { $0 = State(contents: contents, signature: now) }
    return true
  }

  private static func signature(_ paths: [String], known: Signature) -> Signature {
    var walk = IntelWalk()
    for path in paths { walk.take(path) }
    var old: [String: Signature.Entry] = [:]
    for entry in known.entries { old[entry.path] = entry }
    var signature = Signature()
    for path in walk.files {
      guard let facts = FileBytes.facts(path) else { continue }
      if let entry = old[path], entry.facts == facts {
        signature.entries.append(entry)
      } else {
        signature.entries.append(Signature.Entry(path: path, facts: facts, content: contentHash(path)))
      }
    }
    return signature
  }

  /// A hash of a file's bytes as they are; 0 where they cannot be read.
  private static func contentHash(_ path: String) -> UInt64 {
    guard let bytes = try? FileBytes.raw(path) else { return 0 }
    return bytes.withUnsafeBytes { bytes in
      var hash = UInt64(bytes.count)
      // FNV-1a over words: a change is what it must tell, not an attack.
      var index = 0
      while index + 8 <= bytes.count {
        hash = (hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 32
        index += 8
      }
      while index < bytes.count {
        hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
        index += 1
      }
      return hash
    }
  }
}
