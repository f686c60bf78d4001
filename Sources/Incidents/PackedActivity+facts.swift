import Activity
import Detection
import JSONTape

/// What every alert is looked at for, taken from its bytes without making the strings of the rest.
struct PackedFacts {
  var outcome = Outcome.unknown
  /// Hashes of texts, 0 where absent.
  var device: UInt64 = 0
  private var session: UInt64 = 0
  /// Of an observation's session, whose length is not known yet.
  private var named: UInt64 = 0

  init(_ alert: Alert) {
    let seen = alert.seen
    if let packed = seen.packed {
      read(packed)
      return
    }
    outcome = seen.observation.outcome
    device = seen.observation.device
    named = seen.observation.session
  }

  /// The session's name by its hash, 0 where it has none that tells it from others.
  ///
  /// - Parameter last: what this was for the alert before, which is most often the same.
  func session(of alert: Alert, last: UInt64 = 0) -> UInt64 {
    guard named != 0 else { return session }
    return named == last || alert.seen.source.names.byteCount(named) >= Self.shortestSession ? named : 0
  }

  /// Bytes. Shorter names are everybody's: `root`, `admin`, `test`.
  private static let shortestSession = 6

  private mutating func read(_ packed: PackedActivity) {
    packed.bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 5 <= bytes.count {
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 1, as: UInt32.self)))
        let start = at + 5
        let end = min(bytes.count, start + length)
        switch bytes[at] {
        case PackedActivity.Field.outcome.rawValue where length > 0 && start < bytes.count:
          outcome = Outcome(rawValue: bytes[start]) ?? .unknown
        case PackedActivity.Field.device.rawValue: device = Self.hash(bytes[start..<end])
        case PackedActivity.Field.actorSession.rawValue where length >= Self.shortestSession:
          session = Self.hash(bytes[start..<end])
        // Only targets follow.
        case PackedActivity.Field.targetKind.rawValue: return
        default: break
        }
        at = end
      }
    }
  }

  private static func hash(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    bytes.isEmpty ? 0 : ByteSpan(UnsafeRawBufferPointer(rebasing: bytes)).foldedHash
  }
}
