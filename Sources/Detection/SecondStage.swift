import Activity
import Behaviour
import Expectations

/// What has a memory: puts the workers' observations in event time and follows them over records.
///
/// With one thread, `add` and `finish` do it all. With several, a pipeline takes it apart: `order` and `endOrder` make
/// runs, which pass `watch` for each part, then `settle`, then whatever `StageTwoRun` is told to. Each of these follows
/// the runs in their order, and none touches what another does, so that they may stand at different runs at one time.
// proof: `order` and `late` have one owner, who calls `order` and `endOrder`; the watcher's parts share nothing (see
// `Watcher`); the correlator, the habits and the passage are touched by `settle` alone. `report` and `state` are asked for
// at the end, and `restore` is called at the beginning.
public final class SecondStage: @unchecked Sendable {
  /// How many parts the watch has.
  public static let watchParts = Watcher.Part.allCases.count

  let engine: Engine
  let files: FileTable
  var order: ObservationOrder
  var correlator: Correlator
  let watcher: Watcher?
  private let passage: AlertPassage?
  let habits: Habits?
  /// Whether a rule's matches are alerts of their own, by its number.
  private let raises: [Bool]
  private let keepsState: Bool
  /// Made by `endOrder` where the state is kept.
  private(set) var suspension: Suspension?

  /// - Parameters:
  ///   - paths: of the files, by the numbers that observations carry. Of the same instant, records of the earlier file
  ///     come first.
  ///   - watch: what to watch for beside rules.
  ///   - lateness: how many records may wait to be put in order.
  ///   - keepsState: whether another run will go on from this one. Records that wait at the end are then judged for this
  ///     run's output alone, and windows of correlations whose timespan has not passed are left to the next run.
  public init(
    _ engine: Engine, paths: [String], watch: Watch = .nothing, lateness: Int = 1 << 16, keepsState: Bool = false
  ) {
    self.engine = engine
    self.keepsState = keepsState
    let files = FileTable(paths)
    self.files = files
    order = ObservationOrder(capacity: lateness)
    let path: (UInt32) -> String = { files.path($0) }
    correlator = Correlator(engine, files: files)
    watcher = watch.observes ? Watcher(engine, watch, path: path) : nil
    raises = engine.book.rules.map(\.raisesAlerts)
    passage = watch.expectations.map { AlertPassage($0) }
    let declared = watch.expectations?.file.habits ?? HabitDeclaration()
    let options = watch.observes && declared.areLearned ? watch.habits : nil
    habits = options.map { Habits($0, names: engine.names, facts: watch.addresses, declared: declared) }
  }

  /// Records that came later than the order could be kept, by the number of their file.
  public var late: [Int: Int] { order.late }
  /// Groups that correlations have forgotten for lack of room.
  public var evictedGroups: Int { correlator.evictedGroups }

  // MARK: On one thread

  /// Takes a worker's result; results may come in any order.
  ///
  /// - Parameters:
  ///   - file: the number of the result's file.
  ///   - base: how many records of the file came before the result's.
  ///   - observe: gets every observation in event time, before the alerts on it; the pointer is valid for the call.
  ///   - emit: gets the alerts that are settled by now, in event time.
  public func add(
    _ result: consuming StageOneResult, file: Int, base: Int, observe: (UnsafePointer<Observation>) -> Void = { _ in },
    _ emit: (Alert) -> Void
  ) {
    for run in order(result, file: file, base: base) { follow(run, observe, emit) }
  }

  /// Settles all that waits.
  public func finish(observe: (UnsafePointer<Observation>) -> Void = { _ in }, _ emit: (Alert) -> Void) {
    for run in endOrder() { follow(run, observe, emit) }
  }

  private func follow(
    _ run: StageTwoRun, _ observe: (UnsafePointer<Observation>) -> Void, _ emit: (Alert) -> Void
  ) {
    for part in 0..<Self.watchParts { watch(run, part: part) }
    settle(run)
    run.replay(observe: observe, emit)
  }

  // MARK: In a pipeline

  /// Takes a worker's result and gives the runs that are in order by now.
  ///
  /// - Parameter result: best held by nobody else, so that its alerts are told their places without a copy.
  public func order(_ result: consuming StageOneResult, file: Int, base: Int) -> [StageTwoRun] {
    let observations = result.observations
    let number = files.first &+ UInt32(truncatingIfNeeded: file)
    for index in observations.indices {
      observations.base[index].record += base
      observations.base[index].file = number
    }
    for index in result.alerts.indices { result.alerts[index].index += base }
    order.add(result, rank: files.rank(number), file: file)
    return order.isFull ? order.release(all: false).map { StageTwoRun($0) } : []
  }

