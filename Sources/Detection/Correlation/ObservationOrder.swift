import Activity
import JSONTape

/// Puts observations in event time, whatever the order of files and threads. At least `capacity` of them wait; of those
/// beyond, the earliest go. What comes later than one that has gone is late: it is handed on with the next that go, and
/// counted.
struct ObservationOrder {
  private var items: [Item] = []
  private let capacity: Int
  /// How many of `items` are in order; those that came since may not be.
  private var sorted = 0
  /// The latest event time that was handed on.
  var passed = Int64.min
  /// By the file's place: how many of its records were late.
  private(set) var late: [Int: Int] = [:]
  private var runs: [Run?] = []
  /// The number of the first run in `runs`.
  private var base = 0
  private var handed: UInt32 = 0

  /// Small, so that sorting moves little.
  struct Item: BitwiseCopyable {
    var time: Int64
    /// The file's place, then the record's within it.
    var place: UInt64
    var run: UInt32
    /// A place in the run's observations.
    var index: UInt32
    /// The first match on it, a place in the run's matches; -1 where there is none.
    var match: Int32

    @inline(__always)
    static func < (left: Item, right: Item) -> Bool {
      left.time != right.time ? left.time < right.time : left.place < right.place
    }
  }

  /// A worker's result while some of its observations wait.
  // proof: `left` and `mark` are the order's, which has one owner; nothing else is changed after `init`.
  final class Run: @unchecked Sendable {
    let observations: ObservationBatch
    let matches: [RuleMatch]
    let captures: [UInt64]
    let alerts: [Alert]
    fileprivate var left: Int
    /// The last `ObservationRun` that holds it.
    fileprivate var mark: UInt32 = 0

    init(_ result: consuming StageOneResult) {
      observations = result.observations
      left = observations.count
      matches = result.matches
      captures = result.captures
      alerts = result.alerts
    }
  }

  /// What stays is moved up each time that some go.
  private static let worthMoving = 1 << 13

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Adds a worker's result, whose observations know their file and record by now.
  ///
  /// - Parameters:
  ///   - rank: the file's place in an order that does not depend on the number of workers; of the same instant the lower
  ///     comes first.
  ///   - file: what to count late records under; `nil` where they were counted before.
  mutating func add(_ result: consuming StageOneResult, rank: Int, file: Int?) {
    let observations = result.observations
    guard observations.count > 0 else { return }
    let number = UInt32(truncatingIfNeeded: base + runs.count)
    let run = Run(result)
    runs.append(run)
    var behind = 0
    // The matches stand in the order of the observations.
    var match = 0
    for index in observations.indices {
      while match < run.matches.count, run.matches[match].observation < index { match += 1 }
      let isMatched = match < run.matches.count && run.matches[match].observation == index
      let item = Item(
        time: observations.base[index].time,
        place: UInt64(rank) << 40 | UInt64(truncatingIfNeeded: observations.base[index].record), run: number,
        index: UInt32(truncatingIfNeeded: index), match: isMatched ? Int32(truncatingIfNeeded: match) : -1)
      if item.time < passed { behind += 1 }
      items.append(item)
    }
    if behind > 0, let file { late[file, default: 0] += behind }
  }

  /// A run that has observations waiting is always there.
  private func waiting(_ number: UInt32) -> Run {
    guard let run = runs[Int(number) - base] else { preconditionFailure("a run went before its observations") }
    return run
  }

  /// Whether enough wait beyond `capacity` to hand them on.
  var isFull: Bool { items.count >= capacity + min(capacity, Self.worthMoving) }

  /// Whether more wait than are held back at the end of a run.
  var isAbundant: Bool { items.count > capacity }

  /// Hands on the earliest, or all, in event time, in runs of bounded length.
  mutating func release(all: Bool) -> [ObservationRun] {
    sort()
    let count = all ? items.count : max(0, items.count - capacity)
    guard count > 0 else { return [] }
    var made: [ObservationRun] = []
    for start in stride(from: 0, to: count, by: ObservationRun.longest) {
      made.append(run(of: items[start..<min(count, start + ObservationRun.longest)]))
    }
    passed = max(passed, items[count - 1].time)
    items.removeFirst(count)
    sorted = items.count
    for place in runs.indices where runs[place]?.left == 0 { runs[place] = nil }
    let gone = runs.prefix { $0 == nil }.count
    runs.removeFirst(gone)
    base += gone
    return made
  }

