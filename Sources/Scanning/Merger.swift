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
    engine: Engine, paths: [String], minLevel: Level?, watch: Watch, state: WatchState?, isParallel: Bool,
    sink: @escaping (Alert) -> Void
  ) throws {
    self.engine = engine
    self.paths = paths
    self.minLevel = minLevel ?? .informational
    self.sink = sink
    second = SecondStage(engine, paths: paths, watch: watch, isParallel: isParallel)
    if let state { try second.restore(state) }
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
    summary.alertsByLevel[alert.rule.level, default: 0] += 1
    guard alert.rule.level >= minLevel else { return }
    // What is nothing new counts by the incident that it may be part of.
    highest = max(highest ?? .informational, alert.habit == nil ? alert.rule.level : min(alert.rule.level, .low))
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
    let made = incidents.finish().filter { $0.level >= minLevel }
    summary.joining = incidents.tally
    let grave = made.filter { $0.level >= .medium }.compactMap { $0.alertsByLevel.keys.max() }.max()
    if let grave, grave >= minLevel { highest = max(highest ?? .informational, grave) }
    return Scan.Result(incidents: made, summary: summary, highest: highest, late: second.late)
  }

  /// What was learned.
  var state: WatchState? {
    lock.lock()
    defer { lock.unlock() }
    return second.state
  }
}
