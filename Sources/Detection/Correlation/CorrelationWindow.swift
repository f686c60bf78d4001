import Activity
import Sigma

/// What one correlation remembers of one group: the matches of its timespan, in event time.
struct CorrelationWindow {
  struct Entry {
    var time: Int64
    var record: Int
    var file: UInt32
    /// The place of the reference that matched.
    var place: Int32
    /// Of the counted values, 0 where the record has none.
    var value: UInt64
    /// What takes part in a sum.
    var number: Double?
    var recordID: ShortText
  }

  /// What the last match was, to make an alert of.
  struct Evidence {
    var observation: Observation
    var recordID: ShortText
    /// Where the rule that matched made one of its own.
    var alert: Alert?
  }

  /// A window keeps at most this many matches; beyond it the oldest go.
  static let maxEntries = 100_000
  /// An alert names at most this many records.
  static let maxRelated = 32

  private(set) var entries: [Entry] = []
  private var start = 0
  private(set) var last: Evidence
  /// The values of the fields to group by.
  let group: [UInt64]
  /// How often each value, or combination of values, is in the window.
  private var distinct: [UInt64: Int] = [:]
  /// How often each reference is in the window, by its place.
  private var places: [Int]

  init(_ first: Evidence, group: [UInt64], references: Int) {
    last = first
    self.group = group
    places = Array(repeating: 0, count: references)
  }

  var live: ArraySlice<Entry> { entries[start...] }
  var isEmpty: Bool { start == entries.count }
  var lastTime: Int64 { entries.last?.time ?? .min }

  mutating func add(_ entry: Entry, _ evidence: Evidence) {
    entries.append(entry)
    last = evidence
    count(entry, 1)
    if entries.count - start > Self.maxEntries { dropFirst() }
    compact()
  }

  private mutating func dropFirst() {
    count(entries[start], -1)
    start += 1
  }

  private mutating func count(_ entry: Entry, _ step: Int) {
    places[Int(entry.place)] += step
    guard entry.value != 0 else { return }
    let number = distinct[entry.value, default: 0] + step
    distinct[entry.value] = number > 0 ? number : nil
  }

  /// Forgets what happened before `time`.
  mutating func expire(before time: Int64) {
    while start < entries.count, entries[start].time < time { dropFirst() }
    compact()
  }

  mutating func clear() {
    entries.removeAll(keepingCapacity: entries.count <= 64)
    distinct.removeAll()
    for place in places.indices { places[place] = 0 }
    start = 0
  }

  private mutating func compact() {
    guard start > 64, start * 2 > entries.count else { return }
    entries.removeFirst(start)
    start = 0
  }

  /// Whether the correlation's bounds hold over what is in the window.
  func satisfies(_ correlation: SigmaCorrelation) -> Bool {
    switch correlation.kind {
    case .eventCount: return holds(correlation.bounds, Double(live.count))
    case .valueCount: return holds(correlation.bounds, Double(distinct.count))
    case .valueSum: return holds(correlation.bounds, numbers.reduce(0, +))
    case .valueAverage:
      let numbers = numbers
      return !numbers.isEmpty && holds(correlation.bounds, numbers.reduce(0, +) / Double(numbers.count))
    case .valuePercentile(_, let percentile):
      let numbers = numbers.sorted()
      guard !numbers.isEmpty else { return false }
      // Nearest rank.
      let rank = Int((percentile / 100 * Double(numbers.count)).rounded(.up))
      return holds(correlation.bounds, numbers[min(max(rank, 1), numbers.count) - 1])
    case .temporal:
      let seen = places.map { $0 > 0 }
      return correlation.ruleCondition?.holds(seen) ?? !seen.contains(false)
    case .temporalOrdered:
      guard !places.contains(0) else { return false }
      var next = 0
      for entry in live where Int(entry.place) == next { next += 1 }
      return next == correlation.rules.count
    }
  }

  private var numbers: [Double] { live.compactMap(\.number) }

  private func holds(_ bounds: [SigmaCorrelation.Bound], _ value: Double) -> Bool {
    bounds.allSatisfy { bound in
      switch bound.comparison {
      case .gt: value > bound.value
      case .gte: value >= bound.value
      case .lt: value < bound.value
      case .lte: value <= bound.value
      case .eq: value == bound.value
      case .neq: value != bound.value
      }
    }
  }
}

extension SigmaCorrelation {
  /// Whether one more match can never make a true word false, so that it can be said at once; otherwise the window is
  /// judged when its timespan has passed since its first match.
  var isSettledByGrowth: Bool {
    switch kind {
    case .eventCount, .valueCount: bounds.allSatisfy { $0.comparison == .gt || $0.comparison == .gte }
    case .valueSum, .valueAverage, .valuePercentile: false
    case .temporal: !(ruleCondition?.hasNegation ?? false)
    case .temporalOrdered: true
    }
  }

  /// The least number of matches that can fire it, where matches alone are counted.
  var matchesNeeded: Int? {
    guard case .eventCount = kind, isSettledByGrowth else { return nil }
    let needed = bounds.map { $0.comparison == .gt ? $0.value + 1 : $0.value }.max() ?? 0
    return Int(min(max(needed.rounded(.down), 0), 1e9))
  }

  /// Whether the counted field's values take part as numbers.
  var countsNumbers: Bool {
    switch kind {
    case .valueSum, .valueAverage, .valuePercentile: true
    case .eventCount, .valueCount, .temporal, .temporalOrdered: false
    }
  }
}

extension SigmaCorrelation.RuleCondition {
  var hasNegation: Bool {
    switch self {
    case .rule: false
    case .and(let parts), .or(let parts): parts.contains(where: \.hasNegation)
    case .not: true
    }
  }
}
