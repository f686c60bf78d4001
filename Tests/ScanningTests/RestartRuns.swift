import Activity
import Detection
import Foundation
import Incidents
import Ingest
import Scanning
import Simulation

/// Records of a folder, one by one and in order of time, to be cut into runs.
struct Arrivals {
  private(set) var records: [(time: Int64, line: [UInt8])] = []

  init(_ paths: [String], engine: Engine) throws {
    let files = InputDiscovery().discover(paths).files
    let arrays = engine.envelopes.arrays.filter { !$0.contains(".") }
    let source = ChunkSource(files: files, envelopes: { _ in arrays })
    let worker = try Worker(engine)
    while let chunk = source.next() {
      chunk.forEachRecord { bytes in
        worker.judge(UnsafeRawBufferPointer(bytes))
        let seen = worker.take().observations
        let line = bytes.map { $0 == 10 || $0 == 13 ? 32 : $0 }
        records.append((seen.count > 0 ? seen[0].time : 0, line + [10]))
      }
    }
    // Sorting keeps what is of one time as it stands.
    records.sort { $0.time < $1.time }
  }

  /// A small organisation with some of the attacks.
  static func organisation(seed: UInt64, people: Int = 10, days: Int = 9, attacks: [String]) throws -> Arrivals {
    var options = SimulationOptions()
    options.seed = seed
    options.people = people
    options.machines = 14
    options.rate = 0.5
    options.days = days
    options.attacks = try attacks.map { try AttackOrder(parsing: $0) }
    return try Project.withFolder { folder in
      _ = try Simulation(options).write(to: folder.appendingPathComponent("made"))
      return try Arrivals([folder.appendingPathComponent("made/records").path], engine: Project.builtin.engine)
    }
  }

  /// As they may come within a bound: each within a block of `length` in any order.
  mutating func shuffle(blocks length: Int, using random: inout some RandomNumberGenerator) {
    for start in stride(from: 0, to: records.count, by: length) {
      records[start..<min(records.count, start + length)].shuffle(using: &random)
    }
  }

  /// One file a part, cut before each of the places.
  func write(to folder: URL, cuts: [Int]) throws -> [String] {
    let edges = [0] + cuts.sorted() + [records.count]
    return try zip(edges, edges.dropFirst()).enumerated().map { number, edge in
      let path = folder.appendingPathComponent("part-\(number).ndjson").path
      try Data(records[edge.0..<edge.1].flatMap(\.line)).write(to: URL(fileURLWithPath: path))
      return path
    }
  }
}

/// What one or several runs have told.
struct Telling {
  /// By id.
  private(set) var alerts: [String: String] = [:]
  /// Ids of alerts that were told more than once.
  private(set) var repeated: [String] = []
  /// By id, as last reported.
  private(set) var incidents: [String: String] = [:]
  private(set) var late = 0
  /// Of the last run.
  private(set) var result: Scan.Result?
  var state: ScanState?

  /// Scans the paths as a run that goes on from what was told so far.
  mutating func scan(
    _ paths: [String], workers: Int, lateness: Int = 1 << 16, watch: Watch = Watch(),
    engine: Engine = Restart.engine()
  ) throws {
    var options = ScanOptions(paths: paths)
    options.workers = workers
    options.lateness = lateness
    options.watch = watch
    options.keepsState = true
    // As a file holds it.
    options.state = try state.map { try ScanState(bytes: $0.bytes) }
    let box = AlertBox()
    let result = try Scan(options, engine: engine).run { box.alerts.append($0) }
    for alert in box.alerts {
      if alerts.updateValue(Self.told(alert), forKey: alert.id) != nil { repeated.append(alert.id) }
    }
    for incident in result.incidents { incidents[incident.id] = Self.told(incident) }
    for id in result.summary.withdrawn { alerts[id] = nil }
    for gone in result.summary.retired { incidents[gone.id] = nil }
    late += result.summary.late
    state = result.state
    self.result = result
  }

  private static func told(_ alert: Alert) -> String {
    // An alert is told once, with the numbers of that time: what comes later of the time before may be one more record.
    let reasons = alert.reasons.map { $0.en.replacing(#/[0-9][0-9,.]*/#, with: "#") }
    return
      "\(alert.rule.id) \(alert.rule.level) \(alert.time) \(alert.record.path)#\(alert.record.index) \(alert.count) "
      + "\(alert.related.map { "\($0.path)#\($0.index)" }) \(alert.group) \(reasons) "
      + "\(alert.activity.actor.key) \(alert.activity.actor.name) \(alert.activity.operation.name)"
  }

  private static func told(_ incident: Incident) -> String {
    let steps = incident.steps.map {
      "\($0.alertID) \($0.rule.id) \($0.count) \($0.first) \($0.last) \($0.records.map { "\($0.path)#\($0.index)" }) "
        + "\($0.targetCount)"
    }
    return "\(incident.id) \(incident.score) \(incident.level) \(incident.alerts) \(incident.title) \(steps) "
      + "\(incident.identities.map(\.key)) \(incident.aftermath?.alerts ?? 0) \(incident.story) "
      + incident.narrative(in: .japanese).story
  }

  /// The first differences, for people.
  func differences(from other: Telling) -> [String] {
    func compare(_ mine: [String: String], _ others: [String: String], _ what: String) -> [String] {
      let missing = others.keys.filter { mine[$0] == nil }.sorted().map { "\(what) missing: \(others[$0] ?? "")" }
      let extra = mine.keys.filter { others[$0] == nil }.sorted().map { "\(what) too many: \(mine[$0] ?? "")" }
      let changed = mine.keys.filter { others[$0] != nil && others[$0] != mine[$0] }.sorted().map {
        "\(what) differs:\n  \(mine[$0] ?? "")\n  \(others[$0] ?? "")"
      }
      return missing + extra + changed
    }
    return Array(
      (compare(alerts, other.alerts, "alert") + compare(incidents, other.incidents, "incident")
        + repeated.map { "told twice: \($0)" }).prefix(6))
  }
}

enum Restart {
  /// A new one each time, as a new process has: without the names that earlier runs met.
  static func engine() -> Engine {
    let library = Project.library
    return Engine(
      book: Project.builtin.engine.book, mappings: library.mappings, envelopes: library.envelopes
    ) { library.catalogue($0) }
  }
}
