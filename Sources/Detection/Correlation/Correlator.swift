import Activity
import JSONTape
import Sigma

/// Counts matches in event time over windows and groups, as correlations say.
struct Correlator {
  /// Groups that all correlations together remember; beyond it those that have been still for longest go.
  static let maxGroups = 200_000

  let book: RuleBook
  private let names: Names
  private let sources: [AlertSource]
  /// The path of a file by its number.
  private let path: (UInt32) -> String
  var windows: [Key: CorrelationWindow] = [:]
  private let logics: [Logic]
  /// For each rule, the correlations that it takes part in.
  private let partsOfRules: [[Part]]
  private let partsOfCorrelations: [[Part]]
  /// Windows to be judged when their timespan has passed, by that time.
  var closing: [(time: Int64, key: Key)] = []
  /// The earliest time in `closing`.
  var nextClosing = Int64.max
  /// Groups forgotten for lack of room.
  private(set) var evictedGroups = 0

  struct Key: Hashable {
    var correlation: Int32
    var group: UInt64
  }

  /// A correlation, held so that looking at it copies nothing.
  private final class Logic {
    let source: SigmaCorrelation
    init(_ source: SigmaCorrelation) { self.source = source }
  }

  /// A correlation's use of a rule's or another correlation's matches.
  private struct Part {
    var correlation: Int
    var place: Int
    /// Microseconds.
    var span: Int64
    var isSettledByGrowth: Bool
    /// Where the values to group by stand among those that come with a match; nil for one that never comes.
    var group: [Int?]
    var counted: [Int?]
    var countsNumbers: Bool
    var needed: SigmaCorrelation.Needed
    var references: Int
  }

  init(_ engine: Engine, path: @escaping (UInt32) -> String) {
    let book = engine.book
    self.book = book
    names = engine.names
    sources = engine.alertSources
    self.path = path
    var ofRules: [[Part]] = Array(repeating: [], count: book.rules.count)
    var ofCorrelations: [[Part]] = Array(repeating: [], count: book.correlations.count)
    for (number, correlation) in book.correlations.enumerated() {
      for (place, reference) in correlation.references.enumerated() {
        func part(_ available: [String]) -> Part {
          func find(_ fields: [String]) -> [Int?] {
            fields.map { available.firstIndex(of: correlation.name(of: $0, at: place)) }
          }
          return Part(
            correlation: number, place: place, span: Int64(correlation.source.timespan * 1_000_000),
            isSettledByGrowth: correlation.source.isSettledByGrowth, group: find(correlation.source.groupBy),
            counted: find(correlation.valueFields), countsNumbers: correlation.source.countsNumbers,
            needed: correlation.source.needed, references: correlation.references.count)
        }
        switch reference {
        case .rule(let rule): ofRules[rule].append(part(book.rules[rule].captures))
        case .correlation(let other) where other != number:
          ofCorrelations[other].append(part(book.correlations[other].source.groupBy))
        case .correlation: break
        }
      }
    }
    logics = book.correlations.map { Logic($0.source) }
    partsOfRules = ofRules
    partsOfCorrelations = ofCorrelations
  }

  /// Whether a rule's matches are counted by any correlation.
  @inline(__always)
  func concerns(_ rule: Int32) -> Bool { !partsOfRules[Int(rule)].isEmpty }

  /// Takes a rule's match; matches must come in event time. `emit` gets the alerts that are settled by it.
  mutating func add(
    _ match: RuleMatch, _ observation: Observation, captures: [UInt64], alert: Alert?, _ emit: (Alert) -> Void
  ) {
    let rule = Int(match.rule)
    for number in partsOfRules[rule].indices {
      let evidence = CorrelationWindow.Evidence(observation: observation, recordID: match.recordID, alert: alert)
      feed(partsOfRules[rule][number], captures, from: Int(match.captures), evidence, emit)
    }
  }

  /// Judges the windows whose time has passed.
  @inline(__always)
  mutating func advance(to time: Int64, _ emit: (Alert) -> Void) {
    if nextClosing < time { close(until: time, emit) }
  }

  mutating func finish(_ emit: (Alert) -> Void) { close(until: .max, emit) }

