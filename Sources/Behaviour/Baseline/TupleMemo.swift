import Activity

/// Tuples that were taken in lately, by one hash, and in which hour: direct-mapped, overwritten by what falls on the same
/// place. Being here or not changes speed, never a result.
///
/// Why the unsafe pointers are sound: `entries` has `mask + 1` elements and every index is masked; `floors` has sixteen
/// and lanes are below sixteen; both are freed by the one owner.
final class TupleMemo {
  struct Entry: BitwiseCopyable {
    var tag: UInt64 = 0
    var place: UInt32 = 0
    /// Of the record; `none` where the tuple came late.
    var hour: UInt32 = Self.none
    /// What the identity's `changed` was before its facts were taken.
    var changed: UInt32 = 0
    var hourLane: UInt8 = CountLane.none
    var dayLane: UInt8 = CountLane.none

    static let none = UInt32.max
  }

  let entries: UnsafeMutablePointer<Entry>
  let mask: Int
  /// By lane: a count that has none of these bits is a multiple of the lane's floor.
  let floors: UnsafeMutablePointer<UInt32>
  /// Where in a record the counts stand.
  let countsOffset: Int

  init(bits: Int) {
    mask = (1 << bits) - 1
    entries = .allocate(capacity: mask + 1)
    entries.initialize(repeating: Entry(), count: mask + 1)
    countsOffset = MemoryLayout<IdentityRecord>.offset(of: \.counts) ?? 0
    floors = .allocate(capacity: 16)
    floors.initialize(repeating: .max, count: 16)
    for lane in CountLane.allCases { floors[lane.rawValue] = lane.floor - 1 }
  }

  deinit {
    entries.deallocate()
    floors.deallocate()
  }

  var bytes: Int { (mask + 1) * MemoryLayout<Entry>.stride }

  @inline(__always)
  func entry(_ tag: UInt64) -> UnsafeMutablePointer<Entry> { entries + (Int(truncatingIfNeeded: tag >> 40) & mask) }

  func forget() { entries.update(repeating: Entry(), count: mask + 1) }

  /// A hash of all that judging looks at, beside counts. Four chains, so that multiplications overlap.
  @inline(__always)
  static func tag(_ o: UnsafePointer<Observation>, _ key: UInt64) -> UInt64 {
    let words =
      UInt64(o.pointee.actClass.rawValue) << 32 | UInt64(o.pointee.resource.rawValue) << 40
      | UInt64(o.pointee.sensitivity.rawValue) << 48 | UInt64(o.pointee.outcome.rawValue) << 56
    let more =
      UInt64(o.pointee.country) | UInt64(o.pointee.actorKind.rawValue) << 16 | UInt64(o.pointee.credentialKind.rawValue)
      << 24
      | UInt64(o.pointee.human.rawValue) << 32
    let a = (key ^ words) &* 0x9E37_79B9_7F4A_7C15 ^ o.pointee.address
    let b = (o.pointee.operation ^ more) &* 0xBF58_476D_1CE4_E5B9 ^ o.pointee.agent
    let c = (o.pointee.credential ^ 0x2545_F491_4F6C_DD1D) &* 0x94D0_49BB_1331_11EB ^ o.pointee.region
    let d =
      (o.pointee.device ^ o.pointee.callingService &* 0xD6E8_FEB8_6659_FD93) &* 0xFF51_AFD7_ED55_8CCD ^ o.pointee.tenant
    let e = (o.pointee.targetIdentity ^ o.pointee.email &* 0xC4CE_B9FE_1A85_EC53) &* 0x9FB2_1C65_1E98_DF25
    let left = (a ^ a >> 29) &* 0xA24B_AED4_963E_E407 ^ (b ^ b >> 31) &* 0x9FB2_1C65_1E98_DF25
    let right = (c ^ c >> 28) &* 0xD1B5_4A32_D192_ED03 ^ (d ^ d >> 30) &* 0x8CB9_2BA7_2F3D_8DD7
    let mixed = (left ^ left >> 32 ^ e) &* 0xE703_7ED1_A0B4_28DB ^ (right ^ right >> 33) &* 0x8EBC_6AF0_9C88_C6E3
    return (mixed ^ mixed >> 29) | 1
  }
}
