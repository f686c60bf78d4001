import Activity
import Sigma

extension Correlator {
  /// Matches that a state holds in all; the groups that have been still for longest are left out beyond it. 70 bytes
  /// each.
  private static let maxSavedEntries = 4_000_000

  /// The windows that are open: those of every kind that a match after `passed` may still count in.
  func stateBytes(passed: Int64) -> [UInt8] {
    var kept: [(key: Key, window: CorrelationWindow)] = []
    // A correlation that is judged when its time has passed hands on a match of then, so much later.
    let delay = book.correlations.lazy.map(\.source).filter { !$0.isSettledByGrowth }.reduce(0) { sum, source in
      min(sum + source.span, StateInput.maxTime)
    }
    for (key, window) in windows {
      let source = book.correlations[Int(key.correlation)].source
      if source.isSettledByGrowth {
        // As the next match of the group would do, were there one at once.
        if passed > -StateInput.maxTime { window.expire(before: passed - delay - source.span) }
        guard window.count > 0 else { continue }
      }
      kept.append((key, window))
    }
    kept.sort {
      ($1.window.lastTime, $0.key.correlation, $0.key.group) < ($0.window.lastTime, $1.key.correlation, $1.key.group)
    }
    var entries = 0
    kept = Array(
      kept.prefix { pair in
        entries += pair.window.count
        return entries <= Self.maxSavedEntries
      })
    kept.sort { ($0.key.correlation, $0.key.group) < ($1.key.correlation, $1.key.group) }
    var places: [Key: UInt32] = [:]
    for (place, pair) in kept.enumerated() { places[pair.key] = UInt32(place) }

    var body = AlertStateWriter()
    body.out.put(count: book.correlations.count)
    for correlation in book.correlations {
      body.out.put(correlation.signature)
      body.out.put(UInt8(clamping: correlation.references.count))
    }
    body.out.put(count: kept.count)
    for (key, window) in kept {
      body.out.put(UInt32(key.correlation))
      body.out.put(key.group)
      window.write(to: &body)
    }
    let due = closing.compactMap { entry in places[entry.key].map { (entry.time, $0) } }
    body.out.put(count: due.count)
    for (time, place) in due {
      body.out.put(time)
      body.out.put(place)
    }
    return body.bytes
  }

  /// Takes up what `stateBytes` gave, into a correlator without windows.
  mutating func restore(
    _ bytes: [UInt8], names: Names, sources: SourceNumbers, losses: inout StateLosses
  ) throws(StateProblem) {
    var body = try AlertStateReader(bytes, names: names)
    var known: [String: [Int]] = [:]
    for (number, correlation) in book.correlations.enumerated() {
      known[correlation.signature, default: []].append(number)
    }
    // Of several that are the same, the first stands for the first.
    var numbers: [(now: Int?, references: Int)] = []
    for _ in 0..<(try body.from.count(of: 5)) {
      let signature = try body.from.text()
      let references = Int(try body.from.number(UInt8.self))
      var place = known[signature]?.first
      if place != nil { known[signature]?.removeFirst() }
      if let found = place, book.correlations[found].references.count != references { place = nil }
      numbers.append((place, references))
    }
    var keys: [Key?] = []
    for _ in 0..<(try body.from.count(of: 21, atMost: Self.maxGroups)) {
      let correlation = numbers[try body.from.index(below: numbers.count)]
      let group = try body.from.number(UInt64.self)
      let window = try CorrelationWindow(&body, references: correlation.references, sources: sources)
      guard let now = correlation.now, window.group.count == book.correlations[now].source.groupBy.count else {
        losses.windows += 1
        keys.append(nil)
        continue
      }
      let key = Key(correlation: Int32(now), group: group)
      windows[key] = window
      keys.append(key)
    }
    for _ in 0..<(try body.from.count(of: 12)) {
      let time = try body.from.time()
      guard let key = keys[try body.from.index(below: keys.count)] else { continue }
      closing.append((time, key))
      nextClosing = min(nextClosing, time)
    }
    try body.from.end()
    // Without its time to be judged, a window of this kind would stay for ever.
    let due = Set(closing.map(\.key))
    for key in windows.keys.filter({ !due.contains($0) }) {
      let source = book.correlations[Int(key.correlation)].source
      guard !source.isSettledByGrowth, let window = windows[key] else { continue }
      closing.append((window.lastTime + source.span, key))
      nextClosing = min(nextClosing, window.lastTime + source.span)
    }
  }
}

extension SigmaCorrelation {
  /// Microseconds.
  fileprivate var span: Int64 { Int64(min(timespan * 1_000_000, Double(StateInput.maxTime))) }
}

extension BoundCorrelation {
  /// All by which one correlation's windows differ from another's.
  fileprivate var signature: String {
    let aliases = source.aliases.sorted { $0.key < $1.key }.map { name, fields in
      "\(name)=" + fields.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
    }
    return [
      alert.id, String(describing: source.kind), source.rules.joined(separator: ","),
      source.groupBy.joined(separator: ","), String(source.timespan),
      source.bounds.map { "\($0.comparison.rawValue) \($0.value)" }.joined(separator: ","),
      source.ruleCondition.map { String(describing: $0) } ?? "", aliases.joined(separator: ";"),
    ].joined(separator: "|")
  }
}

extension CorrelationWindow {
  /// The matches that are in it, and what the last was.
  func write(to body: inout AlertStateWriter) {
    body.out.put(count: group.count)
    for value in group { body.out.put(value) }
    body.out.put(last != nil)
    last?.write(to: &body)
    body.out.put(count: count)
    for entry in live {
      body.out.put(entry.time)
      body.out.put(Int64(entry.record))
      body.out.put(entry.file)
      body.out.put(UInt8(clamping: entry.place))
      body.out.put(entry.value)
      body.out.put(entry.number != nil)
      if let number = entry.number { body.out.put(number) }
      entry.recordID.write(to: &body.out)
    }
  }

  convenience init(
    _ body: inout AlertStateReader, references: Int, sources: SourceNumbers
  ) throws(StateProblem) {
    var group: [UInt64] = []
    for _ in 0..<(try body.from.count(of: 8)) { group.append(try body.from.number()) }
    let last = try body.from.flag() ? try Evidence(&body, sources: sources) : nil
    self.init(group: group, references: references)
    self.last = last
    for _ in 0..<(try body.from.count(of: 31, atMost: Self.maxEntries)) {
      let time = try body.from.time()
      let record = try body.from.tally()
      let file = try body.from.number(UInt32.self)
      let place = Int32(try body.from.number(UInt8.self))
      guard place < references else { throw .impossible("a place in a correlation") }
      let value = try body.from.number(UInt64.self)
      let number = try body.from.flag() ? try body.from.double() : nil
      add(
        Entry(
          time: time, record: record, file: file, place: place, value: value, number: number,
          recordID: try ShortText(&body.from)))
    }
  }
}

extension CorrelationWindow.Evidence {
  fileprivate func write(to body: inout AlertStateWriter) {
    observation.write(to: &body.out)
    recordID.write(to: &body.out)
    body.out.put(alert != nil)
    if let alert { body.put(alert) }
  }

  fileprivate convenience init(_ body: inout AlertStateReader, sources: SourceNumbers) throws(StateProblem) {
    var observation = try Observation(&body.from)
    observation.source = sources[observation.source]
    let recordID = try ShortText(&body.from)
    self.init(
      observation: observation, recordID: recordID, alert: try body.from.flag() ? try body.alert() : nil)
  }
}
