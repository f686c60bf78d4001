/// When in the week an identity is active: for each of 168 hours (UTC, from Monday 0:00) the number of weeks in which
/// it was, up to 15, in four bits.
struct WeekRhythm: BitwiseCopyable {
  private var words = (SIMD4<UInt64>.zero, SIMD4<UInt64>.zero, SIMD4<UInt64>.zero)

  static let hours = 168

  /// The hour of the week of an hour since 1970, which began on a Thursday.
  static func hour(ofWeek hour: UInt32) -> Int { Int((hour + 72) % 168) }

  subscript(hour: Int) -> Int {
    let word = hour >> 4
    return Int(self.word(word) >> UInt64((hour & 15) * 4) & 15)
  }

  /// Notes one more week. At 15 all hours are halved, so that old habits fade.
  mutating func note(_ hour: Int) {
    if self[hour] == 15 {
      for index in 0..<12 { set(index, word(index) >> 1 & 0x7777_7777_7777_7777) }
    }
    set(hour >> 4, word(hour >> 4) + 1 << UInt64((hour & 15) * 4))
  }

  /// How unusual an hour is in the identity's own rhythm, in bits, at most `cap`: the share of its activity that falls
  /// on the hour, its neighbours and the same hours of the other days of its kind (working days, weekend), against an
  /// even spread.
  func bits(_ hour: Int, cap: Float = 5) -> Float {
    var total = 0
    // Sixteen hours at once: pairs of four bits, then all bytes by one multiplication; the sum is below 256.
    for index in 0..<12 {
      let word = word(index)
      let pairs = (word & 0x0F0F_0F0F_0F0F_0F0F) + (word >> 4 & 0x0F0F_0F0F_0F0F_0F0F)
      total += Int((pairs &* 0x0101_0101_0101_0101) >> 56)
    }
    guard total >= 40 else { return 0 }
    let weekend = hour >= 120
    let days = weekend ? 5..<7 : 0..<5
    var near = 0
    for day in days {
      for step in -1...1 {
        let at = (day * 24 + hour % 24 + step + Self.hours) % Self.hours
        near += self[at]
      }
    }
    let even = Float(total) * Float(days.count * 3) / Float(Self.hours)
    let ratio = even / (Float(near) + 0.25)
    return ratio <= 1 ? 0 : min(Float.log2(ratio), cap)
  }

  func word(_ index: Int) -> UInt64 {
    switch index >> 2 {
    case 0: words.0[index & 3]
    case 1: words.1[index & 3]
    default: words.2[index & 3]
    }
  }

  mutating func set(_ index: Int, _ value: UInt64) {
    switch index >> 2 {
    case 0: words.0[index & 3] = value
    case 1: words.1[index & 3] = value
    default: words.2[index & 3] = value
    }
  }
}
