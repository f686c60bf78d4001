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

  var threads: Int { max(1, workers > 0 ? workers : ProcessInfo.processInfo.activeProcessorCount) }
}

/// A scan: from files to incidents.
public final class Scan {
  public let engine: Engine
  public let selection: InputSelection
  public let source: ChunkSource
  private let options: ScanOptions
  /// What the scan was made with: to take it apart is left to who takes the scan apart.
  private var stageTwo: StageTwo?

  /// Told how far the scan is, a few times a second, on the thread that calls `run`.
  public var onProgress: ((IngestProgress) -> Void)?
  /// Shown each alert, in event time, with the incidents that it was just added to: to see how they grow. Called on one
  /// thread at a time, perhaps beside the sink.
  public var onAlert: ((Alert, IncidentBuilder) -> Void)?

  public init(_ options: ScanOptions, engine: Engine, limits: IngestLimits = IngestLimits()) {
    self.options = options
    self.engine = engine
    var selection = InputDiscovery().discover(options.paths)
    selection.files = InputOrder.byTime(selection.files, threads: options.threads)
    self.selection = selection
    let arrays = engine.envelopes.arrays.filter { !$0.contains(".") }
    source = ChunkSource(files: selection.files, limits: limits, keepsOrder: true, envelopes: { _ in arrays })
  }

  public struct Result {
    public var incidents: [Incident]
    public var summary: ScanSummary
    /// The highest level of an alert that counted.
    public var highest: Level?
    /// What the next run goes on from, where it was asked for.
    public var state: ScanState?
    /// What of the earlier run's state has no place in this one.
    public var losses = StateLosses()
  }

  /// Reads everything and hands each alert to `sink` in event time. The sink is called on one thread at a time.
  ///
  /// - Throws: `StateProblem` where the state cannot be taken up, `ParseError` where no parser can be made.
  public func run(_ sink: @escaping (Alert) -> Void) throws -> Result {
    let start = ContinuousClock.now
    let paths = selection.files.map(\.path)
    let second = SecondStage(
      engine, paths: paths, watch: options.watch, lateness: options.lateness, keepsState: options.keepsState)
    let account = ScanAccount(engine: engine, paths: paths)
    var incidents = IncidentBuilder(
      explanations: options.watch.expectations.map { [DeclaredExplanations($0)] } ?? [])
    incidents.keepsSealedParts = options.keepsState
    let earlier =
      try options.state.map { try EarlierRuns($0, engine: engine, second: second, incidents: &incidents) }
      ?? EarlierRuns()
    let stageTwo = StageTwo(
      source: source, second: second, account: account, incidents: incidents, earlier: earlier,
      keepsState: options.keepsState, minLevel: options.minLevel, onAlert: onAlert, sink: sink)
    var workers: [WorkerBox] = []
    for _ in 0..<options.threads { workers.append(WorkerBox(try Worker(engine))) }
    let done = DispatchGroup()
    let source = source
    for box in workers {
      done.enter()
      let thread = Thread {
        box.run(source, paths: paths, stageTwo)
        done.leave()
      }
      // The walk recurses as deep as a document nests, which the parser bounds.
      thread.stackSize = 8 << 20
      thread.start()
    }
    while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut { onProgress?(source.progress) }
    onProgress?(source.progress)
    account.finish(selection: selection, late: second.late)
    var summary = account.summary
    let found = stageTwo.finish(&summary)
    self.stageTwo = stageTwo
    summary.rules = engine.book.rules.count + engine.book.correlations.count
    summary.bytes = Int(clamping: source.progress.bytesRead)
    let elapsed = (ContinuousClock.now - start).components
    summary.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    summary.recordsPerSecond = summary.seconds > 0 ? Double(summary.records) / summary.seconds : 0
    summary.peakMemoryBytes = PeakMemory.bytes
    return Result(
      incidents: found.incidents, summary: summary, highest: found.highest,
      state: found.state, losses: earlier.losses)
  }
}

/// Hands a worker to its thread.
// proof: made on one thread, then used by the one thread that `run` is called on.
private final class WorkerBox: @unchecked Sendable {
  private let worker: Worker

  init(_ worker: Worker) { self.worker = worker }

  /// Works until everything is done. The second stage goes first, so that what waits for it stays little.
  func run(_ source: ChunkSource, paths: [String], _ stageTwo: StageTwo) {
    while true {
      if let task = stageTwo.take() {
        stageTwo.perform(task)
        continue
      }
      switch source.next(unless: { stageTwo.hasTask }) {
      case .chunk(let chunk):
        worker.begin(path: paths[chunk.fileIndex])
        chunk.forEachRecord { worker.add(UnsafeRawBufferPointer($0)) }
        worker.flush()
        stageTwo.deliver(worker.take(), chunk)
      case .interrupted: continue
      case .end:
        guard let task = stageTwo.waitForTask() else { return }
        stageTwo.perform(task)
      }
    }
  }
}
