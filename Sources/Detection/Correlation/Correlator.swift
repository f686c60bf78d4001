import Sigma

/// The second stage: matches in event time become alerts, and correlations count them.
public struct Correlator {
  /// Groups that all correlations together remember; beyond it the one that has been still for longest goes.
  public static let maxGroups = 200_000

  private let book: RuleBook
  private var buffer: ReorderBuffer
  private var windows: [Key: CorrelationWindow] = [:]
  /// For each reference, the correlations that it takes part in, and its places there.
  private let parts: [BoundCorrelation.Reference: [(correlation: Int, place: Int)]]
  /// Windows to be judged when their timespan has passed, by that time.
  private var closing: [(time: Int64, key: Key)] = []
  /// The earliest time in `closing`.
  private var nextClosing = Int64.max
  /// Groups forgotten for lack of room.
  public private(set) var evictedGroups = 0

  private struct Key: Hashable {
    var correlation: Int
    var group: [String?]
  }

  /// - Parameter lateness: how many matches may wait to be put in order.
  public init(_ book: RuleBook, lateness: Int = 1 << 15) {
    self.book = book
    buffer = ReorderBuffer(capacity: lateness)
    var parts: [BoundCorrelation.Reference: [(correlation: Int, place: Int)]] = [:]
    for (number, correlation) in book.correlations.enumerated() {
      for (place, reference) in correlation.references.enumerated() {
        parts[reference, default: []].append((number, place))
      }
    }
    self.parts = parts
  }

  /// Matches that came later than the order could be kept.
  public var late: Int { buffer.late }

  /// Takes a match in any order; `emit` gets the alerts that are settled by it, in event time.
  public mutating func add(_ match: Match, _ emit: (Alert) -> Void) {
    if let ready = buffer.add(match) { settle(ready, emit) }
  }

  /// Settles all that waits.
  public mutating func finish(_ emit: (Alert) -> Void) {
    while let ready = buffer.popFirst() { settle(ready, emit) }
    close(until: .max, emit)
  }

  private mutating func settle(_ match: Match, _ emit: (Alert) -> Void) {
    close(until: match.alert.time, emit)
    let rule = book.rules[match.rule]
    if rule.raisesAlerts { emit(match.alert) }
    guard let parts = parts[.rule(match.rule)] else { return }
    for (number, place) in parts {
      let correlation = book.correlations[number]
      let values = correlation.fields(of: place).map { field in
        rule.captures.firstIndex(of: field).flatMap { match.captures[$0] }
      }
      feed(number, place, values, match, emit)
    }
  }

  /// - Parameter values: the group-by fields' values, then those of the counted fields.
  private mutating func feed(
    _ number: Int, _ place: Int, _ values: [String?], _ match: Match, _ emit: (Alert) -> Void
  ) {
    let correlation = book.correlations[number]
    let group = Array(values.prefix(correlation.source.groupBy.count))
    // A record that lacks a field to group by belongs to no group.
    guard !group.contains(where: { $0 == nil }) else { return }
    let key = Key(correlation: number, group: group)
    let time = match.alert.time
    let span = Int64(correlation.source.timespan * 1_000_000)
    let entry = CorrelationWindow.Entry(
      time: time, place: place, record: match.alert.record,
      values: Array(values.dropFirst(correlation.source.groupBy.count)))
    if windows[key] == nil {
      makeRoom()
      windows[key] = CorrelationWindow(match, references: correlation.references.count)
      if !correlation.source.isSettledByGrowth {
        closing.append((time + span, key))
        nextClosing = min(nextClosing, time + span)
      }
    }
    let settledByGrowth = correlation.source.isSettledByGrowth
    if settledByGrowth { windows[key]?.expire(before: time - span) }
    windows[key]?.add(entry, match)
    guard settledByGrowth, let window = windows[key], window.satisfies(correlation.source) else { return }
    windows[key]?.clear()
    fire(key, window, emit)
  }

  private mutating func fire(_ key: Key, _ window: CorrelationWindow, _ emit: (Alert) -> Void) {
    let correlation = book.correlations[key.correlation]
    var alert = window.last.alert
    alert.rule = correlation.alert
    alert.count = window.live.count
    alert.related = window.live.dropLast().suffix(CorrelationWindow.maxRelated).map(\.record)
    alert.group = zip(correlation.source.groupBy, key.group).map { "\($0)=\($1 ?? "")" }
    if correlation.raisesAlerts { emit(alert) }
    for (number, place) in parts[.correlation(key.correlation)] ?? [] where number != key.correlation {
      let next = book.correlations[number]
      let values = next.fields(of: place).map { field in
        correlation.source.groupBy.firstIndex(of: field).flatMap { key.group[$0] }
      }
      var match = window.last
      match.alert = alert
      feed(number, place, values, match, emit)
    }
  }

  private mutating func close(until time: Int64, _ emit: (Alert) -> Void) {
    guard !closing.isEmpty, nextClosing < time || time == .max else { return }
    let due = closing.filter { $0.time < time || time == .max }.sorted { $0.time < $1.time }
    closing.removeAll { $0.time < time || time == .max }
    nextClosing = closing.map(\.time).min() ?? .max
    for (_, key) in due {
      guard let window = windows.removeValue(forKey: key) else { continue }
      if window.satisfies(book.correlations[key.correlation].source) { fire(key, window, emit) }
    }
  }

  private mutating func makeRoom() {
    guard windows.count >= Self.maxGroups else { return }
    // A tenth at a time, so that the search for the stillest is rare.
    let oldest = windows.map { (key: $0.key, time: $0.value.live.last?.time ?? .min) }.sorted { $0.time < $1.time }
    for (key, _) in oldest.prefix(Self.maxGroups / 10) { windows[key] = nil }
    evictedGroups += Self.maxGroups / 10
  }
}
