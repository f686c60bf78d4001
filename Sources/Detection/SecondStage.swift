import Activity
import Behaviour
import Expectations

/// What has a memory: puts the workers' observations in event time and follows them over records.
///
/// With one thread, `add` and `finish` do it all. With several, a pipeline takes it apart: `order` and `endOrder` make
/// runs, which pass `watch` for each part, then `settle`, then whatever `StageTwoRun` is told to. Each of these follows
/// the runs in their order, and none touches what another does, so that they may stand at different runs at one time.
// proof: `order` and `late` have one owner, who calls `order` and `endOrder`; the watcher's parts share nothing (see
// `Watcher`); the correlator and the mutes are touched by `settle` alone. `report` and `state` are asked for at the end.
public final class SecondStage: @unchecked Sendable {
  /// How many parts the watch has.
  public static let watchParts = Watcher.Part.allCases.count

  private let engine: Engine
  private var order: ObservationOrder
  private var correlator: Correlator
  private let watcher: Watcher?
  private var ledger: MuteLedger?

  /// - Parameters:
  ///   - paths: of the files, by the numbers that observations carry. Of the same instant, records of the earlier file
  ///     come first.
  ///   - watch: what to watch for beside rules.
  ///   - lateness: how many records may wait to be put in order.
  public init(_ engine: Engine, paths: [String], watch: Watch = .nothing, lateness: Int = 1 << 16) {
    self.engine = engine
    order = ObservationOrder(capacity: lateness)
    let path: (UInt32) -> String = { Int($0) < paths.count ? paths[Int($0)] : "" }
    correlator = Correlator(engine, path: path)
    watcher = watch.observes ? Watcher(engine, watch, path: path) : nil
    ledger = watch.expectations.map { MuteLedger($0) }
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
  ///   - observe: gets every observation in event time, before the alerts on it.
  ///   - emit: gets the alerts that are settled by now, in event time.
  public func add(
    _ result: consuming StageOneResult, file: Int, base: Int, observe: (Observation) -> Void = { _ in },
    _ emit: (Alert) -> Void
  ) {
    for run in order(result, file: file, base: base) { follow(run, observe, emit) }
  }

  /// Settles all that waits.
  public func finish(observe: (Observation) -> Void = { _ in }, _ emit: (Alert) -> Void) {
    for run in endOrder() { follow(run, observe, emit) }
  }

  private func follow(_ run: StageTwoRun, _ observe: (Observation) -> Void, _ emit: (Alert) -> Void) {
    for part in 0..<Self.watchParts { watch(run, part: part) }
    settle(run)
    run.replay(observe: observe, emit)
  }

  // MARK: In a pipeline

  /// Takes a worker's result and gives the runs that are in order by now.
  public func order(_ result: consuming StageOneResult, file: Int, base: Int) -> [StageTwoRun] {
    let observations = result.observations
    for index in observations.indices {
      observations.base[index].record += base
      observations.base[index].file = UInt32(truncatingIfNeeded: file)
    }
    for index in result.alerts.indices { result.alerts[index].record.index += base }
    order.add(result, file: file)
    return order.isFull ? order.release(all: false).map { StageTwoRun($0) } : []
  }

  /// The runs of all that waits, and the last.
  public func endOrder() -> [StageTwoRun] {
    order.release(all: true).map { StageTwoRun($0) } + [StageTwoRun(.none, isLast: true)]
  }

  /// Lets one part of the watch, from 0 to `watchParts`, see a run.
  public func watch(_ run: StageTwoRun, part: Int) {
    guard let watcher, let part = Watcher.Part(rawValue: part) else { return }
    run.keep(watcher.observe(run.observations, part: part), part: part)
  }

  /// Correlates a run that all parts of the watch have seen, and puts all alerts on it in event time.
  public func settle(_ run: StageTwoRun) {
    let book = engine.book
    let observations = run.observations
    var found = run.takeFound()[...]
    var matched = observations.matched[...]
    var alerts: [StageTwoRun.Settled] = []
    var place = 0
    func emit(_ alert: Alert) { if !isMuted(alert) { alerts.append(StageTwoRun.Settled(place: place, alert: alert)) } }
    while place < observations.count {
      correlator.advance(to: observations[place].pointee.time, emit)
      if let member = matched.first, member.place == place {
        matched.removeFirst()
        let run = member.run
        for match in run.result.matches(of: member.index) {
          let alert = match.alert >= 0 ? run.result.alerts[Int(match.alert)] : nil
          if let alert, book.rules[Int(match.rule)].raisesAlerts { emit(alert) }
          if correlator.concerns(match.rule) {
            correlator.add(
              match, observations[place].pointee, captures: run.result.captures, alert: alert, emit)
          }
        }
      }
      while let next = found.first, next.place == place, let watcher {
        emit(watcher.alert(of: next.found))
        found.removeFirst()
      }
      place += 1
    }
    if run.isLast {
      correlator.finish(emit)
      watcher?.finish(emit)
    }
    run.alerts = alerts
  }

  private func isMuted(_ alert: Alert) -> Bool {
    guard ledger != nil else { return false }
    let activity = alert.activity
    let question = MuteQuestion(
      rule: alert.rule.id, actor: activity.actor.key, issuer: activity.actor.issuer, email: activity.actor.email,
      isHuman: activity.actor.human, targets: activity.targets.map(\.id), address: activity.origin.ip, time: alert.time)
    return ledger?.mute(for: question) != nil
  }

  // MARK: At the end

  /// What the watch did so far.
  public var report: WatchReport {
    var report = WatchReport()
    watcher?.report(into: &report)
    report.mutes = ledger?.entries ?? []
    report.mutedAlerts = ledger?.muted ?? 0
    return report
  }

  /// What was learned, with the names that it needs.
  public var state: WatchState? {
    guard var state = watcher?.state() else { return nil }
    state.names = engine.names.all
    return state
  }

  /// Takes up what another run has learned. Call it before the first `add`.
  public func restore(_ state: WatchState) throws(WatchStateError) {
    for (hash, text) in state.names { engine.names.keep(hash, text) }
    try watcher?.restore(state)
  }
}

extension StageOneResult {
  /// The matches on an observation. They stand in the order of the observations.
  fileprivate func matches(of index: Int) -> ArraySlice<RuleMatch> {
    guard !matches.isEmpty else { return [] }
    var low = 0
    var high = matches.count
    while low < high {
      let middle = (low + high) / 2
      if Int(matches[middle].observation) < index { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < matches.count, Int(matches[end].observation) == index { end += 1 }
    return matches[low..<end]
  }
}
