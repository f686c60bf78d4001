import Activity
import Detection
import Foundation
import Incidents
import Ingest
import Report

/// Takes the workers' results, puts them in the order of files and chunks, and runs the second stage on them.
// proof: every use of the mutable state is between `lock` and `unlock`.
final class Merger: @unchecked Sendable {
  private let lock = NSLock()
  private let engine: Engine
  private let paths: [String]
  private let minLevel: Level
  private let sink: (Alert) -> Void
  private var second: SecondStage
  private var incidents = IncidentBuilder()
  private var summary = ScanSummary()
  private var highest: Level?
  private let keepsState: Bool
  /// What of the state that the run began with has no place in it any more.
  private(set) var losses = StateLosses()
  private var told = ToldAlerts()
  private var reported = ReportedIncidents()
  /// Whether what is judged now will be judged again by the next run.
  private var isProvisional = false
  private var waiting: [Place: (StageOneResult, ChunkFacts)] = [:]
  private var next = Place(file: 0, chunk: 0)
  /// Records and bad ones of the file so far.
  private var recordsOfFile = 0
  private var recordsOfAll = 0

  private static let maxProblems = 100

  private struct Place: Hashable {
    var file: Int
    var chunk: Int
  }

  /// What the second stage needs of a chunk, so that its bytes can go.
  private struct ChunkFacts {
    var file: Int
    var isLast: Bool
    var isSkipped: Bool
    var bad: [BadRecord]
    var problem: InputProblem?
  }

  init(
    engine: Engine, paths: [String], minLevel: Level?, watch: Watch, state: ScanState?, keepsState: Bool,
    lateness: Int, isParallel: Bool, sink: @escaping (Alert) -> Void
  ) throws(StateProblem) {
    self.engine = engine
    self.paths = paths
    self.minLevel = minLevel ?? .informational
    self.sink = sink
    second = SecondStage(engine, paths: paths, watch: watch, isParallel: isParallel, lateness: lateness)
    self.keepsState = keepsState
    incidents.keepsSealedParts = keepsState
    if let state { try restore(state) }
  }

  private func restore(_ state: ScanState) throws(StateProblem) {
    losses = try second.restore(state.watch)
    let loaded = Set((engine.book.rules.map(\.alert) + engine.book.correlations.map(\.alert)).map(\.id))
    try incidents.restore(state.incidents, names: engine.names, losses: &losses) { rule in
      switch rule.kind {
      case .builtin, .sigma: loaded.contains(rule.id)
      case .behaviour, .intel: true
      }
    }
    var from = StateInput(state.told)
    try told.read(&from)
    try reported.read(&from)
    try from.end()
  }

  func deliver(_ result: StageOneResult, _ chunk: Chunk) {
    let facts = ChunkFacts(
      file: chunk.fileIndex, isLast: chunk.isLastOfFile, isSkipped: chunk.isSkippedFile, bad: chunk.badRecords,
      problem: chunk.problem)
    lock.lock()
    defer { lock.unlock() }
    waiting[Place(file: chunk.fileIndex, chunk: chunk.index)] = (result, facts)
    while let (result, facts) = waiting.removeValue(forKey: next) {
      merge(result, facts)
      next = facts.isLast ? Place(file: next.file + 1, chunk: 0) : Place(file: next.file, chunk: next.chunk + 1)
    }
  }

  private func merge(_ result: StageOneResult, _ facts: ChunkFacts) {
    second.add(result, file: facts.file, base: recordsOfFile) {
      incidents.observe($0)
    } _: {
      emit($0)
    }
    recordsOfFile += result.records
    summary.records += result.records
    summary.unrecognised += result.unrecognised
    for (source, count) in zip(engine.mappings, result.recordsBySource) where count > 0 {
      summary.recordsBySource[source.source, default: 0] += count
    }
    if let earliest = result.earliest { summary.start = min(summary.start ?? .max, earliest) }
    if let latest = result.latest { summary.end = max(summary.end ?? .min, latest) }
    summary.bad += result.bad.count + facts.bad.count
    let base = recordsOfFile - result.records
    for bad in result.bad {
      complain(paths[facts.file], "record \(base + bad.index): \(bad.reason); it was left out")
    }
    for bad in facts.bad {
      complain(
        paths[facts.file], "record \(base + bad.precedingRecords), byte \(bad.offset): \(bad.reason); it was left out")
    }
    if let problem = facts.problem { complain(problem) }
    if facts.isSkipped {
      skip(paths[facts.file], "holds no JSON")
    } else if facts.isLast {
      summary.files += 1
    }
    if facts.isLast { recordsOfFile = 0 }
  }

  private func emit(_ alert: Alert) {
    incidents.add(alert)
    guard told.isNews(alert, isProvisional: isProvisional) else { return }
    summary.alertsByLevel[alert.rule.level, default: 0] += 1
    guard alert.rule.level >= minLevel else { return }
    highest = max(highest ?? .informational, alert.rule.level)
    sink(alert)
  }

  private func complain(_ problem: InputProblem) {
    let text = problem.description
    // The description begins with the path, which the summary names itself.
    let reason = text.hasPrefix(problem.path + ": ") ? String(text.dropFirst(problem.path.count + 2)) : text
    complain(problem.path, reason)
  }

  private func complain(_ path: String, _ reason: String) {
    guard summary.problems.count < Self.maxProblems else {
      summary.problemsOmitted += 1
      return
    }
    summary.problems.append(ScanSummary.Problem(path: path, reason: reason))
  }

  private func skip(_ path: String, _ reason: String) {
    guard summary.skipped.count < Self.maxProblems else {
      summary.skippedOmitted += 1
      return
    }
    summary.skipped.append(ScanSummary.Problem(path: path, reason: reason))
  }

  /// Settles what waits and sums up.
  func finish(selection: InputSelection, rules: Int, bytes: Int, elapsed: Duration) -> Scan.Result {
    lock.lock()
    defer { lock.unlock() }
    var state: ScanState?
    var final: Set<String> = []
    if keepsState {
      let watch = second.suspend {
        incidents.observe($0)
      } _: {
        emit($0)
      }
      let open = incidents.stateBytes()
      state = ScanState(watch: watch, incidents: open.bytes)
      final = open.final
      isProvisional = true
    }
    second.finish {
      incidents.observe($0)
    } _: {
      emit($0)
    }
    summary.watch = second.report
    for problem in selection.problems { complain(problem) }
    summary.skippedOmitted += selection.skipped
    summary.rules = rules
    summary.bytes = bytes
    let components = elapsed.components
    summary.seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    summary.recordsPerSecond = summary.seconds > 0 ? Double(summary.records) / summary.seconds : 0
    summary.peakMemoryBytes = PeakMemory.bytes
    var made = incidents.finish()
    summary.joining = incidents.tally
    if keepsState {
      summary.withdrawn = told.withdrawn
      let changes = reported.changes(in: &made)
      summary.unchanged = made.count - changes.changed.count
      summary.retired = changes.retired
      made = changes.changed
      reported.forget(final)
      var out = StateOutput()
      told.write(to: &out)
      reported.write(to: &out)
      state?.told = out.bytes
    }
    return Scan.Result(
      incidents: made.filter { $0.level >= minLevel }, summary: summary, highest: highest, late: second.late,
      state: state,
      losses: losses)
  }
}
