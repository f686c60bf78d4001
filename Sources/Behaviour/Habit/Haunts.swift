/// The networks, tools or credentials that an identity uses: eight of them, the one unused for longest making room.
struct Haunts: BitwiseCopyable {
  var prints = SIMD8<UInt32>()
  var lasts = SIMD8<UInt16>()
  /// Days of use, the present one included.
  var days = SIMD8<UInt16>()

  /// Days after which a haunt that was not used is one no more.
  static let forgotten: UInt16 = 60

  mutating func note(_ print: UInt32, _ day: UInt16) {
    var place = 0
    for index in 0..<8 {
      if prints[index] == print {
        guard day > lasts[index] else { return }
        if day - lasts[index] > Self.forgotten { days[index] = 0 }
        lasts[index] = day
        if days[index] < .max { days[index] += 1 }
        return
      }
      if (lasts[index], days[index]) < (lasts[place], days[place]) { place = index }
    }
    // What comes late takes nobody's place.
    guard day >= lasts[place] else { return }
    prints[place] = print
    lasts[place] = day
    days[place] = 1
  }

  /// Counts a haunt that was just noted as one of `days` earlier days, because something else speaks for it.
  mutating func vouch(_ print: UInt32, _ day: UInt16, days least: Int) {
    for index in 0..<8 where prints[index] == print && lasts[index] == day {
      days[index] = max(days[index], UInt16(clamping: least + 1))
    }
  }

  /// On how many days it was used, of all that are remembered.
  func days(of print: UInt32) -> Int {
    for index in 0..<8 where prints[index] == print { return Int(days[index]) }
    return 0
  }

  /// On how many days before `day` it was used.
  func days(of print: UInt32, before day: UInt16) -> Int {
    for index in 0..<8 where prints[index] == print {
      if lasts[index] < day { return day - lasts[index] > Self.forgotten ? 0 : Int(days[index]) }
      return Int(days[index]) - 1
    }
    return 0
  }
}
