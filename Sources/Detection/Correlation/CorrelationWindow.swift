import Sigma

/// What one correlation remembers of one group: the matches of its timespan, in event time.
struct CorrelationWindow {
  struct Entry {
    var time: Int64
    /// The place of the reference that matched.
    var place: Int
    var record: RecordReference
    /// The text of a counted value, or what takes part in a sum.
    var values: [String?]
  }

  /// A window keeps at most this many matches; beyond it the oldest go.
  static let maxEntries = 100_000
  /// An alert names at most this many records.
  static let maxRelated = 32

  private(set) var entries: [Entry] = []
  private var start = 0
  private(set) var last: Match

  init(_ first: Match) { last = first }

  var live: ArraySlice<Entry> { entries[start...] }
  var isEmpty: Bool { start == entries.count }
  var firstTime: Int64? { live.first?.time }

  mutating func add(_ entry: Entry, _ match: Match) {
    entries.append(entry)
    last = match
    if entries.count - start > Self.maxEntries { start += 1 }
    compact()
  }

  /// Forgets what happened before `time`.
  mutating func expire(before time: Int64) {
    while start < entries.count, entries[start].time < time { start += 1 }
    compact()
  }

  mutating func clear() {
    entries.removeAll()
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
    case .valueCount:
      var seen: Set<[String?]> = []
      for entry in live where entry.values.contains(where: { $0 != nil }) { seen.insert(entry.values) }
      return holds(correlation.bounds, Double(seen.count))
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
      let seen = Set(live.map(\.place))
      if let condition = correlation.ruleCondition { return condition.holds(seen) }
      return seen.count == correlation.rules.count
    case .temporalOrdered:
      var next = 0
      for entry in live where entry.place == next { next += 1 }
      return next == correlation.rules.count
    }
  }

  private var numbers: [Double] { live.compactMap { $0.values.first.flatMap { $0 }.flatMap(Double.init) } }

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
}

extension SigmaCorrelation.RuleCondition {
  func holds(_ seen: Set<Int>) -> Bool {
    switch self {
    case .rule(let place): seen.contains(place)
    case .and(let parts): parts.allSatisfy { $0.holds(seen) }
    case .or(let parts): parts.contains { $0.holds(seen) }
    case .not(let part): !part.holds(seen)
    }
  }

  var hasNegation: Bool {
    switch self {
    case .rule: false
    case .and(let parts), .or(let parts): parts.contains(where: \.hasNegation)
    case .not: true
    }
  }
}