  /// Puts what came since the last time where it belongs. What is in order already is many times as long, and little of
  /// it comes later than what is new.
  private mutating func sort() {
    guard sorted < items.count else { return }
    let old = sorted
    sorted = items.count
    items.withUnsafeMutableBufferPointer { items in
      let new = UnsafeMutableBufferPointer(rebasing: items[old...])
      Self.sort(new)
      guard let first = new.first else { return }
      // The new ones go into a place of their own, and the old that come after the first of them move up from behind.
      let start = items[..<old].partitioningIndex { first < $0 }
      guard start < old else { return }
      let moved = Array(new)
      var (left, right, place) = (old - 1, moved.count - 1, items.count - 1)
      while right >= 0 {
        if left >= start, moved[right] < items[left] {
          items[place] = items[left]
          left -= 1
        } else {
          items[place] = moved[right]
          right -= 1
        }
        place -= 1
      }
    }
  }

  private mutating func run(of items: ArraySlice<Item>) -> ObservationRun {
    handed &+= 1
    var places: [UnsafePointer<Observation>] = []
    places.reserveCapacity(items.count)
    var matched: [ObservationRun.Matched] = []
    var owners: [Run] = []
    for item in items {
      let run = waiting(item.run)
      if item.match >= 0 {
        matched.append(
          ObservationRun.Matched(
            place: places.count, run: .passUnretained(run), index: item.index, match: item.match))
      }
      places.append(UnsafePointer(run.observations.base + Int(item.index)))
      if run.mark != handed {
        run.mark = handed
        owners.append(run)
      }
      run.left -= 1
    }
    return ObservationRun(places: places, owners: owners, matched: matched)
  }
}

/// Some observations in event time.
// proof: `places` and `matched` point into `owners`, which it keeps alive, and which nobody changes any more.
struct ObservationRun: @unchecked Sendable {
  /// Few enough that what one part of the watch has looked at is near at hand, in a core's cache, for the next.
  static let longest = 1 << 11

  /// An observation that rules match.
  struct Matched: BitwiseCopyable {
    let place: Int
    let run: Unmanaged<ObservationOrder.Run>
    /// Its place in the run's observations.
    let index: UInt32
    /// The first match on it, a place in the run's matches.
    let match: Int32

    /// Has the processor fetch the first alert's record: it was made a while ago.
    @inline(__always)
    func fetch() {
      run._withUnsafeGuaranteedRef { run in
        let alert = Int(run.matches[Int(match)].alert)
        if alert >= 0 {
          run.alerts.withUnsafeBufferPointer { $0.address(of: alert).fetchRecord() }
        }
      }
    }
  }

  fileprivate let places: [UnsafePointer<Observation>]
  private let owners: [ObservationOrder.Run]
  /// By rising place.
  let matched: [Matched]

  fileprivate init(places: [UnsafePointer<Observation>], owners: [ObservationOrder.Run], matched: [Matched]) {
    self.places = places
    self.owners = owners
    self.matched = matched
  }

  /// No observation at all.
  static let none = ObservationRun(places: [], owners: [], matched: [])

  var count: Int { places.count }

  /// Calls `body` with all of them, for loops that keep no count of references to the run.
  @inline(__always)
  func withPlaces<T>(_ body: (UnsafeBufferPointer<UnsafePointer<Observation>>) -> T) -> T {
    places.withUnsafeBufferPointer(body)
  }

  /// Valid as long as the run.
  @inline(__always)
  subscript(_ place: Int) -> UnsafePointer<Observation> { places[place] }
}

extension Slice<UnsafeMutableBufferPointer<ObservationOrder.Item>> {
  /// The first place at which the predicate holds, if it holds from some place on; else the end.
  fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
