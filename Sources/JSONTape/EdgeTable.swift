/// From a 64-bit key that is no key's neighbour to a number. Open addressing; grows to hold what it is given. Its memory
/// is its owner's to free.
@frozen
public struct EdgeTable {
  /// No number.
  @inlinable public static var none: UInt32 { .max }

  /// A key and its number side by side, so that finding it touches one cache line.
  @usableFromInline
  struct Entry: BitwiseCopyable {
    /// 0 where there is none.
    @usableFromInline var key: UInt64 = 0
    @usableFromInline var target: UInt32 = 0
  }

  @usableFromInline var entries: UnsafeMutablePointer<Entry>
  @usableFromInline var mask: Int
  public private(set) var count = 0

  /// - Parameter places: a power of two; room for half as many keys before it grows.
  public init(places: Int = 1 << 12) {
    mask = places - 1
    entries = Self.room(places)
  }

  private static func room(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let room = UnsafeMutablePointer<Entry>.allocate(capacity: count)
    room.initialize(repeating: Entry(), count: count)
    return room
  }

  public func deallocate() { entries.deallocate() }

  /// A key of a hash within a space of its own; never 0.
  @inlinable @inline(__always)
  public static func key(_ hash: UInt64, _ space: UInt32) -> UInt64 {
    ExactHash.mix(hash ^ (UInt64(space) &* 0x9E37_79B9_7F4A_7C15), 0xD6E8_FEB8_6659_FD93) | 1
  }

  @inlinable @inline(__always)
  public func target(_ key: UInt64) -> UInt32 {
    var at = Int(truncatingIfNeeded: key &>> 20) & mask
    while true {
      let known = entries[at].key
      if known == key { return entries[at].target }
      if known == 0 { return Self.none }
      at = (at &+ 1) & mask
    }
  }

  public mutating func add(_ key: UInt64, _ target: UInt32) {
    if count * 2 > mask { grow() }
    var at = Int(truncatingIfNeeded: key &>> 20) & mask
    while entries[at].key != 0 { at = (at &+ 1) & mask }
    entries[at] = Entry(key: key, target: target)
    count += 1
  }

  public mutating func removeAll() {
    entries.update(repeating: Entry(), count: mask + 1)
    count = 0
  }

  private mutating func grow() {
    let (old, oldMask) = (entries, mask)
    mask = mask * 2 + 1
    entries = Self.room(mask + 1)
    count = 0
    for at in 0...oldMask where old[at].key != 0 { add(old[at].key, old[at].target) }
    old.deallocate()
  }
}
