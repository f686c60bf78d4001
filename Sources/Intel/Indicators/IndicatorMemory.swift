/// What a caller has learned of hashes, so that values that repeat cost next to nothing. One a shard; not shared.
///
/// Two parts, both of fixed size: a table of hashes that match nothing, in which a newer hash takes an older one's
/// place, and the rows of hashes that match something, forgotten all at once when they are too many. Forgetting costs
/// time and never changes a result.
public struct IndicatorMemory: Sendable {
  /// Slots for hashes that match nothing; 8 bytes each.
  static let negativeSlots = 1 << 16
  /// Hashes that match something.
  static let maxPositives = 4096

  private var generation: UInt64 = 0
  private var negatives: [UInt64]
  private var positives: [UInt64: [UInt32]] = [:]

  public init() { negatives = [UInt64](repeating: 0, count: Self.negativeSlots) }

  /// Forgets what was learned of another set.
  @inline(__always)
  mutating func follow(_ set: IndicatorSet) {
    if generation != set.generation { start(set.generation) }
  }

  @inline(never)
  private mutating func start(_ next: UInt64) {
    generation = next
    for index in negatives.indices { negatives[index] = 0 }
    positives.removeAll()
  }

  /// A key for a hash in a field; never 0.
  @inline(__always)
  static func key(_ hash: UInt64, _ field: UInt8) -> UInt64 {
    let key = (hash ^ (UInt64(field) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    return key == 0 ? 1 : key
  }

  /// Where the four slots begin in which a key may stand: few enough to lie in one line of cache, enough that keys
  /// which meet there do not drive each other out at every record.
  @inline(__always)
  private func set(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 20) & (Self.negativeSlots - 1) & ~3 }

  @inline(__always)
  func isNegative(_ key: UInt64) -> Bool {
    let start = set(key)
    return negatives[start] == key || negatives[start + 1] == key || negatives[start + 2] == key
      || negatives[start + 3] == key
  }

  func rows(_ key: UInt64) -> [UInt32]? { positives[key] }

  mutating func learn(_ key: UInt64, _ rows: [UInt32]) {
    guard !rows.isEmpty else {
      // The newest first; the oldest of the four goes.
      let start = set(key)
      for place in [3, 2, 1] { negatives[start + place] = negatives[start + place - 1] }
      negatives[start] = key
      return
    }
    if positives.count >= Self.maxPositives { positives.removeAll(keepingCapacity: true) }
    positives[key] = rows
  }
}
