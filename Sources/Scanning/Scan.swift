import Activity
import Detection
import Foundation
import Incidents
import Ingest
import JSONTape
import Report
import Sigma

/// What a scan is asked to do.
public struct ScanOptions: Sendable {
  public var paths: [String]
  public var minLevel: Level?
  /// Threads; 0 for one a core.
  public var workers = 0
  /// What to watch for beside rules.
  public var watch = Watch()
  /// How many records wait to be put in order of time; so many are held back at the end of a run whose state is kept.
  public var lateness = 1 << 16
  /// What an earlier run has left, to go on from.
  public var state: ScanState?
  /// Whether another run will go on from this one: it is given the state, and only what is new or has changed since the
  /// one before is reported.
  public var keepsState = false

  public init(paths: [String]) { self.paths = paths }
}

/// A scan: from files to incidents.
public final class Scan {
  public let engine: Engine
  public let selection: InputSelection
  public let source: ChunkSource
  private let options: ScanOptions

  /// Told how far the scan is, a few times a second, on the thread that calls `run`.
  public var onProgress: ((IngestProgress) -> Void)?

  public init(_ options: ScanOptions, engine: Engine, limits: IngestLimits = IngestLimits()) {
    self.options = options
    self.engine = engine
    var selection = InputDiscovery().discover(options.paths)
    selection.files = InputOrder.byTime(selection.files)
    self.selection = selection
    let arrays = engine.envelopes.arrays.filter { !$0.contains(".") }
    source = ChunkSource(files: selection.files, limits: limits, envelopes: { _ in arrays })
  }

  public struct Result {
    public var incidents: [Incident]
    public var summary: ScanSummary
    /// The highest level of an alert that counted.
    public var highest: Level?
    /// Matches that came too late to be put in order.
    public var late: Int
    /// What the next run goes on from, where it was asked for.
    public var state: ScanState?
    /// What of the earlier run's state has no place in this one.
    public var losses = StateLosses()
  }

  /// Reads everything and hands each alert to `sink` in event time. The sink is called on one thread at a time.
  ///
  /// - Throws: `StateProblem` where the state cannot be taken up, `ParseError` where no parser can be made.
  public func run(_ sink: @escaping (Alert) -> Void) throws -> Result {
    HeapTuning.keepFreedBlocks()
    let start = ContinuousClock.now
    let threads = max(1, options.workers > 0 ? options.workers : ProcessInfo.processInfo.activeProcessorCount)
    let merger = try Merger(
      engine: engine, paths: selection.files.map(\.path), minLevel: options.minLevel, watch: options.watch,
      state: options.state, keepsState: options.keepsState, lateness: options.lateness, isParallel: threads > 1,
      sink: sink)
    var workers: [WorkerBox] = []
    for _ in 0..<threads { workers.append(WorkerBox(try Worker(engine))) }
    let done = DispatchGroup()
    let source = source
    let paths = selection.files.map(\.path)
    for box in workers {
      done.enter()
      let thread = Thread {
        box.run(source, paths: paths, into: merger)
        done.leave()
      }
      // The walk recurses as deep as a document nests, which the parser bounds.
      thread.stackSize = 8 << 20
      thread.start()
    }
    while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut { onProgress?(source.progress) }
    onProgress?(source.progress)
    return merger.finish(
      selection: selection, rules: engine.book.rules.count + engine.book.correlations.count,
      bytes: Int(clamping: source.progress.bytesRead), elapsed: ContinuousClock.now - start)
  }
}

/// Hands a worker to its thread.
// proof: made on one thread, then used by the one thread that `run` is called on.
private final class WorkerBox: @unchecked Sendable {
  private let worker: Worker

  init(_ worker: Worker) { self.worker = worker }

  func run(_ source: ChunkSource, paths: [String], into merger: Merger) {
    while let chunk = source.next() {
      worker.begin(path: paths[chunk.fileIndex])
      chunk.forEachRecord { worker.judge(UnsafeRawBufferPointer($0)) }
      merger.deliver(worker.take(), chunk)
    }
  }
}
