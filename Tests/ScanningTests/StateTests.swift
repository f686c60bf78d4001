import Activity
import Detection
import Expectations
import Foundation
import FuzzSupport
import Incidents
import Testing

@testable import Scanning

@Suite struct StateTests {
  // MARK: Correlations

  private static let group = "group-by: [userIdentity.userName]"
  static let correlations = [
    "type: event_count\nrules: [refused]\n\(group)\ntimespan: 10m\ncondition: {gte: 4}",
    "type: event_count\nrules: [refused]\n\(group)\ntimespan: 10m\ncondition: {lte: 2}",
    "type: value_count\nrules: [refused]\n\(group)\ntimespan: 10m\ncondition: {gte: 3, field: eventName}",
    "type: temporal\nrules: [refused, deletion]\n\(group)\ntimespan: 4m",
    "type: temporal_ordered\nrules: [deletion, refused]\n\(group)\ntimespan: 4m",
    "type: value_sum\nrules: [refused]\n\(group)\ntimespan: 10m\ncondition: {gt: 20, field: additionalEventData.bytes}",
    "type: value_avg\nrules: [refused]\n\(group)\ntimespan: 10m\ncondition: {gt: 5, field: additionalEventData.bytes}",
    "type: value_percentile\nrules: [refused]\n\(group)\ntimespan: 10m\n"
      + "condition: {gt: 6, field: additionalEventData.bytes, percentile: 80}",
  ]

