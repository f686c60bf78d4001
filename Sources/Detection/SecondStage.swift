import Activity
import Behaviour
import Expectations

/// What has a memory: puts the workers' observations in event time and follows them over records. One owner.
public struct SecondStage {
  private let engine: Engine
  private let paths: [String]
  /// For each file, its place in the order of the paths.
  private let ranks: [Int]
  private var order: ObservationOrder
  private var correlator: Correlator
  private let watcher: Watcher?
  private let muting: Muting?

  /// - Parameters:
  ///   - paths: of the files, by the numbers that observations carry.
  ///   - watch: what to watch for beside rules.
  ///   - lateness: how many records may wait to be put in order.
  public init(_ engine: Engine, paths: [String], watch: Watch = .nothing, lateness: Int = 1 << 17) {
    self.engine = engine
    self.paths = paths
    var ranks = Array(repeating: 0, count: paths.count)
    for (rank, file) in paths.indices.sorted(by: { (paths[$0], $0) < (paths[$1], $1) }).enumerated() {
      ranks[file] = rank
    }
    self.ranks = ranks
    order = ObservationOrder(capacity: lateness)
    let path: (UInt32) -> String = { Int($0) < paths.count ? paths[Int($0)] : "" }
    correlator = Correlator(engine, path: path)
    watcher = watch.observes ? Watcher(engine, watch, path: path) : nil
    muting = watch.expectations.map { Muting(MuteLedger($0)) }
  }

  /// Records that came later than the order could be kept.
  public var late: Int { order.late }
  /// Groups that correlations have forgotten for lack of room.
  public var evictedGroups: Int { correlator.evictedGroups }

  /// Takes a worker's result; results may come in any order.
  ///
  /// - Parameters:
  ///   - file: the number of the result's file.
  ///   - base: how many records of the file came before the result's.
  ///   - observe: gets every observation in event time, before the alerts on it.
  ///   - emit: gets the alerts that are settled by now, in event time.
  public mutating func add(
    _ result: consuming StageOneResult, file: Int, base: Int, observe: (Observation) -> Void = { _ in },
    _ emit: (Alert) -> Void
  ) {
    let observations = result.observations
    for index in observations.indices {
      observations.base[index].record += base
      observations.base[index].file = UInt32(truncatingIfNeeded: file)
    }
    for index in result.alerts.indices { result.alerts[index].record.index += base }
    order.add(result, rank: file < ranks.count ? ranks[file] : 0)
    if order.isFull { release(all: false, observe, emit) }
  }

  /// Settles all that waits.
  public mutating func finish(observe: (Observation) -> Void = { _ in }, _ emit: (Alert) -> Void) {
    release(all: true, observe, emit)
    let muting = muting
    correlator.finish { muting.pass($0, emit) }
    watcher?.finish { muting.pass($0, emit) }
  }

  /// What the watch did so far.
  public var report: WatchReport {
    var report = WatchReport()
    watcher?.report(into: &report)
    report.mutes = muting?.ledger.entries ?? []
    report.mutedAlerts = muting?.ledger.muted ?? 0
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

  private mutating func release(all: Bool, _ observe: (Observation) -> Void, _ emit: (Alert) -> Void) {
    let book = engine.book
    let muting = muting
    // Taken out for the while, because the order hands on observations as it is changed itself.
    var order = order
    self.order = ObservationOrder(capacity: 1)
    order.release(all: all) { run, index in
      let observation = UnsafePointer(run.result.observations.base + index)
      observe(observation.pointee)
      correlator.advance(to: observation.pointee.time) { muting.pass($0, emit) }
      for match in run.result.matches(of: index) {
        let raises = book.rules[Int(match.rule)].raisesAlerts && match.alert >= 0
        if raises { muting.pass(run.result.alerts[Int(match.alert)], emit) }
        if correlator.concerns(match.rule) {
          correlator.add(
            match, observation.pointee, captures: run.result.captures,
            alert: match.alert >= 0 ? run.result.alerts[Int(match.alert)] : nil
          ) { muting.pass($0, emit) }
        }
      }
      watcher?.observe(observation.pointee) { muting.pass($0, emit) }
    }
    self.order = order
  }
}

/// The account of mutes.
private final class Muting {
  var ledger: MuteLedger

  init(_ ledger: MuteLedger) { self.ledger = ledger }
}

extension Optional<Muting> {
  /// Hands an alert on, unless it is muted.
  fileprivate func pass(_ alert: Alert, _ emit: (Alert) -> Void) {
    guard let self else {
      emit(alert)
      return
    }
    let activity = alert.activity
    let question = MuteQuestion(
      rule: alert.rule.id, actor: activity.actor.key, issuer: activity.actor.issuer, email: activity.actor.email,
      isHuman: activity.actor.human, targets: activity.targets.map(\.id), address: activity.origin.ip, time: alert.time)
    if self.ledger.mute(for: question) == nil { emit(alert) }
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
