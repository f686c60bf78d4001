#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// About how many different persons did something: linear counting (Whang, Vander-Zanden and Taylor, *A linear-time
/// probabilistic counting algorithm*, 1990) in 128 bits for each of the present era of 30 days and the one before. Who came
/// first today is kept apart, so that nobody's company on one day makes a habit.
struct Crowd: BitwiseCopyable {
  var before = SIMD2<UInt64>()
  var now = SIMD2<UInt64>()
  var today = SIMD2<UInt64>()
  var day: UInt16 = 0

  static let eraDays: UInt16 = 30

  mutating func roll(to day: UInt16) {
    guard day > self.day else { return }
    now |= today
    today = SIMD2()
    let eras = day / Self.eraDays - self.day / Self.eraDays
    if eras == 1 {
      before = now
      now = SIMD2()
    } else if eras > 1 {
      before = SIMD2()
      now = SIMD2()
    }
    self.day = day
  }

  mutating func add(_ person: UInt64) {
    let bit = Self.bit(person)
    today[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// How many others than `person` there were on days before.
  func others(than person: UInt64) -> Int { count(before | now, but: person) }

  /// The same, today's included.
  func all(but person: UInt64) -> Int { count(before | now | today, but: person) }

  private func count(_ bits: SIMD2<UInt64>, but person: UInt64) -> Int {
    var all = bits
    let bit = Self.bit(person)
    all[bit >> 6] &= ~(1 << UInt64(bit & 63))
    let free = 128 - all[0].nonzeroBitCount - all[1].nonzeroBitCount
    return free == 128 ? 0 : Int((128 * log(128 / Double(max(free, 1)))).rounded())
  }

  private static func bit(_ person: UInt64) -> Int {
    Int(truncatingIfNeeded: (person &* 0x9E37_79B9_7F4A_7C15) >> 57)
  }
}
