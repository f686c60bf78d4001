/// Puts matches in event time, whatever the order of files and threads. It holds at most `capacity` matches: when it is
/// full the earliest goes, and what comes later than one that has gone is late: it is handed on at once, and
/// counted.
struct ReorderBuffer {
  private var heap: [Entry] = []
  private let capacity: Int
  private var passed = Int64.min
  private(set) var late = 0

  /// Small, so that the heap moves little; the match itself stays where it is.
  private struct Entry {
    var time: Int64
    var box: Box
  }

  private final class Box {
    let match: Match
    init(_ match: Match) { self.match = match }
  }

  init(capacity: Int) {
    self.capacity = max(1, capacity)
    heap.reserveCapacity(min(capacity, 4096))
  }

  /// Adds a match and returns the one that must go now, if any.
  mutating func add(_ match: Match) -> Match? {
    if match.alert.time < passed {
      late += 1
      return match
    }
    heap.append(Entry(time: match.alert.time, box: Box(match)))
    rise(heap.count - 1)
    return heap.count > capacity ? popFirst() : nil
  }

  /// The earliest match, or `nil` when all have gone.
  mutating func popFirst() -> Match? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink(0)
    }
    passed = first.time
    return first.box.match
  }

  /// By time, then by place, then by rule, so that equal times have one order.
  private func precedes(_ left: Entry, _ right: Entry) -> Bool {
    if left.time != right.time { return left.time < right.time }
    let (left, right) = (left.box.match, right.box.match)
    if left.alert.record.path != right.alert.record.path { return left.alert.record.path < right.alert.record.path }
    if left.alert.record.index != right.alert.record.index { return left.alert.record.index < right.alert.record.index }
    return left.rule < right.rule
  }

  private mutating func rise(_ start: Int) {
    var at = start
    while at > 0 {
      let parent = (at - 1) / 2
      guard precedes(heap[at], heap[parent]) else { return }
      heap.swapAt(at, parent)
      at = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var at = start
    while true {
      var least = at
      for child in (2 * at + 1)..<(2 * at + 3) where child < heap.count && precedes(heap[child], heap[least]) {
        least = child
      }
      if least == at { return }
      heap.swapAt(at, least)
      at = least
    }
  }
}
