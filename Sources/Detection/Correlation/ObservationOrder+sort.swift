extension ObservationOrder {
  /// Fewer are sorted by comparing.
  private static let fewItems = 64

  /// Puts items in order of time, then of place.
  ///
  /// By time a byte at a time from the lowest (a radix sort, which leaves in place what is alike): what comes at once
  /// differs in four or five bytes, where comparing takes a dozen looks at each. Then what is of one time by its place.
  static func sort(_ items: UnsafeMutableBufferPointer<Item>) {
    guard items.count > fewItems else {
      compareAll(items)
      return
    }
    var (least, most) = (items[0].time, items[0].time)
    var isSorted = true
    for index in 1..<items.count {
      least = min(least, items[index].time)
      most = max(most, items[index].time)
      if items[index] < items[index - 1] { isSorted = false }
    }
    guard !isSorted else { return }
    let span = UInt64(bitPattern: most &- least)
    withUnsafeTemporaryAllocation(of: Item.self, capacity: items.count) { spare in
      // Trivial items, so that either buffer may be written before it was read.
      var (from, to) = (items, spare)
      for shift in stride(from: UInt64(0), to: 64, by: 8) where span >> shift != 0 {
        scatter(from, to, since: least, byte: shift)
        swap(&from, &to)
      }
      if from.baseAddress != items.baseAddress { _ = items.update(fromContentsOf: from) }
    }
    settleTies(items)
  }

  /// Moves all by one byte of their times since the least of them, keeping the order of those that have it alike.
  private static func scatter(
    _ from: UnsafeMutableBufferPointer<Item>, _ to: UnsafeMutableBufferPointer<Item>, since least: Int64,
    byte shift: UInt64
  ) {
    func digit(_ item: Item) -> Int { Int(truncatingIfNeeded: UInt64(bitPattern: item.time &- least) >> shift & 255) }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { places in
      places.initialize(repeating: 0)
      for item in from { places[digit(item)] += 1 }
      var next = 0
      for value in 0..<256 { (places[value], next) = (next, next + places[value]) }
      for item in from {
        let value = digit(item)
        to.initializeElement(at: places[value], to: item)
        places[value] += 1
      }
    }
  }

  /// Sorts by place what stands together because it is of one time. There may be many: records without a time.
  private static func settleTies(_ items: UnsafeMutableBufferPointer<Item>) {
    var start = 0
    while start < items.count {
      var end = start + 1
      var isSorted = true
      while end < items.count, items[end].time == items[start].time {
        if items[end] < items[end - 1] { isSorted = false }
        end += 1
      }
      if !isSorted { compareAll(UnsafeMutableBufferPointer(rebasing: items[start..<end])) }
      start = end
    }
  }

  private static func compareAll(_ items: UnsafeMutableBufferPointer<Item>) {
    var items = items
    items.sort { $0 < $1 }
  }
}
