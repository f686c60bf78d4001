import Activity
import Foundation
import FuzzSupport
import JSONTape
import Scanning
import Testing

@testable import Detection

@Suite("Fuzz: mappings")
struct MappingFuzzTests {
  private static let files: [[UInt8]] = {
    let folder = Project.root.appendingPathComponent("Content/mappings")
    var found: [[UInt8]] = []
    for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init()
    where file.pathExtension == "yml" {
      if let bytes = FileManager.default.contents(atPath: file.path) { found.append([UInt8](bytes)) }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }()

  private static let pieces =
    [
      "first: [a, b]", "map: {a: b}", "{tenant}", "{a.b}", "&x ", "*x", "<<: *x", "when: {any: []}", "not: {not: x}",
      "strip_prefix: ''", "after: ''", "before_last: ''", "lower", "template: '{'", "exists: maybe", "- - - -",
      "activity: {actor: [{}]}", "priority: 99999999999999999999", "? [a]\n: b", "null", "~", "[]", "{}", "''",
      "|\n  x",
      "named_lists: [{path: '', name: '', values: []}]", "source: 'x'", "\t", "---\n", "...\n",
    ].map { Array($0.utf8) }

  @Test("no damage to a mapping file crashes or hangs its reader; faults have lines")
  func files() throws {
    try #require(Self.files.count > 20)
    let records = DecisionMemoryFuzzTests.records
    try FuzzRun.rounds(
      "mapping files", 60, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let bytes = run.random.damage(run.random.pick(Self.files), pieces: Self.pieces)
        switch MappingReader.read(bytes, file: "damaged.yml") {
        case .failure(let failure):
          #expect(!failure.problems.isEmpty, "seed \(run.seed)")
          for problem in failure.problems {
            #expect(problem.line >= 1 && !problem.message.isEmpty, "seed \(run.seed)")
          }
        case .success(let mapping):
          // What was read is applied to records, too.
          let engine = Engine(book: RuleBook(), mappings: [mapping], envelopes: Envelopes()) { _ in
            ActionCatalogue(verbs: VerbTable())
          }
          let worker = try Worker(engine)
          for _ in 0..<10 { Self.judge(run.random.pick(records).bytes, worker) }
          #expect(worker.take().bad.isEmpty)
        }
      })
  }

  @Test("all mappings read changed records in bounded size")
  func records() throws {
    let engine = Project.builtin.engine
    let records = DecisionMemoryFuzzTests.records
    let worker = try Worker(engine)
    try FuzzRun.rounds("changed records", 300) { run in
      var record = run.random.pick(records)
      for _ in 0..<1 + run.random.below(5) { record = run.random.changed(record, others: records) }
      if run.random.happens(10), let path = record.paths.randomElement(using: &run.random) {
        let long = String(repeating: run.random.pick(["x", "é", "%s", "\u{0}"]), count: 100_000)
        record = record.replacing(path) { _ in .string(long) }
      }
      let bytes = record.bytes
      Self.judge(bytes, worker)
      let result = worker.take()
      #expect(result.bad.isEmpty, "seed \(run.seed)")
      let inspection = try RecordInspection(bytes, engine: engine)
      guard let activity = inspection.activity else { return }
      // Each of about twenty fields and three for each of sixteen targets is cut at 1024 bytes.
      #expect(PackedActivity(activity).bytes.count < 100_000, "seed \(run.seed)")
      #expect(activity.targets.count <= 16, "seed \(run.seed)")
      #expect(PackedActivity(activity).activity == activity, "seed \(run.seed)")
    }
  }

  private static func judge(_ bytes: [UInt8], _ worker: Worker) {
    let padded = bytes + Array(repeating: 0, count: Parser.padding)
    padded.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Parser.padding))) }
  }
}
