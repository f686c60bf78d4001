import Activity
import JSONTape
import Synchronization

/// Indicators of all files, immutable. Look-ups may run on any number of threads at once.
///
/// A record is compared by the hashes that its observation holds; the text behind a hash is looked at only when the
/// hash is new to the caller's `IndicatorMemory`, so that what repeats, which is nearly everything in audit logs, costs
/// one look at a small table.
public final class IndicatorSet: Sendable {
  let arena: IndicatorArena
  let rows: [IndicatorRow]
  let table: IndicatorTable
  let networks: PrefixTable
  let networkRows: [UInt32]
  let patterns: [TextPattern]
  let patternTypes: Set<IndicatorType>
  let requirements: [UInt32: [IndicatorTest]]
  /// Files and collections, in the order in which they were read.
  public let sources: [String]
  /// Indicators, repeats within a source counted once.
  public let count: Int
  public let counts: [IndicatorType: Int]
  /// Parallel to `sources`.
  public let countsOfSources: [Int]
  /// Indicators that found no room.
  public let dropped: Int
  /// Differs between any two sets of a process.
  let generation: UInt64

  private static let generations = Atomic<UInt64>(1)

  init(
    arena: IndicatorArena, rows: [IndicatorRow], table: IndicatorTable, networks: PrefixTable, networkRows: [UInt32],
    patterns: [TextPattern], requirements: [UInt32: [IndicatorTest]], sources: [String], count: Int,
    counts: [IndicatorType: Int], countsOfSources: [Int], dropped: Int
  ) {
    self.arena = arena
    self.rows = rows
    self.table = table
    self.networks = networks
    self.networkRows = networkRows
    self.patterns = patterns
    patternTypes = Set(patterns.map { rows[Int($0.row)].type })
    self.requirements = requirements
    self.sources = sources
    self.count = count
    self.counts = counts
    self.countsOfSources = countsOfSources
    self.dropped = dropped
    generation = Self.generations.wrappingAdd(1, ordering: .relaxed).oldValue
  }

  /// A set without indicators.
  public static let empty = IndicatorSetBuilder().build()

  public var isEmpty: Bool { count == 0 }

  /// What the set takes in memory, about, in bytes.
  public var byteCount: Int {
    arena.bytes.count + rows.count * MemoryLayout<IndicatorRow>.stride + table.byteCount + networks.byteCount
      + networkRows.count * 4
  }

  /// Whether a value of the set may have this folded hash; false is certain of exact values, but says nothing of
  /// networks, domains above a name, and patterns.
  public func mightMatch(_ hash: UInt64) -> Bool { hash != 0 && table.mayHold(hash) }

  func indicator(_ place: UInt32) -> Indicator {
    let row = rows[Int(place)]
    var indicator = Indicator(
      type: row.type, value: arena.text(row.text, Int(row.textCount)), source: sources[Int(row.source)])
    if row.detail != IndicatorRow.none {
      IndicatorDetail.unpack(arena.text(row.detail, Int(row.detailCount)), into: &indicator)
    }
    indicator.confidence = row.confidence == 255 ? nil : Int(row.confidence)
    indicator.validFrom = row.validFrom == .min ? nil : row.validFrom
    indicator.validUntil = row.validUntil == .max ? nil : row.validUntil
    indicator.tlp = TLP(rawValue: row.tlp)
    indicator.requirements = requirements[place] ?? []
    return indicator
  }
}
