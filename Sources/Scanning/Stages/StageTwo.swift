import Activity
import Detection
import Foundation
import Incidents
import Ingest
import Report
import Synchronization

/// The second stage as lanes that the workers take turns in: putting in order, the parts of the watch, settling, joining
/// into incidents, telling. It has no threads of its own: a worker that finds nothing to do here goes on with the first
/// stage. What is found does not depend on who does what, because each lane's work is a matter of the runs alone.
// proof: what stands under the lock is touched there only; what belongs to a lane is touched by the one worker that holds
// the lane's task, and passes from one holder to the next through the lock.
final class StageTwo: @unchecked Sendable {
  /// Something for a worker to do.
  enum Task {
    case order(Arrivals, isLast: Bool)
    case lane(LaneBoard<StageTwoRun>.Lane, StageTwoRun)
  }

  /// What the first stage found in a chunk, what is to be known of the chunk itself, and the right to keep it.
  struct Result {
    var found: StageOneResult
    var chunk: ScanAccount.ChunkFacts
    var permit: ChunkPermit
  }

  /// Results to be put in order, handed out one by one so that each is held by nobody else.
  // proof: it has one holder, the worker that the task is given to.
  final class Arrivals: @unchecked Sendable {
    /// The last comes first.
    private var results: [Result]

    init(_ results: [Result]) { self.results = results.reversed() }

    func next() -> (found: StageOneResult, chunk: ScanAccount.ChunkFacts, permit: ChunkPermit)? {
      results.popLast().map { ($0.found, $0.chunk, $0.permit) }
    }
  }

  /// Runs under way at most; beyond it results wait, and with them the first stage.
  private static let maxRuns = 32
  /// Results that are put in order at once.
  private static let maxOrdered = 16

  private let source: ChunkSource
  private let second: SecondStage
  private let minLevel: Level
  private let onAlert: ((Alert, IncidentBuilder) -> Void)?
  private let sink: (Alert) -> Void
  private let lock = NSCondition()
  private let isWanted = Atomic<Bool>(false)

  // Under the lock.
  private var results: [ChunkSource.Place: Result] = [:]
  /// Chunks whose turn comes next.
  private var places: [ChunkSource.Place] = []
  private var hasAllPlaces = false
  private var isOrdering = false
  private var isOrdered = false
  private var board = LaneBoard<StageTwoRun>(watchParts: SecondStage.watchParts)

  // The lanes' own.
  private let account: ScanAccount
  private var incidents: IncidentBuilder
  private let keepsState: Bool
  private var earlier: EarlierRuns
  /// The incidents as the next run takes them up, and the ids of those that are final.
  private var open: (bytes: [UInt8], final: Set<String>) = ([], [])
  /// Whether what is told now will be judged again by the next run.
  private var isProvisional = false
  /// By level's number.
  private var alertCounts = [Int](repeating: 0, count: Level.allCases.count)
  private var highest: Level?

  init(
    source: ChunkSource, second: SecondStage, account: ScanAccount, incidents: IncidentBuilder, earlier: EarlierRuns,
    keepsState: Bool, minLevel: Level?, onAlert: ((Alert, IncidentBuilder) -> Void)?, sink: @escaping (Alert) -> Void
  ) {
    self.source = source
    self.second = second
    self.account = account
    self.incidents = incidents
    self.earlier = earlier
    self.keepsState = keepsState
    self.minLevel = minLevel ?? .informational
    self.onAlert = onAlert
    self.sink = sink
  }

  // MARK: Tasks

  /// Takes what was found in a chunk.
  func deliver(_ found: StageOneResult, _ chunk: Chunk) {
    let place = ChunkSource.Place(fileIndex: chunk.fileIndex, index: chunk.index)
    let result = Result(found: found, chunk: ScanAccount.ChunkFacts(chunk), permit: chunk.permit)
    change { results[place] = result }
  }

  /// Whether `take` has something; never waits.
  var hasTask: Bool { isWanted.load(ordering: .acquiring) }

  /// The next thing to do, or nil if there is none for now.
  func take() -> Task? { hasTask ? change { choose() } : nil }

  /// Waits for something to do, for workers to whom the first stage has nothing more to give.
  /// - Returns: nil once everything is done.
  func waitForTask() -> Task? {
    lock.lock()
    // Where there was nothing to read, nobody has looked yet.
    refresh()
    while !hasTask, !(isOrdered && board.count == 0) { lock.wait() }
    let task = choose()
    refresh()
    lock.unlock()
    return task
  }

