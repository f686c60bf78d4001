/// How many identities are seen with an entity (an address, a target, a device, a role), of all records and not only of
/// those that raised alerts: what tells an office's address from an intruder's.
///
/// Two cells of a block, as in a blocked Bloom filter (Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom
/// Filters", 2007), each a bitmap of 32 for linear counting (Whang, Vander-Zanden, Taylor, "A Linear-Time Probabilistic
/// Counting Algorithm", 1990); the smaller counts, less the mean load of all cells (Deng, Rafiei, "New Estimation
/// Algorithms for Streaming Data: Count-min Can Do More", 2007). Bits are only ever set, so the order of records does not
/// matter. Two days of event time are kept, the present and the one before: `bytes` in all, whatever is seen. Good for
/// counts up to about 30 and a few million pairs a day; beyond, it says too many rather than too few.
struct SharingSketch: Sendable {
  /// Event time that one generation spans, in microseconds.
  static let epoch: Int64 = 24 * 3_600_000_000
  private static let blockBits: UInt64 = 15
  private static let cellsPerBlock = 16
  static let cells = cellsPerBlock << Int(blockBits)
  /// What it takes once the first record has been seen.
  static let bytes = 2 * cells * 4

  /// Two generations, one after the other; `present` is where the present day's begins.
  var table: [UInt32] = []
  var present = 0
  var presentBits = 0
  var previousBits = 0
  /// Far in the past before the first record, and far from overflow.
  var number = Int64.min / 1024
  var end = Int64.min
  /// The last pair of each kind: records of one identity at one place come in rows.
  private var recent = [UInt64](repeating: 0, count: LinkKind.allCases.count)
  /// Pairs that came more than a day after their time and were left out.
  private(set) var late = 0

  private var previous: Int { Self.cells - present }

  /// Whether a record of that time begins a new day. One without a time is of the present day.
  func advances(to time: Int64) -> Bool { time >= end }

  /// Begins the day of `time`. Call before `add` if `advances(to:)`.
  mutating func advance(to time: Int64) {
    let next = time / Self.epoch
    if table.isEmpty { table = [UInt32](repeating: 0, count: 2 * Self.cells) }
    if next != number + 1 { clear(present) }
    clear(previous)
    (present, previousBits, presentBits) = (previous, next == number + 1 ? presentBits : 0, 0)
    number = next
    end = (next + 1) * Self.epoch
    for kind in recent.indices { recent[kind] = 0 }
  }

  private mutating func clear(_ start: Int) {
    for index in start..<(start + Self.cells) { table[index] = 0 }
  }

  /// Notes that an identity was seen with an entity. Both are hashes; 0 for either says nothing.
  mutating func add(_ identity: UInt64, to entity: UInt64, _ kind: LinkKind, at time: Int64) {
    guard entity != 0, identity != 0, !table.isEmpty else { return }
    var start = present
    if time < end &- Self.epoch, time != 0 {
      guard time >= end &- 2 &* Self.epoch else {
        late += 1
        return
      }
      start = previous
    } else {
      // Only for the present day, or what comes late would be taken for what was just seen.
      let pair = entity &* 0x9E37_79B9_7F4A_7C15 ^ identity
      if recent[Int(kind.rawValue)] == pair { return }
      recent[Int(kind.rawValue)] = pair
    }
    let bit = UInt32(1) << UInt32(truncatingIfNeeded: (identity &* 0xD6E8_FEB8_6659_FD93) >> 59)
    let (first, second) = Self.cells(of: StableHash.mix(entity, UInt64(kind.rawValue)))
    let new = (table[start + first] & bit == 0 ? 1 : 0) + (table[start + second] & bit == 0 ? 1 : 0)
    guard new > 0 else { return }
    table[start + first] |= bit
    table[start + second] |= bit
    if start == present { presentBits += new } else { previousBits += new }
  }

  /// About how many identities were seen with the entity on the busier of the two days; 0 where none was.
  func count(of entity: UInt64, _ kind: LinkKind) -> Int {
    guard entity != 0, !table.isEmpty else { return 0 }
    let (first, second) = Self.cells(of: StableHash.mix(entity, UInt64(kind.rawValue)))
    func bits(_ start: Int) -> Int {
      min(table[start + first].nonzeroBitCount, table[start + second].nonzeroBitCount)
    }
    return max(
      Self.estimate(bits(present), load: presentBits), Self.estimate(bits(previous), load: previousBits))
  }

  /// Whether what happened then may still be counted.
  func covers(_ time: Int64) -> Bool { time == 0 || time / Self.epoch >= number - 1 }

  private static func cells(of place: UInt64) -> (Int, Int) {
    let block = Int(place >> (64 - blockBits)) * cellsPerBlock
    let first = Int(place & 15)
    var second = Int(place >> 4 & 15)
    if second == first { second = (first + 1) & 15 }
    return (block + first, block + second)
  }

  /// 32 × ln(32 ÷ zero bits), rounded, less what cells hold on average.
  private static func estimate(_ bits: Int, load: Int) -> Int {
    max(bits > 0 ? 1 : 0, distinct[bits] - load / cells)
  }

  /// By number of bits set, 0...32.
  private static let distinct = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 17, 18, 20, 22, 24, 26, 29, 31, 34, 37, 41, 44, 49, 54, 59, 67, 76, 89,
    111,
    128,
  ]
}
