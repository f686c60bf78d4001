/// From a 64-bit key that is no key's neighbour to a number. Open addressing; grows to hold what it is given. Its memory
/// is its owner's to free.
@frozen
public struct EdgeTable {
  /// No number.
  @inlinable public static var none: UInt32 { .max }

  @usableFromInline var keys: UnsafeMutablePointer<UInt64>
  @usableFromInline var targets: UnsafeMutablePointer<UInt32>
  @usableFromInline var mask = (1 << 12) - 1
  public private(set) var count = 0

  public init() {
    keys = .allocate(capacity: mask + 1)
    keys.initialize(repeating: 0, count: mask + 1)
    targets = .allocate(capacity: mask + 1)
    targets.initialize(repeating: Self.none, count: mask + 1)
  }

  public func deallocate() {
    keys.deallocate()
    targets.deallocate()
  }

  /// A key of a hash within a space of its own; never 0.
  @inlinable @inline(__always)
  public static func key(_ hash: UInt64, _ space: UInt32) -> UInt64 {
    ExactHash.mix(hash ^ (UInt64(space) &* 0x9E37_79B9_7F4A_7C15), 0xD6E8_FEB8_6659_FD93) | 1
  }

  @inlinable @inline(__always)
  public func target(_ key: UInt64) -> UInt32 {
    var at = Int(truncatingIfNeeded: key &>> 20) & mask
    while true {
      let known = keys[at]
      if known == key { return targets[at] }
      if known == 0 { return Self.none }
      at = (at &+ 1) & mask
    }
  }

  public mutating func add(_ key: UInt64, _ target: UInt32) {
    if count * 2 > mask { grow() }
    var at = Int(truncatingIfNeeded: key &>> 20) & mask
    while keys[at] != 0 { at = (at &+ 1) & mask }
    keys[at] = key
    targets[at] = target
    count += 1
  }

  public mutating func removeAll() {
    keys.update(repeating: 0, count: mask + 1)
    count = 0
  }

  private mutating func grow() {
    let (oldKeys, oldTargets, oldMask) = (keys, targets, mask)
    mask = mask * 2 + 1
    keys = .allocate(capacity: mask + 1)
    keys.initialize(repeating: 0, count: mask + 1)
    targets = .allocate(capacity: mask + 1)
    targets.initialize(repeating: Self.none, count: mask + 1)
    count = 0
    for old in 0...oldMask where oldKeys[old] != 0 { add(oldKeys[old], oldTargets[old]) }
    oldKeys.deallocate()
    oldTargets.deallocate()
  }
}
