import Activity
import Behaviour
import Dispatch
import Expectations
import Synchronization

/// What has a memory: puts the workers' observations in event time and follows them over records. One owner.
public struct SecondStage {
  let engine: Engine
  let files: FileTable
  /// For each file, its place in the order of the paths.
  var ranks: [UInt32: Int]
  var order: ObservationOrder
  var correlator: Correlator
  let watcher: Watcher?
  private let muting: Muting?
  private let isParallel: Bool
  /// What waited for its order when the run was suspended.
  var held: [ObservationRun] = []
  var isSuspended = false
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
    let files = FileTable(paths)
    self.files = files
    ranks = files.ranks(with: [])
    order = ObservationOrder(capacity: lateness)
    let path: (UInt32) -> String = { files.path($0) }
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
    let number = files.first &+ UInt32(truncatingIfNeeded: file)
    for index in observations.indices {
      observations.base[index].record += base
      observations.base[index].file = number
    }
    for index in result.alerts.indices { result.alerts[index].record.index += base }
    order.add(result, rank: ranks[number] ?? 0)
    if order.isFull { release(all: false, observe, emit) }
  }

  /// Settles all that waits. Where the run was suspended, windows whose timespan has not passed are left to the run
  /// that goes on from it.
  public mutating func finish(observe: (Observation) -> Void = { _ in }, _ emit: (Alert) -> Void) {
    for run in held { judge(run, observe, emit) }
    held = []
    release(all: true, observe, emit)
    let muting = muting
    if !isSuspended { correlator.finish { muting.pass($0, emit) } }
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

  mutating func release(all: Bool, _ observe: (Observation) -> Void, _ emit: (Alert) -> Void) {
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
    var found = watch(observations)[...]
    for place in 0..<observations.count {
      let member = observations.members[place]
      let result = member.run.result
      let observation = observations[place]
      observe(observation.pointee)
      correlator.advance(to: observation.pointee.time) { muting.pass($0, emit) }
      for match in result.matches(of: member.index) {
        let raises = book.rules[Int(match.rule)].raisesAlerts && match.alert >= 0
        if raises { muting.pass(result.alerts[Int(match.alert)], emit) }
        if correlator.concerns(match.rule) {
          correlator.add(
            match, observation.pointee, captures: result.captures,
            alert: match.alert >= 0 ? result.alerts[Int(match.alert)] : nil
          ) { muting.pass($0, emit) }
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
  func matches(of index: Int) -> ArraySlice<RuleMatch> {
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
