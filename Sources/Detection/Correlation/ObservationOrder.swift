import Activity

/// Puts observations in event time, whatever the order of files and threads. It holds at most twice `capacity` of
/// them; when it is full the earlier half goes, and what comes later than one that has gone is late: it is handed on
/// with the next that go, and counted.
struct ObservationOrder {
  private var items: [Item] = []
  private let capacity: Int
  private var isSorted = true
  private var passed = Int64.min
  private(set) var late = 0
  private var runs: [Run?] = []
  /// The number of the first run in `runs`.
  private var base = 0

  /// Small, so that sorting moves little.
  private struct Item: BitwiseCopyable {
    var time: Int64
    /// The file's rank, then the record's place within it.
    var place: UInt64
    var run: UInt32
    var index: UInt32
    /// The first match on it, a place in the run's matches; -1 where there is none.
    var match: Int32

    @inline(__always)
    static func < (left: Item, right: Item) -> Bool {
      left.time != right.time ? left.time < right.time : left.place < right.place
    }
  }

  /// A worker's result while some of its observations wait.
  ///
  /// Why the unsafe pointers are sound: each has as many places as its count says, filled once in `init` and freed in
  /// `deinit`; whoever holds one holds the run, or got it of an `ObservationRun`, which is valid only while it is handed
  /// on, before `left` is counted down.
  final class Run {
    let observations: ObservationBatch
    let matches: UnsafeMutableBufferPointer<RuleMatch>
    let captures: UnsafeMutableBufferPointer<UInt64>
    let alerts: UnsafeMutableBufferPointer<Alert>
    fileprivate var left: Int

    init(_ result: consuming StageOneResult) {
      observations = result.observations
      left = observations.count
      matches = .allocate(capacity: result.matches.count)
      _ = matches.initialize(from: result.matches)
      captures = .allocate(capacity: result.captures.count)
      _ = captures.initialize(from: result.captures)
      alerts = .allocate(capacity: result.alerts.count)
      _ = alerts.initialize(from: result.alerts)
    }

    deinit {
      matches.deallocate()
      captures.deallocate()
      alerts.deinitialize()
      alerts.deallocate()
    }
  }

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Adds a worker's result, whose observations know their file and record by now.
  ///
  /// - Parameter rank: the file's place in an order that depends on nothing but the files' names.
  mutating func add(_ result: consuming StageOneResult, rank: Int) {
    let observations = result.observations
    guard observations.count > 0 else { return }
    let number = UInt32(truncatingIfNeeded: base + runs.count)
    let run = Run(result)
    runs.append(run)
    var last = items.last
    // The matches stand in the order of the observations.
    var match = 0
    for index in observations.indices {
      while match < run.matches.count, run.matches[match].observation < index { match += 1 }
      let isMatched = match < run.matches.count && run.matches[match].observation == index
      let item = Item(
        time: observations.base[index].time,
        place: UInt64(rank) << 40 | UInt64(truncatingIfNeeded: observations.base[index].record), run: number,
        index: UInt32(truncatingIfNeeded: index), match: isMatched ? Int32(truncatingIfNeeded: match) : -1)
      if item.time < passed { late += 1 }
      if let last, item < last { isSorted = false }
      last = item
      items.append(item)
    }
  }

  /// A run that has observations waiting is always there.
  private func waiting(_ number: UInt32) -> Run {
    guard let run = runs[Int(number) - base] else { preconditionFailure("a run went before its observations") }
    return run
  }

  var isFull: Bool { items.count >= 2 * capacity }

  /// Hands on the earlier half, or all, in event time, in runs of at most `longest`.
  mutating func release(all: Bool, longest: Int, _ body: (ObservationRun) -> Void) {
    if !isSorted {
      items.sort { $0 < $1 }
      isSorted = true
    }
    let count = all ? items.count : max(0, items.count - capacity)
    var start = 0
    var members: [ObservationRun.Member] = []
    members.reserveCapacity(min(count, longest))
    while start < count {
      let end = min(count, start + longest)
      members.removeAll(keepingCapacity: true)
      for place in start..<end {
        let item = items[place]
        let run = waiting(item.run)
        members.append(
          ObservationRun.Member(
            observation: UnsafePointer(run.observations.base + Int(item.index)), run: Unmanaged.passUnretained(run),
            index: item.index, match: item.match))
      }
      body(ObservationRun(members: members))
      for place in start..<end { waiting(items[place].run).left -= 1 }
      start = end
    }
    guard count > 0 else { return }
    passed = max(passed, items[count - 1].time)
    items.removeFirst(count)
    for place in runs.indices where runs[place]?.left == 0 { runs[place] = nil }
    let gone = runs.prefix { $0 == nil }.count
    runs.removeFirst(gone)
    base += gone
  }
}

/// Some observations in event time.
// proof: what members point to stays in its place and is only read while a run is handed on.
struct ObservationRun: @unchecked Sendable {
  /// Few enough that what one part of the watch has looked at is near at hand for the next.
  static let longestOfOneThread = 1 << 10
  /// Enough for threads to be worth their while.
  static let longestOfThreads = 1 << 13

  struct Member: BitwiseCopyable {
    let observation: UnsafePointer<Observation>
    let run: Unmanaged<ObservationOrder.Run>
    let index: UInt32
    /// The first match on it, a place in the run's matches; -1 where there is none.
    let match: Int32
  }

  let members: [Member]

  var count: Int { members.count }

  /// Valid as long as the run.
  subscript(_ place: Int) -> UnsafePointer<Observation> {
    @inline(__always) get { members[place].observation }
  }
}
