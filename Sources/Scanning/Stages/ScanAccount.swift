import Detection
import Ingest
import Report

/// What a scan read, and what was wrong with it. Takes chunks in the order of the second stage; of each file in the
/// order of its chunks.
// proof: `add` is called by the one worker that puts results in order, the rest by the owner when all workers are done.
final class ScanAccount: @unchecked Sendable {
  /// What is to be known of a chunk when its bytes are gone.
  struct ChunkFacts: Sendable {
    var file: Int
    var isLast: Bool
    var isSkipped: Bool
    var precedingRecords: Int?
    var bad: [BadRecord]
    var problem: InputProblem?

    init(_ chunk: Chunk) {
      file = chunk.fileIndex
      isLast = chunk.isLastOfFile
      isSkipped = chunk.isSkippedFile
      precedingRecords = chunk.precedingRecords
      bad = chunk.badRecords
      problem = chunk.problem
    }
  }

  private static let maxProblems = 100
  /// Files of which it is told how many records came late.
  private static let maxLateFiles = 20

  private let engine: Engine
  private let paths: [String]
  private(set) var summary = ScanSummary()
  /// Files of which some chunks came and more are to come.
  private var open: [Int: OpenFile] = [:]
  /// Files that ended and ran from newest to oldest.
  private var backwards: Set<Int> = []

  private struct OpenFile {
    var records = 0
    /// Of the first chunk that told a time, and of the last.
    var first: Int64?
    var last: Int64?
  }

  init(engine: Engine, paths: [String]) {
    self.engine = engine
    self.paths = paths
  }

  /// Takes a chunk.
  /// - Returns: how many records of its file stand before it.
  func add(_ result: StageOneResult, _ chunk: ChunkFacts) -> Int {
    var file = open[chunk.file] ?? OpenFile()
    let base = chunk.precedingRecords ?? file.records
    file.records += result.records
    if let earliest = result.earliest {
      file.first = file.first ?? earliest
      file.last = earliest
    }
    open[chunk.file] = chunk.isLast ? nil : file
    if chunk.isLast, chunk.precedingRecords == nil, let first = file.first, let last = file.last, last < first {
      backwards.insert(chunk.file)
    }
    summary.records += result.records
    summary.unrecognised += result.unrecognised
    for (source, count) in zip(engine.mappings, result.recordsBySource) where count > 0 {
      summary.recordsBySource[source.source, default: 0] += count
    }
    if let earliest = result.earliest { summary.start = min(summary.start ?? .max, earliest) }
    if let latest = result.latest { summary.end = max(summary.end ?? .min, latest) }
    summary.bad += result.bad.count + chunk.bad.count
    for bad in result.bad {
      complain(paths[chunk.file], "record \(base + bad.index): \(bad.reason); it was left out")
    }
    for bad in chunk.bad {
      complain(
        paths[chunk.file],
        "record \(base + bad.precedingRecords), byte \(bad.offset): \(bad.reason); it was left out")
    }
    if let problem = chunk.problem { complain(problem) }
    if chunk.isSkipped {
      skip(paths[chunk.file], "holds no JSON")
    } else if chunk.isLast {
      summary.files += 1
    }
    return base
  }

  /// Sums up.
  /// - Parameter late: records that came later than the order could be kept, by file.
  func finish(selection: InputSelection, late: [Int: Int]) {
    for problem in selection.problems { complain(problem) }
    summary.skippedOmitted += selection.skipped
    summary.late = late.values.reduce(0, +)
    let worst = late.sorted { ($1.value, paths[$0.key]) < ($0.value, paths[$1.key]) }
    summary.lateFiles = worst.prefix(Self.maxLateFiles).map { file, count in
      ScanSummary.LateFile(path: paths[file], records: count, runsBackwards: backwards.contains(file))
    }
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
}
