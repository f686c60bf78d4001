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
  private let files: FileTable
  var windows: [Key: CorrelationWindow] = [:]
  /// Those of `windows` that were asked for last, by their keys: matches of one rule by one identity come in rows.
  private var recent: [Recent] = []
  private let logics: [WindowLogic]
  /// The correlations that rules take part in, rule by rule; and where those of each begin and end.
  private let parts: [Part]
  private let partsOfRules: [Range<Int32>]
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

    var mixed: UInt64 { group ^ UInt64(truncatingIfNeeded: correlation) &* 0x9E37_79B9_7F4A_7C15 }

    func hash(into hasher: inout Hasher) { hasher.combine(mixed) }
  }

  private struct Recent {
    var key: Key
    var window: CorrelationWindow
  }

  private static let maxRecent = 256

  /// A correlation's use of a rule's or another correlation's matches; an object, so that looking at it copies nothing.
  private final class Part {
    let correlation: Int
    let place: Int
    /// Microseconds.
    let span: Int64
    let isSettledByGrowth: Bool
    /// Where the values to group by stand among those that come with a match; nil for one that never comes.
    let group: [Int?]
    let counted: [Int?]
    let countsNumbers: Bool
    let needed: SigmaCorrelation.Needed
    let references: Int

    init(_ correlation: BoundCorrelation, number: Int, place: Int, available: [String]) {
      func find(_ fields: [String]) -> [Int?] {
        fields.map { available.firstIndex(of: correlation.name(of: $0, at: place)) }
      }
      let source = correlation.source
      self.correlation = number
      self.place = place
      span = Int64(source.timespan * 1_000_000)
      isSettledByGrowth = source.isSettledByGrowth
      group = find(source.groupBy)
      counted = find(correlation.valueFields)
      countsNumbers = source.countsNumbers
      needed = source.needed
      references = correlation.references.count
    }
  }

  init(_ engine: Engine, files: FileTable) {
    let book = engine.book
    self.book = book
    names = engine.names
    sources = engine.alertSources
    self.files = files
    var ofRules: [[Part]] = Array(repeating: [], count: book.rules.count)
    var ofCorrelations: [[Part]] = Array(repeating: [], count: book.correlations.count)
    for (number, correlation) in book.correlations.enumerated() {
      for (place, reference) in correlation.references.enumerated() {
        func part(_ available: [String]) -> Part {
          Part(correlation, number: number, place: place, available: available)
        }
        switch reference {
        case .rule(let rule): ofRules[rule].append(part(book.rules[rule].captures))
        case .correlation(let other) where other != number:
          ofCorrelations[other].append(part(book.correlations[other].source.groupBy))
        case .correlation: break
        }
      }
    }
    logics = book.correlations.map { WindowLogic($0.source) }
    parts = ofRules.flatMap { $0 }
    var end: Int32 = 0
    partsOfRules = ofRules.map { own in
      defer { end += Int32(own.count) }
      return end..<(end + Int32(own.count))
    }
    partsOfCorrelations = ofCorrelations
  }

  /// Whether a rule's matches are counted by any correlation.
  @inline(__always)
  func concerns(_ rule: Int32) -> Bool { !partsOfRules[Int(rule)].isEmpty }

  /// Takes a rule's match; matches must come in event time. `emit` gets the alerts that are settled by it.
  mutating func add(
    _ match: MatchInHand, rule: Int, captures: UnsafeBufferPointer<UInt64>, _ emit: (Alert) -> Void
  ) {
    for number in partsOfRules[rule] { feed(parts[Int(number)], captures, match, emit) }
  }

  /// Judges the windows whose time has passed.
  @inline(__always)
  mutating func advance(to time: Int64, _ emit: (Alert) -> Void) {
    if nextClosing < time { close(until: time, emit) }
  }

  mutating func finish(_ emit: (Alert) -> Void) { close(until: .max, emit) }

  private mutating func feed(
    _ part: Part, _ values: UnsafeBufferPointer<UInt64>, _ match: MatchInHand, _ emit: (Alert) -> Void
  ) {
    @inline(__always)
    func value(_ place: Int?) -> UInt64 {
      guard let place, place < values.count else { return 0 }
      return values[place]
    }
    var group: UInt64 = 0x9E37_79B9_7F4A_7C15
    for number in 0..<part.group.count {
      let value = value(part.group[number])
      // A record that lacks a field to group by belongs to no group.
      guard value != 0 else { return }
      group = ExactHash.mix(group ^ value, 0xD6E8_FEB8_6659_FD93)
    }
    let time = match.observation.pointee.time
    var counted: UInt64 = 0
    for number in 0..<part.counted.count {
      let value = value(part.counted[number])
      if value != 0 || counted != 0 { counted = ExactHash.mix((counted | 1) ^ value, 0xD6E8_FEB8_6659_FD93) | 1 }
    }
    let number = part.countsNumbers ? names.text(value(part.counted.first ?? nil)).flatMap(Double.init) : nil
    let key = Key(correlation: Int32(part.correlation), group: group)
    let window = window(of: key, part, time: time, values)
    if part.isSettledByGrowth { window.expire(before: time - part.span) }
    window.add(
      CorrelationWindow.Entry(
        time: time, record: match.observation.pointee.record, file: match.observation.pointee.file,
        place: Int32(part.place), value: counted, number: number, recordID: match.recordID))
    guard part.isSettledByGrowth else {
      window.last = CorrelationWindow.Evidence(match)
      return
    }
    guard window.mayHold(part.needed) else { return }
    guard window.satisfies(logics[part.correlation]) else { return }
    fire(part.correlation, window, match, emit)
  }

  private mutating func window(
    of key: Key, _ part: Part, time: Int64, _ values: UnsafeBufferPointer<UInt64>
  ) -> CorrelationWindow {
    let slot = Int(truncatingIfNeeded: key.mixed >> 32) & (Self.maxRecent - 1)
    if slot < recent.count, recent[slot].key == key { return recent[slot].window }
    if let known = windows[key] {
      remember(known, key, slot)
      return known
    }
    makeRoom()
    // Of a group that a record belongs to, every value has come.
    let group = part.group.map { place in place.map { values[$0] } ?? 0 }
    let made = CorrelationWindow(group: group, references: part.references)
    windows[key] = made
    remember(made, key, slot)
    if !part.isSettledByGrowth {
      closing.append((time + part.span, key))
      nextClosing = min(nextClosing, time + part.span)
    }
    return made
  }

  private mutating func remember(_ window: CorrelationWindow, _ key: Key, _ slot: Int) {
    let entry = Recent(key: key, window: window)
    // All alike at first: each is told by its own key.
    if recent.isEmpty { recent = Array(repeating: entry, count: Self.maxRecent) }
    recent[slot] = entry
  }

  /// Makes the alert of a window that holds what its correlation asks for, and empties it.
  private mutating func fire(
    _ number: Int, _ window: CorrelationWindow, _ last: MatchInHand, _ emit: (Alert) -> Void
  ) {
    if book.correlations[number].raisesAlerts {
      let alert = alert(of: number, window, last)
      window.clear()
      emit(alert)
    } else {
      window.clear()
    }
    for part in partsOfCorrelations[number] {
      window.group.withUnsafeBufferPointer { feed(part, $0, last, emit) }
    }
  }

  private func alert(of number: Int, _ window: CorrelationWindow, _ last: MatchInHand) -> Alert {
    let rule = book.correlations[number].alert
    let observation = last.observation
    let base =
      last.alert?.pointee
      ?? Alert(
        rule: rule, observation.pointee, id: last.recordID.text, path: files.path(observation.pointee.file),
        source: sources[min(Int(observation.pointee.source), sources.count - 1)])
    let records = window.live.dropLast().suffix(CorrelationWindow.maxRelated).map { entry in
      CorrelatedRecords.Record(record: entry.record, file: entry.file, id: entry.recordID)
    }
    return base.correlated(
      rule, count: window.count,
      window: CorrelatedRecords(
        records: records, fields: book.correlations[number].source.groupBy, values: window.group, files: files,
        names: names))
  }

  private mutating func close(until time: Int64, _ emit: (Alert) -> Void) {
    let due = closing.filter { $0.time < time || time == .max }.sorted { $0.time < $1.time }
    closing.removeAll { $0.time < time || time == .max }
    nextClosing = closing.map(\.time).min() ?? .max
    // What goes from `windows` must not be found any more.
    if !due.isEmpty { recent.removeAll(keepingCapacity: true) }
    for (_, key) in due {
      guard let window = windows.removeValue(forKey: key), let last = window.last else { continue }
      let correlation = Int(key.correlation)
      guard window.satisfies(logics[correlation]) else { continue }
      last.withMatch { fire(correlation, window, $0, emit) }
    }
  }

  private mutating func makeRoom() {
    guard windows.count >= Self.maxGroups else { return }
    // A tenth at a time, so that the search for the stillest is rare.
    let oldest = windows.map { (key: $0.key, time: $0.value.lastTime) }
      .sorted { ($0.time, $0.key.correlation, $0.key.group) < ($1.time, $1.key.correlation, $1.key.group) }
    for (key, _) in oldest.prefix(Self.maxGroups / 10) { windows[key] = nil }
    recent.removeAll(keepingCapacity: true)
    evictedGroups += Self.maxGroups / 10
  }
}
