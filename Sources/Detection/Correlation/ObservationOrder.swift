import Activity

/// Puts observations in event time, whatever the order of files and threads. It holds at most twice `capacity` of
/// them; when it is full the earlier half goes, and what comes later than one that has gone is late: it is handed on
/// with the next that go, and counted.
struct ObservationOrder {
  private var items: [Item] = []
  private let capacity: Int
  private var isSorted = true
  /// The latest event time that was handed on.
  var passed = Int64.min
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

    @inline(__always)
    static func < (left: Item, right: Item) -> Bool {
      left.time != right.time ? left.time < right.time : left.place < right.place
    }
  }

  /// A worker's result while some of its observations wait.
  final class Run {
    let result: StageOneResult
    fileprivate var left: Int

    init(_ result: StageOneResult) {
      self.result = result
      left = result.observations.count
    }
  }

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Adds a worker's result, whose observations know their file and record by now.
  ///
  /// - Parameter rank: the file's place in an order that depends on nothing but the files' names.
  mutating func add(_ result: StageOneResult, rank: Int) {
    let observations = result.observations
    guard observations.count > 0 else { return }
    let number = UInt32(truncatingIfNeeded: base + runs.count)
    runs.append(Run(result))
    var last = items.last
    for index in observations.indices {
      let item = Item(
        time: observations.base[index].time,
        place: UInt64(rank) << 40 | UInt64(truncatingIfNeeded: observations.base[index].record), run: number,
        index: UInt32(truncatingIfNeeded: index))
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
  /// Whether more wait than are held back at the end of a run.
  var isAbundant: Bool { items.count > capacity }

  /// Hands on the earlier half, or all, in event time, in runs of bounded length.
  mutating func release(all: Bool, _ body: (ObservationRun) -> Void) {
    if !isSorted {
      items.sort { $0 < $1 }
      isSorted = true
    }
    let count = all ? items.count : max(0, items.count - capacity)
    var start = 0
    while start < count {
      let end = min(count, start + ObservationRun.longest)
      let handed = items[start..<end].map { item in
        ObservationRun.Member(run: waiting(item.run), index: Int(item.index))
      }
      body(ObservationRun(members: handed))
      for member in handed { member.run.left -= 1 }
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
// proof: the results that members point into are read only while a run is handed on.
struct ObservationRun: @unchecked Sendable {
  static let longest = 1 << 13

  struct Member {
    let run: ObservationOrder.Run
    let index: Int
  }

  let members: [Member]

  var count: Int { members.count }

  /// Valid as long as the run.
  subscript(_ place: Int) -> UnsafePointer<Observation> {
    @inline(__always) get { UnsafePointer(members[place].run.result.observations.base + members[place].index) }
  }
}
