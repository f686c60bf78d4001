import Activity
import Sigma

/// A rule's match while it is looked at: valid for as long as what it points to is handed on.
struct MatchInHand {
  let observation: UnsafePointer<Observation>
  let recordID: ShortText
  /// Where the rule that matched made one of its own.
  let alert: UnsafePointer<Alert>?
}

/// A correlation, held so that looking at it copies nothing.
final class WindowLogic {
  let source: SigmaCorrelation

  init(_ source: SigmaCorrelation) { self.source = source }
}

/// What one correlation remembers of one group: the matches of its timespan, in event time.
final class CorrelationWindow {
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

  /// What the last match was, to make an alert of; an object, since few windows have one.
  final class Evidence {
    let observation: Observation
    let recordID: ShortText
    /// Where the rule that matched made one of its own.
    let alert: Alert?

    init(observation: Observation, recordID: ShortText, alert: Alert?) {
      self.observation = observation
      self.recordID = recordID
      self.alert = alert
    }

    convenience init(_ match: MatchInHand) {
      self.init(
        observation: match.observation.pointee, recordID: match.recordID, alert: match.alert?.pointee)
    }

    /// Calls `body` with the match as if it came now.
    func withMatch(_ body: (MatchInHand) -> Void) {
      withUnsafePointer(to: observation) { observation in
        guard let alert else {
          body(MatchInHand(observation: observation, recordID: recordID, alert: nil))
          return
        }
        withUnsafePointer(to: alert) {
          body(MatchInHand(observation: observation, recordID: recordID, alert: $0))
        }
      }
    }
  }

  /// A window keeps at most this many matches; beyond it the oldest go.
  static let maxEntries = 100_000
  /// An alert names at most this many records.
  static let maxRelated = 32

  private(set) var entries: [Entry] = []
  private var start = 0
  /// Kept where the window is judged only when its timespan has passed; another fires on the match in hand.
  var last: Evidence?
  /// The values of the fields to group by.
  let group: [UInt64]
  /// How often each value, or combination of values, is in the window.
  private var distinct: [UInt64: Int] = [:]
  /// How often each reference is in the window, by its place.
  private var places: [Int]

  init(group: [UInt64], references: Int) {
    self.group = group
    places = Array(repeating: 0, count: references)
  }

  var live: ArraySlice<Entry> { entries[start...] }
  /// Matches in the window.
  var count: Int { entries.count - start }
  var lastTime: Int64 { entries.last?.time ?? .min }

  func add(_ entry: Entry) {
    entries.append(entry)
    places[Int(entry.place)] += 1
    if entry.value != 0 { distinct[entry.value, default: 0] += 1 }
    if entries.count - start > Self.maxEntries { dropFirst() }
    compact()
  }

  private func dropFirst() {
    let entry = entries[start]
    start += 1
    places[Int(entry.place)] -= 1
    guard entry.value != 0, let value = distinct.index(forKey: entry.value) else { return }
    distinct.values[value] -= 1
    if distinct.values[value] <= 0 { distinct.remove(at: value) }
  }

  /// Forgets what happened before `time`.
  func expire(before time: Int64) {
    while start < entries.count, entries[start].time < time { dropFirst() }
    compact()
  }

  func clear() {
    entries.removeAll(keepingCapacity: entries.count <= 64)
    distinct.removeAll()
    for place in places.indices { places[place] = 0 }
    start = 0
  }

  private func compact() {
    guard start > 64, start * 2 > entries.count else { return }
    entries.removeFirst(start)
    start = 0
  }

  /// Whether there is enough in the window for its bounds to be looked at.
  func mayHold(_ needed: SigmaCorrelation.Needed) -> Bool {
    switch needed {
    case .matches(let least): count >= least
    case .values(let least): distinct.count >= least
    case .anything: true
    }
  }

  /// Whether the correlation's bounds hold over what is in the window.
  func satisfies(_ logic: WindowLogic) -> Bool {
    let correlation = logic.source
    switch correlation.kind {
    case .eventCount: return holds(correlation.bounds, Double(count))
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

  /// The least that can fire it; cheap to compare with.
  enum Needed: BitwiseCopyable {
    case matches(Int)
    case values(Int)
    case anything
  }

  var needed: Needed {
    guard isSettledByGrowth else { return .anything }
    let least = bounds.map { $0.comparison == .gt ? $0.value + 1 : $0.value }.max() ?? 0
    let number = Int(min(max(least.rounded(.down), 0), 1e9))
    switch kind {
    case .eventCount: return .matches(number)
    case .valueCount: return .values(number)
    case .valueSum, .valueAverage, .valuePercentile, .temporal, .temporalOrdered: return .anything
    }
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
