import Activity
import FuzzSupport
import JSONTape
import Testing

@testable import Behaviour
@testable import Detection
@testable import Scanning

/// A state file may be damaged, cut short or made up; what it says is refused or taken up, and the run goes on.
@Suite("Fuzz: learned states")
struct WatchStateFuzzTests {
  private static func run(_ records: ArraySlice<FuzzJSON>, from state: WatchState?) throws -> WatchState {
    let engine = Project.engine(rules: EngineTests.rule)
    let worker = try Worker(engine)
    let second = SecondStage(engine, paths: ["test"], watch: Watch(), lateness: 16, keepsState: true)
    if let state { _ = try second.restore(state) }
    for record in records {
      let bytes = record.bytes + Array(repeating: 0, count: Parser.padding)
      bytes.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Parser.padding))) }
    }
    second.add(worker.take(), file: 0, base: 0) { _ in }
    second.finish { _ in }
    return try #require(second.state)
  }

  private static let learned = Result { try run(DecisionMemoryFuzzTests.records[...], from: nil) }

  @Test("no damage to a state file crashes or hangs who takes it up")
  func damage() throws {
    let state = try Self.learned.get()
    let whole = ScanState(watch: state).bytes
    #expect(try ScanState(bytes: whole).watch == state)
    let records = DecisionMemoryFuzzTests.records
    try FuzzRun.rounds(
      "learned states", 16, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        var damaged = state
        if run.random.happens(30) {
          // The file's own frame.
          guard let read = try? ScanState(bytes: run.random.damage(whole)) else { return }
          damaged = read.watch
        } else if run.random.happens(40) {
          damaged.stage = run.random.damage(damaged.stage, times: 3)
        } else if run.random.happens(30) {
          damaged.names = run.random.damage(damaged.names, times: 3)
        } else if run.random.happens(50) {
          damaged.behaviour = run.random.damage(damaged.behaviour, times: 3)
        } else if run.random.happens(50) {
          damaged.habits = run.random.damage(damaged.habits, times: 3)
        } else {
          damaged.sequences = run.random.damage(damaged.sequences, times: 3)
        }
        let start = run.random.below(records.count - 40)
        do {
          _ = try Self.run(records[start..<start + 40], from: damaged)
        } catch let error as StateProblem {
          #expect(!error.description.isEmpty, "seed \(run.seed)")
        }
      })
  }
}
