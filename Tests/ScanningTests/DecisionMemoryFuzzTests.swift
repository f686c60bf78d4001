import Activity
import Foundation
import FuzzSupport
import JSONTape
import Scanning
import Sigma
import Testing
import YAMLTree

@testable import Detection

/// A judgement that is recalled must be the judgement that would be made anew.
@Suite("Fuzz: remembered judgements")
struct DecisionMemoryFuzzTests {
  /// The records of the mappings' fixtures and of the detections' tests.
  static let records: [FuzzJSON] = {
    var found: [FuzzJSON] = []
    for file in MappingFixtureTests.files {
      guard let bytes = FileManager.default.contents(atPath: file.path),
        let root = try? YAMLNode.parse([UInt8](bytes), file: file.path).first
      else { continue }
      for item in root["cases"]?.sequence ?? [] {
        if let record = item["record"], let json = try? FuzzJSON(record.json) { found.append(json) }
      }
    }
    for folder in Project.library.detectionFolders {
      for case let file as URL in FileManager.default.enumerator(
        at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil) ?? .init()
      where file.lastPathComponent.hasSuffix(".test.yml") {
        guard let bytes = FileManager.default.contents(atPath: file.path),
          let root = try? YAMLNode.parse([UInt8](bytes), file: file.path).first
        else { continue }
        for item in (root["fires"]?.sequence ?? []) + (root["quiet"]?.sequence ?? []) {
          for record in item["records"]?.sequence ?? item["record"].map({ [$0] }) ?? [] {
            if let json = try? FuzzJSON(record.json) { found.append(json) }
          }
        }
      }
    }
    return found.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }()

  @Test("by the built-in rules, on all recorded records and random changes of them")
  func builtin() throws {
    let engine = Project.builtin.engine
    let all = Self.records
    try #require(all.count > 500)
    try FuzzRun.rounds("remembered judgements, built-in rules", 8) { run in
      let stock = (0..<12).map { _ in run.random.pick(all) }
      let documents = Self.stream(from: stock, others: all, length: 400, &run.random)
      Self.compare(engine, documents, Self.limits(&run.random), seed: run.seed)
    }
  }

  @Test("by random rules of every kind of test")
  func randomRules() throws {
    let all = Self.records
    try FuzzRun.rounds("remembered judgements, random rules", 12) { run in
      let stock = (0..<4).map { _ in run.random.pick(all) } + RandomRules.strangers
      let rules = RandomRules.text(about: stock, &run.random)
      let engine = Project.engine(rules: rules)
      let documents = Self.stream(from: stock, others: stock, length: 300, &run.random)
      Self.compare(engine, documents, Self.limits(&run.random), seed: run.seed, rules: rules)
    }
  }

