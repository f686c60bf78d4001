/// What a `PlaceTable` finds places by: made of hashes, so that mixing them is hash enough.
protocol PlaceKey: Equatable, BitwiseCopyable, Sendable {
  init()
  /// Spread over all bits, the upper ones most.
  var mixed: UInt64 { get }
}

/// Places in an array by key: open addressing over two arrays, at most three quarters full. Nothing is ever removed but by
/// making it anew. It is asked several times for every alert, where a dictionary's seeded hash costs more than the rest.
struct PlaceTable<Key: PlaceKey>: Sendable {
  private var keys: [Key] = []
  /// Parallel to `keys`; -1 where there is no key.
  private var places: [Int32] = []
  private(set) var count = 0

  /// Where the key stands, or the free slot where it would. There is always a free one.
  @inline(__always)
  private func slot(_ key: Key) -> Int {
    let mask = places.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed >> 32) & mask
    while places[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  /// Places are not negative.
  subscript(key: Key) -> Int32? {
    guard !places.isEmpty else { return nil }
    let place = places[slot(key)]
    return place < 0 ? nil : place
  }

  mutating func set(_ key: Key, _ place: Int32) {
    if (count + 1) * 4 > places.count * 3 { grow() }
    let slot = slot(key)
    if places[slot] < 0 { count += 1 }
    keys[slot] = key
    places[slot] = place
  }

  private mutating func grow() {
    let (oldKeys, oldPlaces) = (keys, places)
    keys = Array(repeating: Key(), count: max(64, oldKeys.count * 2))
    places = Array(repeating: -1, count: keys.count)
    count = 0
    for (key, place) in zip(oldKeys, oldPlaces) where place >= 0 { set(key, place) }
  }

  /// Those whose place has become another, without those that have none any more.
  func moved(_ place: (Int32) -> Int32?) -> PlaceTable {
    var moved = PlaceTable()
    for (key, old) in zip(keys, places) where old >= 0 {
      if let new = place(old) { moved.set(key, new) }
    }
    return moved
  }
}
