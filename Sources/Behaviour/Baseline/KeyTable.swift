/// A map from 64-bit keys (hashes, never 0) to small trivial values by open addressing: linear probing over one
/// allocation, at most three quarters full, removal by shifting back. No reference counts, no hashing with a seed.
///
/// Why the unsafe pointers are sound: both arrays have `capacity` elements, a power of two; every index is masked by
/// `capacity - 1`; values are trivial; the one owner frees them in `deinit`.
struct KeyTable<Value: BitwiseCopyable>: ~Copyable {
  private var keys: UnsafeMutablePointer<UInt64>
  private var values: UnsafeMutablePointer<Value>
  private var capacity: Int
  private(set) var count = 0
  private let zero: Value

  init(zero: Value, capacity: Int = 64) {
    self.zero = zero
    self.capacity = capacity
    keys = .allocate(capacity: capacity)
    values = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    values.initialize(repeating: zero, count: capacity)
  }

  deinit {
    keys.deallocate()
    values.deallocate()
  }

  var bytes: Int { capacity * (8 + MemoryLayout<Value>.stride) }

  /// Spreads a key over the table; callers' keys may share their low bits.
  @inline(__always)
  private func start(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & (capacity - 1)
  }

  @inline(__always)
  func find(_ key: UInt64) -> UnsafeMutablePointer<Value>? {
    var place = start(key)
    while true {
      let found = keys[place]
      if found == key { return values + place }
      if found == 0 { return nil }
      place = (place + 1) & (capacity - 1)
    }
  }

  /// The value of a key, made of `zero` where it is new. The pointer holds until the next insertion or removal.
  mutating func at(_ key: UInt64) -> UnsafeMutablePointer<Value> {
    if let found = find(key) { return found }
    if (count + 1) * 4 > capacity * 3 { grow() }
    var place = start(key)
    while keys[place] != 0 { place = (place + 1) & (capacity - 1) }
    keys[place] = key
    values[place] = zero
    count += 1
    return values + place
  }

  mutating func remove(_ key: UInt64) {
    var hole = start(key)
    while keys[hole] != key {
      if keys[hole] == 0 { return }
      hole = (hole + 1) & (capacity - 1)
    }
    var next = (hole + 1) & (capacity - 1)
    while keys[next] != 0 {
      let home = start(keys[next])
      // The entry may move into the hole only if its home is not between the hole and itself.
      if (next &- home) & (capacity - 1) >= (next &- hole) & (capacity - 1) {
        keys[hole] = keys[next]
        values[hole] = values[next]
        hole = next
      }
      next = (next + 1) & (capacity - 1)
    }
    keys[hole] = 0
    values[hole] = zero
    count -= 1
  }

  mutating func removeAll() {
    keys.update(repeating: 0, count: capacity)
    values.update(repeating: zero, count: capacity)
    count = 0
  }

  /// Every entry, by key, so that what is written or dropped does not depend on the order of insertion.
  func sorted() -> [(key: UInt64, value: Value)] {
    var all: [(key: UInt64, value: Value)] = []
    all.reserveCapacity(count)
    for place in 0..<capacity where keys[place] != 0 { all.append((keys[place], values[place])) }
    all.sort { $0.key < $1.key }
    return all
  }

  /// Every entry in no particular order.
  func visit(_ body: (UInt64, UnsafeMutablePointer<Value>) -> Void) {
    for place in 0..<capacity where keys[place] != 0 { body(keys[place], values + place) }
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldValues = values
    let oldCapacity = capacity
    capacity *= 2
    keys = .allocate(capacity: capacity)
    values = .allocate(capacity: capacity)
    keys.initialize(repeating: 0, count: capacity)
    values.initialize(repeating: zero, count: capacity)
    for old in 0..<oldCapacity where oldKeys[old] != 0 {
      var place = start(oldKeys[old])
      while keys[place] != 0 { place = (place + 1) & (capacity - 1) }
      keys[place] = oldKeys[old]
      values[place] = oldValues[old]
    }
    oldKeys.deallocate()
    oldValues.deallocate()
  }
}