  /// The runs of all that waits, and the last.
  public func endOrder() -> [StageTwoRun] {
    var runs: [StageTwoRun] = []
    if keepsState {
      if order.isAbundant { runs += order.release(all: false).map { StageTwoRun($0) } }
      let passed = order.passed
      let held = order.release(all: true)
      let suspension = Suspension(passed: passed, held: HeldRecords.bytes(of: held, book: engine.book))
      self.suspension = suspension
      runs.append(StageTwoRun(.none, suspension: suspension))
      runs += held.map { StageTwoRun($0) }
    } else {
      runs += order.release(all: true).map { StageTwoRun($0) }
    }
    return runs + [StageTwoRun(.none, isLast: true)]
  }

  /// Lets one part of the watch, from 0 to `watchParts`, see a run.
  public func watch(_ run: StageTwoRun, part: Int) {
    guard let watcher, let part = Watcher.Part(rawValue: part) else { return }
    if let suspension = run.suspension {
      watcher.suspend(part, in: suspension)
      return
    }
    run.keep(watcher.observe(run.observations, part: part), part: part)
  }

  /// Correlates a run that all parts of the watch have seen, and puts all alerts on it in event time.
  public func settle(_ run: StageTwoRun) {
    if let suspension = run.suspension {
      suspension.windows = correlator.stateBytes(passed: suspension.passed)
      suspension.habits = habits?.snapshot() ?? []
      return
    }
    let found = run.takeFound()
    var alerts: [StageTwoRun.Settled] = []
    var place = 0
    func emit(_ alert: Alert) {
      guard let passage else {
        alerts.append(StageTwoRun.Settled(place: place, alert: alert))
        return
      }
      passage.pass(alert) { alerts.append(StageTwoRun.Settled(place: place, alert: $0)) }
    }
    let habits = habits
    let matched = run.observations.matched
    var nextFound = 0
    var nextMatched = 0
    run.observations.withPlaces { places in
      while place < places.count {
        habits?.observe(places[place])
        if correlator.nextClosing < places[place].pointee.time {
          correlator.advance(to: places[place].pointee.time, emit)
        }
        if nextMatched < matched.count, matched[nextMatched].place == place {
          if nextMatched + Self.ahead < matched.count { matched[nextMatched + Self.ahead].fetch() }
          settleMatches(matched[nextMatched], places[place], emit)
          nextMatched += 1
        }
        while nextFound < found.count, found[nextFound].place == place {
          if let watcher { emit(watcher.alert(of: found[nextFound].found)) }
          nextFound += 1
        }
        place += 1
      }
    }
    if run.isLast {
      if !keepsState { correlator.finish(emit) }
      watcher?.finish(emit)
    }
    run.alerts = alerts
  }

  /// So many matched observations before its turn one is fetched.
  private static let ahead = 4

  /// Raises the alerts on an observation and hands its matches to correlations.
  private func settleMatches(
    _ member: ObservationRun.Matched, _ observation: UnsafePointer<Observation>, _ emit: (Alert) -> Void
  ) {
    let habits = habits
    func judged(_ alert: Alert) {
      // Most alerts are of a level that no habit is told of, and go on as they are.
      if let habits, alert.rule.level >= .medium { emit(habits.judge(alert, observation)) } else { emit(alert) }
    }
    member.run._withUnsafeGuaranteedRef { run in
      run.matches.withUnsafeBufferPointer { matches in
        run.captures.withUnsafeBufferPointer { captures in
          run.alerts.withUnsafeBufferPointer { alerts in
            var at = Int(member.match)
            while at < matches.count, matches[at].observation == Int32(truncatingIfNeeded: member.index) {
              let match = matches[at]
              at += 1
              let alert = match.alert >= 0 ? alerts.baseAddress.map { $0 + Int(match.alert) } : nil
              if let alert, raises[Int(match.rule)] { judged(alert.pointee) }
              guard correlator.concerns(match.rule) else { continue }
              let hand = MatchInHand(observation: observation, recordID: match.recordID, alert: alert)
              let values = UnsafeBufferPointer(rebasing: captures[min(Int(match.captures), captures.count)...])
              correlator.add(hand, rule: Int(match.rule), captures: values, judged)
            }
          }
        }
      }
    }
  }

  // MARK: At the end

  /// What alerts of the first days turned out to be by what came after, where that is everyday. To be asked when all is
  /// settled.
  ///
  /// - Parameters:
  ///   - alert: the first of those that fold into one step.
  ///   - last: time of the last of them, in microseconds since 1970.
  public func hindsight(_ alert: Alert, until last: Int64) -> Habit? { habits?.hindsight(alert, until: last) }

  /// What the watch did so far.
  public var report: WatchReport {
    var report = WatchReport()
    watcher?.report(into: &report)
    report.mutes = passage?.ledger.entries ?? []
    report.mutedAlerts = passage?.ledger.muted ?? 0
    report.loweredAlerts = passage?.ledger.lowered ?? 0
    report.habits = habits?.statistics
    return report
  }
}
