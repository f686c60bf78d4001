import Activity

/// What a table keeps under a key: integers, floats and vectors of them only, so that any bytes read back from a
/// snapshot are a value, and nothing is allocated or counted by reference.
protocol KeyedEntry: BitwiseCopyable {
  init()
  /// Event time of the last use in microseconds, by which entries are dropped.
  var lastUse: Int64 { get set }
  /// The same, where uses are noted elsewhere too.
  var recency: Int64 { get }
}

extension KeyedEntry {
  var recency: Int64 { lastUse }
}

/// A hash table of trivial entries under 64-bit keys that are hashes already; 0 is no key.
///
/// Bounded by `limit` entries: when it is full, the eighth of them that was used least recently by event time is
/// dropped (ties by key), so that what is dropped depends on the records alone. Entries stand densely in the order of
/// their coming; a table restored from a snapshot behaves as the one it was made from.
struct KeyedTable<Entry: KeyedEntry> {
  private struct Slot: BitwiseCopyable {
    var key: UInt64 = 0
    var place = 0
  }

  private var slots: [Slot]
  private var mask: Int
  private(set) var keys: [UInt64] = []
  var entries: [Entry] = []
  let limit: Int
  private(set) var evicted = 0

  init(limit: Int) {
    self.limit = max(8, limit)
    slots = Array(repeating: Slot(), count: 64)
    mask = 63
  }

  var count: Int { entries.count }

  /// Where the key's entry stands in `entries`, or -1.
  @inline(__always)
  func find(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
    while true {
      let found = slots[slot]
      if found.key == key { return key == 0 ? -1 : found.place }
      if found.key == 0 { return -1 }
      slot = (slot + 1) & mask
    }
  }

  /// Where the key's entry stands, made if there is none. The key must not be 0. May drop others, so that places
  /// found earlier no longer hold.
  mutating func place(_ key: UInt64, at time: Int64) -> (place: Int, isNew: Bool) {
    let found = find(key)
    if found >= 0 {
      if entries[found].lastUse < time { entries[found].lastUse = time }
      return (found, false)
    }
    if entries.count >= limit { evict() }
    if entries.count * 4 >= slots.count * 3 { rebuild(slots.count * 2) }
    var entry = Entry()
    entry.lastUse = time
    insertSlot(key, entries.count)
    keys.append(key)
    entries.append(entry)
    return (entries.count - 1, true)
  }

  private mutating func insertSlot(_ key: UInt64, _ place: Int) {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
    while slots[slot].key != 0 { slot = (slot + 1) & mask }
    slots[slot] = Slot(key: key, place: place)
  }

  private mutating func rebuild(_ size: Int) {
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    for place in keys.indices { insertSlot(keys[place], place) }
  }

  private mutating func evict() {
    let drop = max(1, limit / 8)
    let border = oldest(drop)
    // In place: the table is at its largest just now.
    var kept = 0
    for place in keys.indices where border < Age(time: entries[place].recency, key: keys[place]) {
      keys[kept] = keys[place]
      entries[kept] = entries[place]
      kept += 1
    }
    evicted += keys.count - kept
    keys.removeLast(keys.count - kept)
    entries.removeLast(entries.count - kept)
    rebuild(slots.count)
  }

  private struct Age: Comparable {
    var time: Int64
    var key: UInt64

    static func < (left: Self, right: Self) -> Bool {
      left.time != right.time ? left.time < right.time : left.key < right.key
    }
  }

  /// The age of the `count`th oldest (quickselect; pivots are drawn, so that no order of records makes it slow).
  private func oldest(_ count: Int) -> Age {
    var ages = keys.indices.map { Age(time: entries[$0].recency, key: keys[$0]) }
    var (low, high, draw) = (0, ages.count - 1, UInt64(ages.count))
    let wanted = min(count, ages.count) - 1
    while low < high {
      draw = Mixing.key(draw, 1)
      let pivot = ages[low + Int(draw % UInt64(high - low + 1))]
      var (left, right) = (low, high)
      while left <= right {
        while ages[left] < pivot { left += 1 }
        while pivot < ages[right] { right -= 1 }
        if left <= right {
          ages.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if wanted <= right {
        high = right
      } else if wanted >= left {
        low = left
      } else {
        break
      }
    }
    return ages[wanted]
  }

  func write(to out: inout StateOutput) {
    out.put(count: entries.count)
    out.put(Int64(evicted))
    for place in keys.indices {
      out.put(keys[place])
      out.put(bytesOf: entries[place])
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    let count = try from.count(of: MemoryLayout<Entry>.size + 8)
    evicted = try from.tally()
    keys.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    keys.reserveCapacity(count)
    entries.reserveCapacity(count)
    for _ in 0..<count {
      keys.append(try from.key())
      entries.append(try from.value())
    }
    var size = 64
    while size * 3 < (count + 1) * 4 { size *= 2 }
    rebuild(size)
    while entries.count > limit { evict() }
  }
}
