import Activity

/// What has a memory: puts the workers' observations in event time and follows them over records. One owner.
public struct SecondStage {
  private let engine: Engine
  private let paths: [String]
  /// For each file, its place in the order of the paths.
  private let ranks: [Int]
  private var order: ObservationOrder
  private var correlator: Correlator

  /// - Parameters:
  ///   - paths: of the files, by the numbers that observations carry.
  ///   - lateness: how many records may wait to be put in order.
  public init(_ engine: Engine, paths: [String], lateness: Int = 1 << 16) {
    self.engine = engine
    self.paths = paths
    var ranks = Array(repeating: 0, count: paths.count)
    for (rank, file) in paths.indices.sorted(by: { (paths[$0], $0) < (paths[$1], $1) }).enumerated() {
      ranks[file] = rank
    }
    self.ranks = ranks
    order = ObservationOrder(capacity: lateness)
    correlator = Correlator(engine) { Int($0) < paths.count ? paths[Int($0)] : "" }
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
  ///   - emit: gets the alerts that are settled by now, in event time.
  public mutating func add(_ result: consuming StageOneResult, file: Int, base: Int, _ emit: (Alert) -> Void) {
    let observations = result.observations
    for index in observations.indices {
      observations.base[index].record += base
      observations.base[index].file = UInt32(truncatingIfNeeded: file)
    }
    for index in result.alerts.indices { result.alerts[index].record.index += base }
    order.add(result, rank: file < ranks.count ? ranks[file] : 0)
    if order.isFull { release(all: false, emit) }
  }

  /// Settles all that waits.
  public mutating func finish(_ emit: (Alert) -> Void) {
    release(all: true, emit)
    correlator.finish(emit)
  }

  private mutating func release(all: Bool, _ emit: (Alert) -> Void) {
    let book = engine.book
    // Taken out for the while, because the order hands on observations as it is changed itself.
    var order = order
    self.order = ObservationOrder(capacity: 1)
    order.release(all: all) { run, index in
      let observation = UnsafePointer(run.result.observations.base + index)
      correlator.advance(to: observation.pointee.time, emit)
      for match in run.result.matches(of: index) {
        let raises = book.rules[Int(match.rule)].raisesAlerts && match.alert >= 0
        if raises { emit(run.result.alerts[Int(match.alert)]) }
        if correlator.concerns(match.rule) {
          correlator.add(
            match, observation.pointee, captures: run.result.captures,
            alert: match.alert >= 0 ? run.result.alerts[Int(match.alert)] : nil, emit)
        }
      }
    }
    self.order = order
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
