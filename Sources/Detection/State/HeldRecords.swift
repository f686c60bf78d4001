import Activity

/// Records that waited for their order at the end of a run: their observations, and what the first stage found on them.
struct HeldRecords {
  /// By file, in the order of the files' numbers.
  var results: [(file: UInt32, result: StageOneResult)] = []

  static func bytes(of runs: [ObservationRun], book: RuleBook) -> [UInt8] {
    var rules: [Int32: UInt32] = [:]
    var used: [Int32] = []
    var body = AlertStateWriter()
    for run in runs {
      var next = 0
      for place in 0..<run.count {
        run[place].pointee.write(to: &body.out)
        guard next < run.matched.count, run.matched[next].place == place else {
          body.out.put(UInt16(0))
          continue
        }
        let member = run.matched[next]
        next += 1
        member.run._withUnsafeGuaranteedRef { found in
          let matches = found.matches.dropFirst(Int(member.match)).prefix {
            $0.observation == Int32(truncatingIfNeeded: member.index)
          }
          body.out.put(UInt16(clamping: matches.count))
          for match in matches.prefix(Int(UInt16.max)) {
            let number = rules[match.rule] ?? UInt32(used.count)
            if number == used.count {
              rules[match.rule] = number
              used.append(match.rule)
            }
            body.out.put(number)
            for place in book.rules[Int(match.rule)].captures.indices {
              let value = Int(match.captures) + place
              body.out.put(value < found.captures.count ? found.captures[value] : 0)
            }
            match.recordID.write(to: &body.out)
            body.out.put(match.alert >= 0)
            if match.alert >= 0 { body.put(found.alerts[Int(match.alert)]) }
          }
        }
      }
    }
    var out = StateOutput()
    out.put(count: used.count)
    for number in used {
      let rule = book.rules[Int(number)]
      out.put(rule.alert.id)
      out.put(count: rule.captures.count)
      for capture in rule.captures { out.put(capture) }
    }
    out.put(count: runs.reduce(0) { $0 + $1.count })
    out.put(body.bytes)
    return out.bytes
  }

  /// A rule's place in the book now, `nil` where there is none, and how many values come with its matches.
  private struct Rule {
    var number: Int32?
    var captures: Int
  }

  /// More wait in no state: the order of a scan holds back 65,536.
  private static let maxRecords = 1 << 18

  /// - Parameter end: the number after that of the last file that the state knows.
  init(
    _ bytes: [UInt8], engine: Engine, before end: UInt32, sources: SourceNumbers, losses: inout StateLosses
  ) throws(StateProblem) {
    var from = StateInput(bytes)
    var byID: [String: Int32] = [:]
    for (number, rule) in engine.book.rules.enumerated() where byID[rule.alert.id] == nil {
      byID[rule.alert.id] = Int32(number)
    }
    var rules: [Rule] = []
    for _ in 0..<(try from.count(of: 8)) {
      let id = try from.text()
      var captures: [String] = []
      for _ in 0..<(try from.count(of: 4)) { captures.append(try from.text()) }
      // Rules without an id of their own may share one: the first that takes the same fields.
      let number = byID[id].flatMap { first in
        engine.book.rules[Int(first)].captures == captures
          ? first
          : engine.book.rules.firstIndex { $0.alert.id == id && $0.captures == captures }.map { Int32($0) }
      }
      rules.append(Rule(number: number, captures: captures.count))
    }
    let count = try from.number(UInt32.self)
    guard count <= Self.maxRecords else { throw .impossible("so many records that wait") }
    var body = try AlertStateReader(try from.data(), names: engine.names)
    try from.end()
    var byFile: [UInt32: StageOneResult] = [:]
    for _ in 0..<count {
      var observation = try Observation(&body.from)
      observation.source = sources[observation.source]
      guard observation.file < end else { throw .impossible("a number of a file") }
      var result =
        byFile.removeValue(forKey: observation.file) ?? StageOneResult(sources: engine.mappings.count, expected: 64)
      result.observations.append(observation)
      let place = Int32(result.observations.count - 1)
      for _ in 0..<(try body.from.number(UInt16.self)) {
        try Self.readMatch(&body, rules, at: place, into: &result, engine.book, losses: &losses)
      }
      byFile[observation.file] = result
    }
    try body.from.end()
    results = byFile.sorted { $0.key < $1.key }.map { (file: $0.key, result: $0.value) }
  }

  private static func readMatch(
    _ body: inout AlertStateReader, _ rules: [Rule], at place: Int32, into result: inout StageOneResult,
    _ book: RuleBook, losses: inout StateLosses
  ) throws(StateProblem) {
    let rule = rules[try body.from.index(below: rules.count)]
    var captures: [UInt64] = []
    guard rule.captures <= body.from.remaining / 8 else { throw .impossible("so many values") }
    for _ in 0..<rule.captures { captures.append(try body.from.number()) }
    let recordID = try ShortText(&body.from)
    let alert = try body.from.flag() ? try body.alert() : nil
    guard let number = rule.number, alert != nil || !book.rules[Int(number)].raisesAlerts else {
      losses.matches += 1
      return
    }
    result.matches.append(
      RuleMatch(
        rule: number, observation: place, alert: alert == nil ? -1 : Int32(result.alerts.count),
        captures: Int32(result.captures.count), recordID: recordID))
    result.captures += captures
    if var alert {
      // Of the rule as it is now: it is raised by this run.
      alert.rule = book.rules[Int(number)].alert
      result.alerts.append(alert)
    }
  }
}