  func perform(_ task: Task) {
    switch task {
    case .order(let results, let isLast):
      var runs: [StageTwoRun] = []
      while let (found, chunk, permit) = results.next() {
        let base = account.add(found, chunk)
        runs += second.order(consume found, file: chunk.file, base: base)
        withExtendedLifetime(permit) {}
      }
      if isLast { runs += second.endOrder() }
      change {
        board.add(runs)
        isOrdering = false
        isOrdered = isLast
      }
    case .lane(let lane, let run):
      perform(lane, run)
      change { board.finish(lane) }
    }
  }

  private func perform(_ lane: LaneBoard<StageTwoRun>.Lane, _ run: StageTwoRun) {
    switch lane {
    case .watch(let part): second.watch(run, part: part)
    case .settle: second.settle(run)
    case .join:
      Self.join(run, into: &incidents, onAlert)
      if run.isSuspension { open = incidents.stateBytes() }
    case .tell:
      if run.isSuspension { isProvisional = true }
      run.forEachAlert { alert in
        guard earlier.told.isNews(alert, isProvisional: isProvisional) else { return }
        alertCounts[alert.rule.level.rawValue] += 1
        guard alert.rule.level >= minLevel else { return }
        // What is nothing new counts by the incident that it may be part of.
        highest = max(highest ?? .informational, alert.habit == nil ? alert.rule.level : min(alert.rule.level, .low))
        sink(alert)
      }
    }
  }

  /// The incidents are taken out once a run: a check at each record that nobody else has them costs as much as the rest.
  private static func join(
    _ run: StageTwoRun, into incidents: inout IncidentBuilder, _ onAlert: ((Alert, IncidentBuilder) -> Void)?
  ) {
    run.replay {
      incidents.observe($0)
    } _: {
      incidents.add($0)
      onAlert?($0, incidents)
    }
  }

  // MARK: Under the lock

  private func change<T>(_ body: () -> T) -> T {
    lock.lock()
    let result = body()
    let isReady = refresh()
    lock.unlock()
    if isReady { source.nudge() }
    return result
  }

  /// Tells those who wait whether there is something to do.
  @discardableResult
  private func refresh() -> Bool {
    if !hasAllPlaces, board.count < Self.maxRuns {
      let (added, isComplete) = source.takeOrder()
      places += added
      hasAllPlaces = isComplete
    }
    let isReady = board.hasReady || canOrder
    isWanted.store(isReady, ordering: .releasing)
    if isReady || (isOrdered && board.count == 0) { lock.broadcast() }
    return isReady
  }

  private var canOrder: Bool {
    guard !isOrdering, !isOrdered, board.count < Self.maxRuns else { return false }
    return places.first.map { results[$0] != nil } ?? hasAllPlaces
  }

  private func choose() -> Task? {
    if let (lane, run) = board.take() { return .lane(lane, run) }
    guard canOrder else { return nil }
    isOrdering = true
    var taken: [Result] = []
    while taken.count < Self.maxOrdered, taken.count < places.count,
      let result = results.removeValue(forKey: places[taken.count])
    {
      taken.append(result)
    }
    places.removeFirst(taken.count)
    return .order(Arrivals(taken), isLast: hasAllPlaces && places.isEmpty)
  }

  // MARK: At the end

  /// Sums up, after `waitForTask` has said that everything is done.
  func finish(_ summary: inout ScanSummary) -> (incidents: [Incident], highest: Level?, state: ScanState?) {
    lock.lock()
    defer { lock.unlock() }
    summary.watch = second.report
    for level in Level.allCases where alertCounts[level.rawValue] > 0 {
      summary.alertsByLevel[level] = alertCounts[level.rawValue]
    }
    var made = incidents.finish(isLast: true) { [second] in second.hindsight($0, until: $1) }
    summary.joining = incidents.tally
    var state: ScanState?
    if keepsState, let watch = second.state {
      summary.withdrawn = earlier.told.withdrawn
      let changes = earlier.reported.changes(in: &made)
      summary.unchanged = made.count - changes.changed.count
      summary.retired = changes.retired
      made = changes.changed
      earlier.reported.forget(open.final)
      state = ScanState(watch: watch, incidents: open.bytes, told: earlier.bytes)
    }
    made.removeAll { $0.level < minLevel }
    let grave = made.filter { $0.level >= .medium }.compactMap { $0.alertsByLevel.keys.max() }.max()
    if let grave, grave >= minLevel { highest = max(highest ?? .informational, grave) }
    return (made, highest, state)
  }
}
