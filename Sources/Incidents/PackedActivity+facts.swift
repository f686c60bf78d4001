import Activity
import Detection
import JSONTape

/// What every alert is looked at for, taken from its bytes without making the strings of the rest.
struct PackedFacts {
  var outcome = Outcome.unknown
  /// Hashes of texts, 0 where absent.
  var device: UInt64 = 0
  var session: UInt64 = 0

  init(_ alert: Alert) {
    let seen = alert.seen
    if let packed = seen.packed {
      read(packed)
      return
    }
    outcome = seen.observation.outcome
    device = seen.observation.device
    let named = seen.observation.session
    if named != 0, seen.source.names.text(named)?.utf8.count ?? 0 >= Self.shortestSession { session = named }
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
