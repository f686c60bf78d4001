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
  private static let cells = cellsPerBlock << Int(blockBits)
  /// What it takes once the first record has been seen.
  static let bytes = 2 * cells * 4

  private var current: [UInt32] = []
  private var previous: [UInt32] = []
  private var currentBits = 0
  private var previousBits = 0
  /// Far in the past before the first record, and far from overflow.
  private var number = Int64.min / 1024
  /// The last pair of each kind: records of one identity at one place come in rows.
  private var recent = [UInt64](repeating: 0, count: LinkKind.allCases.count)
  /// Pairs that came more than a day after their time and were left out.
  private(set) var late = 0

  /// The day of a time; what has none counts as of the present day.
  func epoch(of time: Int64) -> Int64 { time == 0 ? number : time / Self.epoch }

  /// Whether a record of that time begins a new day.
  func advances(to time: Int64) -> Bool { epoch(of: time) > number }

  /// Begins the day of `time`. Call before `add` if `advances(to:)`.
  mutating func advance(to time: Int64) {
    let next = epoch(of: time)
    if current.isEmpty {
      current = [UInt32](repeating: 0, count: Self.cells)
      previous = current
    } else if next == number + 1 {
      swap(&current, &previous)
      (currentBits, previousBits) = (0, currentBits)
      for index in current.indices { current[index] = 0 }
    } else {
      for index in current.indices { current[index] = 0 }
      previous = current
      (currentBits, previousBits) = (0, 0)
    }
    number = next
  }

  /// Notes that an identity was seen with an entity. Both are hashes; 0 for either says nothing.
  mutating func add(_ identity: UInt64, to entity: UInt64, _ kind: LinkKind, at time: Int64) {
    guard entity != 0, identity != 0, !current.isEmpty else { return }
    let place = StableHash.mix(entity, UInt64(kind.rawValue))
    let day = epoch(of: time)
    let pair = StableHash.mix(place ^ UInt64(bitPattern: day), identity)
    if recent[Int(kind.rawValue)] == pair { return }
    recent[Int(kind.rawValue)] = pair
    let bit = UInt32(1) << UInt32(truncatingIfNeeded: StableHash.mix(identity, 1) >> 59)
    let (first, second) = Self.cells(of: place)
    if day == number {
      currentBits += Self.set(bit, first, second, in: &current)
    } else if day == number - 1 {
      previousBits += Self.set(bit, first, second, in: &previous)
    } else {
      late += 1
    }
  }

  /// About how many identities were seen with the entity on the busier of the two days; 0 where none was.
  func count(of entity: UInt64, _ kind: LinkKind) -> Int {
    guard entity != 0, !current.isEmpty else { return 0 }
    let (first, second) = Self.cells(of: StableHash.mix(entity, UInt64(kind.rawValue)))
    return max(
      Self.estimate(min(current[first].nonzeroBitCount, current[second].nonzeroBitCount), load: currentBits),
      Self.estimate(min(previous[first].nonzeroBitCount, previous[second].nonzeroBitCount), load: previousBits))
  }

  /// Whether what happened then may still be counted.
  func covers(_ time: Int64) -> Bool { time == 0 || epoch(of: time) >= number - 1 }

  private static func cells(of place: UInt64) -> (Int, Int) {
    let block = Int(place >> (64 - blockBits)) * cellsPerBlock
    let first = Int(place & 15)
    var second = Int(place >> 4 & 15)
    if second == first { second = (first + 1) & 15 }
    return (block + first, block + second)
  }

  private static func set(_ bit: UInt32, _ first: Int, _ second: Int, in cells: inout [UInt32]) -> Int {
    let new = (cells[first] & bit == 0 ? 1 : 0) + (cells[second] & bit == 0 ? 1 : 0)
    cells[first] |= bit
    cells[second] |= bit
    return new
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
