/// The devices that a person signs in with: eight of them, the one unused for longest making room. The same in every
/// shard.
struct DeviceState: KeyedEntry {
  var prints = SIMD8<UInt32>(repeating: 0)
  /// Days since 1970 of their last use.
  var lasts = SIMD8<UInt16>(repeating: 0)
  var lastUse: Int64 = 0

  static func print(_ device: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: device >> 17) | 1 }

  func knows(_ print: UInt32) -> Bool { any(prints .== print) }

  mutating func note(_ print: UInt32, at time: Int64) {
    let day = PlaceSet.day(time)
    var place = 0
    for index in 0..<8 {
      if prints[index] == print {
        lasts[index] = max(lasts[index], day)
        return
      }
      if (lasts[index], prints[index]) < (lasts[place], prints[place]) { place = index }
    }
    guard day >= lasts[place] else { return }
    prints[place] = print
    lasts[place] = day
  }
}