  /// Two hours of three users' calls.
  private static func write(_ random: inout FuzzRandom, to folder: URL, cuts: [Int]) throws -> [String] {
    var seconds = 0
    let lines = (0..<160).map { number in
      seconds += random.below(90)
      let name = random.pick(["GetUser", "GetRole", "GetPolicy", "DeleteUser", "PutObject"])
      let time = "2026-01-02T0\(3 + seconds / 3600):\(String(100 + seconds / 60 % 60).dropFirst()):"
      return """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/u\(number % 3)",\
        "accountId":"111122223333","userName":"u\(random.below(3))"},"eventTime":"\(time)\
        \(String(100 + seconds % 60).dropFirst())Z","eventSource":"iam.amazonaws.com","eventName":"\(name)",\
        "awsRegion":"us-east-1","sourceIPAddress":"203.0.113.9","eventID":"e\(number)",\
        "recipientAccountId":"111122223333","additionalEventData":{"bytes":\(random.below(10))}}

        """
    }
    let edges = [0] + cuts + [lines.count]
    return try zip(edges, edges.dropFirst()).enumerated().map { number, edge in
      let path = folder.appendingPathComponent("part-\(number).ndjson").path
      try lines[edge.0..<edge.1].joined().write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
  }

  @Test("windows of every kind of correlation go on over a cut at any record", arguments: correlations)
  func windows(_ correlation: String) throws {
    let rules = CorrelationTests.chained(correlation, generates: true)
    for seed in 1...6 as ClosedRange<UInt64> {
      var random = FuzzRandom(seed: seed)
      let cuts = (0..<3).map { _ in 1 + random.below(159) }.sorted()
      try Project.withFolder { folder in
        let paths = try Self.write(&random, to: folder, cuts: cuts)
        for lateness in [1, 30] {
          var whole = Telling()
          try whole.scan(paths, workers: 1, lateness: lateness, watch: .nothing, engine: Project.engine(rules: rules))
          var parts = Telling()
          for path in paths {
            let engine = Project.engine(rules: rules)
            try parts.scan([path], workers: 1, lateness: lateness, watch: .nothing, engine: engine)
          }
          #expect(whole.alerts.values.contains { $0.hasPrefix("55555555") || $0.hasPrefix("66666666") })
          let differences = parts.differences(from: whole)
          #expect(differences.isEmpty, "seed \(seed), \(cuts): \(differences.joined(separator: "\n"))")
        }
      }
    }
  }

  @Test("of rules that are no longer loaded, windows and alerts are dropped and counted")
  func otherRules() throws {
    let count =
      "type: event_count\nrules: [refused]\n\(Self.group)\ntimespan: 10m\ncondition: {gte: 40}\ngenerate: true"
    var random = FuzzRandom(seed: 3)
    try Project.withFolder { folder in
      let paths = try Self.write(&random, to: folder, cuts: [100])
      var telling = Telling()
      try telling.scan(
        [paths[0]], workers: 1, lateness: 10, watch: .nothing,
        engine: Project.engine(rules: CorrelationTests.chained(count, generates: true)))
      #expect(!telling.alerts.isEmpty)
      let state = telling.state
      try telling.scan(
        [paths[1]], workers: 1, lateness: 10, watch: .nothing,
        engine: Project.engine(rules: CorrelationTests.chained(count, generates: true)))
      #expect(telling.result?.losses.isEmpty == true)
      telling.state = state
      try telling.scan(
        [paths[1]], workers: 1, lateness: 10, watch: .nothing, engine: Project.engine(rules: EngineTests.rule))
      let losses = try #require(telling.result?.losses)
      #expect(losses.windows > 0)
      #expect(losses.matches > 0)
      #expect(losses.alerts > 0)
      #expect(losses.description.contains("\(losses.alerts) alerts of incidents"))
    }
  }

  // MARK: Incidents

  @Test("an incident that grows is reported again under its id, with all that is in it; another is not")
  func growing() throws {
    let arrivals = try Arrivals(try ReplayTests.replay("kiranapro").paths, engine: Project.builtin.engine)
    var whole = Telling()
    var telling = Telling()
    try Project.withFolder { folder in
      let all = try arrivals.write(to: folder, cuts: [])
      try whole.scan(all, workers: 1)
      let worst = try #require(whole.result?.incidents.first)
      let middle = try #require(arrivals.records.firstIndex { $0.time > (worst.start + worst.end) / 2 })
      let paths = try arrivals.write(to: folder, cuts: [middle, arrivals.records.count])
      try telling.scan([paths[0]], workers: 1)
      let first = try #require(telling.result?.incidents.first { $0.id == worst.id })
      #expect(first.version == 1)
      #expect(first.alerts < worst.alerts)
      try telling.scan([paths[1]], workers: 1)
      let second = try #require(telling.result?.incidents.first { $0.id == worst.id })
      #expect(second.version == 2)
      #expect(second.alerts == worst.alerts)
      #expect(Set(second.steps.flatMap { $0.records.map(\.path) }) == [paths[0], paths[1]])
      try telling.scan([paths[2]], workers: 1)
      #expect(telling.result?.summary.records == 0)
      #expect(telling.result?.incidents.isEmpty == true)
      #expect(telling.result?.summary.unchanged == whole.result?.incidents.count)
    }
  }

  // MARK: Expectations

  @Test("breaches told that day, and what was found to be a crown jewel, are known to the next run")
  func expectations() throws {
    let text = """
      crown_jewels:
        - name: what pays
          resources: ['*ledger*', '*payments*', '*telemetry*', '*hoshigaoka*']
          only: ['aws:*:role:app']
      mute:
        - rule: behaviour-new-origin
          reason: known
          until: 2027-01-01
          by: alice@example.com
          level: low

      """
    let file = try ExpectationReader.read(Array(text.utf8), file: "expect.yml").get()
    func watch() -> Watch {
      var watch = Watch()
      watch.expectations = Expectations(file)
      return watch
    }
    let arrivals = try Arrivals.organisation(seed: 5, days: 5, attacks: ["mass-clone"])
    try Project.withFolder { folder in
      let count = arrivals.records.count
      let paths = try arrivals.write(to: folder, cuts: [count / 3, count / 2])
      var whole = Telling()
      try whole.scan(paths, workers: 1, lateness: 64, watch: watch())
      #expect(whole.alerts.values.filter { $0.hasPrefix("expectation-crown-jewel") }.count > 20)
      var parts = Telling()
      for path in paths { try parts.scan([path], workers: 4, lateness: 64, watch: watch()) }
      let differences = parts.differences(from: whole)
      #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }
  }

  // MARK: The file

  private static let learned = Result {
    let arrivals = try Arrivals(try ReplayTests.replay("kiranapro").paths, engine: Project.builtin.engine)
    return try Project.withFolder { folder in
      let paths = try arrivals.write(to: folder, cuts: [arrivals.records.count * 2 / 3])
      var telling = Telling()
      try telling.scan([paths[0]], workers: 1, lateness: 100)
      var again = Telling()
      try again.scan([paths[0]], workers: 4, lateness: 100)
      return (state: telling.state, again: again.state, rest: arrivals.records.suffix(60).flatMap(\.line))
    }
  }

  @Test("the same input gives the same bytes, whatever the number of threads")
  func bytes() throws {
    let learned = try Self.learned.get()
    let state = try #require(learned.state)
    #expect(learned.again == state)
    #expect(try ScanState(bytes: state.bytes) == state)
  }

  @Test("a file that is cut short, of another version or no state is refused with one reason")
  func foreign() throws {
    let bytes = try #require(try Self.learned.get().state).bytes
    for length in [0, 1, 7, 8, 11, 12, 20, 27, 28, 29, bytes.count / 2, bytes.count - 1] {
      #expect(throws: StateProblem.self) { _ = try ScanState(bytes: Array(bytes[..<length])) }
    }
    #expect(throws: StateProblem.self) { _ = try ScanState(bytes: bytes + [0]) }
    #expect(throws: StateProblem.self) { _ = try ScanState(bytes: Array("YAGURAS1".utf8) + bytes[8...]) }
    let older = #expect(throws: StateProblem.self) {
      _ = try ScanState(bytes: Array("YAGURAS2".utf8) + bytes[8...])
    }
    #expect(older?.description == "it was written by another version of Yagura, which kept other things")
    #expect(throws: StateProblem.self) { _ = try ScanState(bytes: Array(#"{"Records":[]}"#.utf8)) }
    for place in stride(from: 28, to: bytes.count, by: bytes.count / 97) {
      var changed = bytes
      changed[place] ^= 1
      let problem = #expect(throws: StateProblem.self) { _ = try ScanState(bytes: changed) }
      #expect(problem?.description.hasPrefix("it ") == true)
    }
    var changed = bytes
    changed[bytes.count / 2] ^= 1
    let problem = #expect(throws: StateProblem.self) { _ = try ScanState(bytes: changed) }
    #expect(problem?.description == "it is damaged: a checksum differs")
  }

  @Test("Fuzz: no damage to what is kept of incidents crashes or hangs who takes it up")
  func fuzzIncidents() throws {
    let learned = try Self.learned.get()
    let state = try #require(learned.state)
    try Project.withFolder { folder in
      let path = folder.appendingPathComponent("rest.ndjson").path
      try Data(learned.rest).write(to: URL(fileURLWithPath: path))
      try FuzzRun.rounds(
        "states of incidents", 12, slow: { Issue.record("seed \($0) took \($1) s") },
        { run in
          var damaged = state
          switch run.random.below(8) {
          case 0: damaged.told = run.random.damage(damaged.told, times: 2)
          case 1: damaged = ScanState(watch: damaged.watch, incidents: [], told: damaged.told)
          default: damaged.incidents = run.random.harm(damaged.incidents)
          }
          var options = ScanOptions(paths: [path])
          options.workers = 1
          options.state = damaged
          options.keepsState = true
          do {
            let scan = try Scan(options, engine: Self.fuzzed).run { _ in }
            for incident in scan.incidents { #expect(!incident.narrative(in: .japanese).story.isEmpty) }
          } catch let error as StateProblem {
            #expect(!error.description.isEmpty, "seed \(run.seed)")
          }
        })
    }
  }

  /// One for all rounds: to compile the rules takes longer than a round.
  private static let fuzzed = Restart.engine()
}

extension FuzzRandom {
  /// Changes bytes in place, so that most of what follows is still read.
  fileprivate mutating func harm(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<1 + below(4) {
      let at = below(bytes.count)
      switch below(4) {
      case 0: bytes[at] = UInt8(below(256))
      case 1: bytes[at] ^= 1 << UInt8(below(8))
      case 2: for place in at..<min(bytes.count, at + 8) { bytes[place] = pick([0, 0xFF, 0x7F, 0x80, 1]) }
      default: return damage(bytes, times: 2)
      }
    }
    return bytes
  }
}
