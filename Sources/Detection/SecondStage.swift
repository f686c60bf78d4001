import Activity
import Behaviour
import Dispatch
import Expectations
import Synchronization

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
  private let habits: Habits?
  private let isParallel: Bool
  /// Fewer observations are judged faster by one thread.
  private static let worthThreads = 512

  /// - Parameters:
  ///   - paths: of the files, by the numbers that observations carry.
  ///   - watch: what to watch for beside rules.
  ///   - isParallel: whether the parts of the watch may run side by side.
  ///   - lateness: how many records may wait to be put in order.
  public init(
    _ engine: Engine, paths: [String], watch: Watch = .nothing, isParallel: Bool = false, lateness: Int = 1 << 16
  ) {
    self.isParallel = isParallel
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
    let declared = watch.expectations?.file.habits ?? HabitDeclaration()
    let options = watch.observes && declared.areLearned ? watch.habits : nil
    habits = options.map { Habits($0, names: engine.names, facts: watch.addresses, declared: declared) }
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
    report.habits = habits?.statistics
    return report
  }

  /// What was learned, with the names that it needs.
  public var state: WatchState? {
    guard var state = watcher?.state() else { return nil }
    state.habits = habits?.snapshot() ?? []
    state.names = engine.names.all
    return state
  }

  /// Takes up what another run has learned. Call it before the first `add`.
  public func restore(_ state: WatchState) throws(WatchStateError) {
    for (hash, text) in state.names { engine.names.keep(hash, text) }
    try watcher?.restore(state)
    if !state.habits.isEmpty { try habits?.restore(state.habits) }
  }

  private mutating func release(all: Bool, _ observe: (Observation) -> Void, _ emit: (Alert) -> Void) {
    // Taken out for the while, because the order hands on observations as it is changed itself.
    var order = order
    self.order = ObservationOrder(capacity: 1)
    order.release(all: all) { judge($0, observe, emit) }
    self.order = order
  }

  /// Judges some observations that follow one another: what needs a memory of its own first, side by side, then
  /// everything in event time.
  private mutating func judge(
    _ observations: ObservationRun, _ observe: (Observation) -> Void, _ emit: (Alert) -> Void
  ) {
    let book = engine.book
    let muting = muting
    let habits = habits
    func pass(_ alert: Alert, on observation: Observation) {
      muting.pass(habits?.judge(alert, observation) ?? alert, emit)
    }
    var found = watch(observations)[...]
    for place in 0..<observations.count {
      let member = observations.members[place]
      let result = member.run.result
      let observation = observations[place]
      observe(observation.pointee)
      habits?.observe(observation.pointee)
      correlator.advance(to: observation.pointee.time) { muting.pass($0, emit) }
      for match in result.matches(of: member.index) {
        let raises = book.rules[Int(match.rule)].raisesAlerts && match.alert >= 0
        if raises { pass(result.alerts[Int(match.alert)], on: observation.pointee) }
        if correlator.concerns(match.rule) {
          correlator.add(
            match, observation.pointee, captures: result.captures,
            alert: match.alert >= 0 ? result.alerts[Int(match.alert)] : nil
          ) { pass($0, on: observation.pointee) }
        }
      }
      while let next = found.first, next.place == place, let watcher {
        muting.pass(watcher.alert(of: next.found), emit)
        found.removeFirst()
      }
    }
  }

  /// What the watcher's parts find, by the observation's place, then the part's.
  private func watch(_ observations: ObservationRun) -> [(place: Int, found: Watcher.Found)] {
    guard let watcher else { return [] }
    let parts = Watcher.Part.allCases
    let lists = Mutex<[[(place: Int, found: Watcher.Found)]]>(Array(repeating: [], count: parts.count))
    if isParallel, observations.count >= Self.worthThreads {
      DispatchQueue.concurrentPerform(iterations: parts.count) { number in
        let list = watcher.observe(observations, part: parts[number])
        lists.withLock { $0[number] = list }
      }
    } else {
      for part in parts {
        let list = watcher.observe(observations, part: part)
        lists.withLock { $0[part.rawValue] = list }
      }
    }
    let all = lists.withLock { lists in lists.enumerated().flatMap { part, list in list.map { (part, $0) } } }
    return all.sorted { ($0.1.place, $0.0) < ($1.1.place, $1.0) }.map { $0.1 }
  }
}

/// The account of mutes.
private final class Muting {
  var ledger: MuteLedger

  init(_ ledger: MuteLedger) { self.ledger = ledger }
}

extension Muting? {
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