  @Test(
    "a record with several values is not taken for one with a single value",
    arguments: [
      ("{b: null}", #"{"b":"x"}"#, #"{"b":["x",null]}"#), ("{b: null}", #"{"b":null}"#, #"{"b":[null,"x"]}"#),
      ("{b|exists: true}", #"{"b":[]}"#, #"{"b":[[],null]}"#),
    ])
  func severalValues(detection: String, one: String, several: String) {
    let rules = """
      title: Rule
      id: 00000000-0000-4000-8000-000000000001
      logsource: {product: nowhere}
      detection:
        s: \(detection)
        condition: s
      level: low
      """
    let documents = [one, several, one, several, several, one].map { Array($0.utf8) }
    Self.compare(Project.engine(rules: rules), documents, MemoryLimits(), seed: 0)
  }

  /// Small bounds, so that every way to give up and to forget is gone within few records.
  private static func limits(_ random: inout FuzzRandom) -> MemoryLimits {
    var limits = MemoryLimits()
    if random.happens(80) {
      limits.edges = random.pick([40, 200, 4000])
      limits.decisions = random.pick([10, 60, 2000])
      limits.classes = random.pick([4, 20, 400])
      limits.slotsOfClass = random.pick([3, 12, 96])
      limits.judgedAfter = UInt32(random.pick([2, 4, 10]))
      limits.visits = UInt32(random.pick([4, 50, 1 << 20]))
      limits.refusals = UInt32(random.pick([1, 5, 1000]))
      limits.shapesJudgedAfter = random.pick([8, 64, 2048])
      limits.restRecords = random.pick([1, 10, 1 << 16])
    }
    return limits
  }

  /// Records in which some come again as they are, some with one value never seen, and some changed anyhow.
  private static func stream(
    from stock: [FuzzJSON], others: [FuzzJSON], length: Int, _ random: inout FuzzRandom
  ) -> [[UInt8]] {
    var templates = stock
    var documents: [[UInt8]] = []
    var number = 0
    while documents.count < length {
      let place = random.below(templates.count)
      let template = templates[place]
      switch random.below(10) {
      case 0..<3: documents.append(template.bytes)
      case 3..<5: if let old = documents.randomElement(using: &random) { documents.append(old) }
      case 5..<8: documents.append(random.changed(template, others: others).bytes)
      case 8:
        // One value that is new each time, so that its slot becomes opaque, while others change now and then.
        let paths = template.paths
        guard !paths.isEmpty else { continue }
        let path = random.pick(paths)
        let isSparse = random.happens(50)
        for _ in 0..<4 + random.below(30) {
          number += 1
          let text = number
          var record = template.replacing(path) { value in
            if isSparse, text % 3 == 0 { return nil }
            if case .string(let old) = value, text % 5 > 0 { return .string(text % 2 == 0 ? "\(old)\(text)" : old) }
            return .string("new-\(text)")
          }
          if random.happens(40) { record = random.changed(record, others: others) }
          documents.append(record.bytes)
        }
      default:
        templates[place] = random.happens(50) ? random.pick(stock) : random.changed(template, others: others)
      }
    }
    return documents
  }

  static func compare(
    _ engine: Engine, _ documents: [[UInt8]], _ limits: MemoryLimits, seed: UInt64, rules: String = "",
    isAhead: Bool = false
  ) {
    do {
      var plainly = MemoryLimits()
      plainly.remembers = false
      let found = try judge(engine, documents, limits, isAhead: isAhead)
      let wanted = try judge(engine, documents, plainly)
      #expect(found.records == wanted.records, "seed \(seed)")
      let differences = zip(found.told, wanted.told).enumerated().filter { $0.element.0 != $0.element.1 }
      for (place, (one, other)) in differences.prefix(1) {
        let record = String(decoding: documents[place], as: UTF8.self)
        Issue.record(
          "seed \(seed), document \(place): remembered \(one.filter { !other.contains($0) }) but is \(other.filter { !one.contains($0) }), of \(other.count)\n\(record)\n\(rules)"
        )
      }
      #expect(found.alerts == wanted.alerts, "seed \(seed)")
    } catch {
      Issue.record("seed \(seed): \(error)")
    }
  }

  private struct Judged {
    var records = 0
    /// What each document gave.
    var told: [[String]] = []
    var alerts: [String] = []
  }

  /// - Parameter isAhead: the worker sees each document before it judges the one before.
  private static func judge(
    _ engine: Engine, _ documents: [[UInt8]], _ limits: MemoryLimits, isAhead: Bool = false
  ) throws -> Judged {
    let worker = try Worker(engine, limits: limits)
    worker.begin(path: "test")
    var judged = Judged()
    let second = SecondStage(engine, paths: ["test"])
    let places = documents.map { document in
      let place = UnsafeMutableRawBufferPointer.allocate(byteCount: document.count + Parser.padding, alignment: 1)
      place.copyBytes(from: document + Array(repeating: 0, count: Parser.padding))
      return UnsafeRawBufferPointer(rebasing: place.dropLast(Parser.padding))
    }
    defer { for place in places { place.deallocate() } }
    for (number, bytes) in places.enumerated() {
      if isAhead {
        // Nothing is judged with the first.
        if number == 0 { worker.add(bytes) }
        if number + 1 < places.count { worker.add(places[number + 1]) } else { worker.flush() }
      } else {
        worker.judge(bytes)
      }
      let result = worker.take()
      judged.told.append(tell(result, engine))
      let base = judged.records
      judged.records += result.records
      second.add(result, file: 0, base: base) { judged.alerts.append(tell($0)) }
    }
    second.finish { judged.alerts.append(tell($0)) }
    return judged
  }

  private static func tell(_ result: StageOneResult, _ engine: Engine) -> [String] {
    var told = ["\(result.records) records, \(result.bad.count) bad, \(result.earliest ?? 0)...\(result.latest ?? 0)"]
    for index in result.observations.indices { told.append("\(result.observations[index])") }
    for match in result.matches {
      let rule = engine.book.rules[Int(match.rule)]
      let start = Int(match.captures)
      let captures = result.captures[start..<start + rule.captures.count]
      told.append("\(rule.alert.title) on \(match.observation) with \(captures), \(match.recordID.text ?? "-")")
      if match.alert >= 0 { told.append(tell(result.alerts[Int(match.alert)])) }
    }
    return told
  }

  private static func tell(_ alert: Alert) -> String {
    "\(alert.rule.title) \(alert.id) \(alert.time) \(alert.record) \(alert.count) \(alert.group) \(alert.activity)"
  }
}