  private mutating func feed(
    _ part: Part, _ values: [UInt64], from start: Int, _ evidence: CorrelationWindow.Evidence, _ emit: (Alert) -> Void
  ) {
    func value(_ place: Int?) -> UInt64 {
      guard let place, start + place < values.count else { return 0 }
      return values[start + place]
    }
    var group: UInt64 = 0x9E37_79B9_7F4A_7C15
    for place in part.group {
      // A record that lacks a field to group by belongs to no group.
      guard value(place) != 0 else { return }
      group = ExactHash.mix(group ^ value(place), 0xD6E8_FEB8_6659_FD93)
    }
    let time = evidence.observation.time
    var counted: UInt64 = 0
    for place in part.counted where value(place) != 0 || counted != 0 {
      counted = ExactHash.mix((counted | 1) ^ value(place), 0xD6E8_FEB8_6659_FD93) | 1
    }
    let number = part.countsNumbers ? names.text(value(part.counted.first ?? nil)).flatMap(Double.init) : nil
    let key = Key(correlation: Int32(part.correlation), group: group)
    let window = window(of: key, part) {
      CorrelationWindow(evidence, group: part.group.map(value), references: part.references)
    }
    if part.isSettledByGrowth { window.expire(before: time - part.span) }
    window.add(
      CorrelationWindow.Entry(
        time: time, record: evidence.observation.record, file: evidence.observation.file, place: Int32(part.place),
        value: counted, number: number, recordID: evidence.recordID),
      evidence)
    guard part.isSettledByGrowth else { return }
    guard window.mayHold(part.needed) else { return }
    guard window.satisfies(logics[part.correlation].source) else { return }
    fire(part.correlation, window, emit)
  }

  private mutating func window(of key: Key, _ part: Part, _ make: () -> CorrelationWindow) -> CorrelationWindow {
    if let known = windows[key] { return known }
    makeRoom()
    let made = make()
    windows[key] = made
    if !part.isSettledByGrowth {
      let time = made.last.observation.time + part.span
      closing.append((time, key))
      nextClosing = min(nextClosing, time)
    }
    return made
  }

  /// Makes the alert of a window that holds what its correlation asks for, and empties it.
  private mutating func fire(_ number: Int, _ window: CorrelationWindow, _ emit: (Alert) -> Void) {
    let correlation = book.correlations[number]
    let last = window.last
    if correlation.raisesAlerts {
      var alert =
        last.alert
        ?? Alert(
          rule: correlation.alert, last.observation, id: last.recordID.text, path: path(last.observation.file),
          source: sources[min(Int(last.observation.source), sources.count - 1)])
      alert.rule = correlation.alert
      alert.count = window.live.count
      alert.related = window.live.dropLast().suffix(CorrelationWindow.maxRelated).map { entry in
        RecordReference(path: path(entry.file), index: entry.record, id: entry.recordID.text)
      }
      alert.group = zip(correlation.source.groupBy, window.group).map { "\($0)=\(names.text($1) ?? "")" }
      window.clear()
      emit(alert)
    } else {
      window.clear()
    }
    for part in partsOfCorrelations[number] { feed(part, window.group, from: 0, last, emit) }
  }

  private mutating func close(until time: Int64, _ emit: (Alert) -> Void) {
    let due = closing.filter { $0.time < time || time == .max }.sorted { $0.time < $1.time }
    closing.removeAll { $0.time < time || time == .max }
    nextClosing = closing.map(\.time).min() ?? .max
    for (_, key) in due {
      guard let window = windows.removeValue(forKey: key) else { continue }
      let correlation = Int(key.correlation)
      if window.satisfies(logics[correlation].source) { fire(correlation, window, emit) }
    }
  }

  private mutating func makeRoom() {
    guard windows.count >= Self.maxGroups else { return }
    // A tenth at a time, so that the search for the stillest is rare.
    let oldest = windows.map { (key: $0.key, time: $0.value.lastTime) }
      .sorted { ($0.time, $0.key.correlation, $0.key.group) < ($1.time, $1.key.correlation, $1.key.group) }
    for (key, _) in oldest.prefix(Self.maxGroups / 10) { windows[key] = nil }
    evictedGroups += Self.maxGroups / 10
  }
}
