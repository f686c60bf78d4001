/// On which of the last 64 days something happened; a day before those is forgotten, one that comes late is marked.
struct DayMarks: BitwiseCopyable {
  /// Days since 1970 of the lowest bit; 0 where nothing is marked.
  private(set) var last: UInt16 = 0
  private(set) var bits: UInt64 = 0

  init() {}

  init(last: UInt16, bits: UInt64) {
    self.last = last
    self.bits = bits
  }

  mutating func mark(_ day: UInt16) {
    if day >= last {
      let shift = UInt64(day - last)
      bits = (shift > 63 ? 0 : bits << shift) | 1
      last = day
    } else if last - day < 64 {
      bits |= 1 << UInt64(last - day)
    }
  }

  /// How many days are marked of the `window` before and after `day`, but for those of `ignored`: its lowest bit is of
  /// `first`.
  func count(around day: UInt16, within window: Int, ignoring ignored: UInt8, from first: UInt16) -> Int {
    var count = 0
    for bit in 0..<64 where bits >> UInt64(bit) & 1 != 0 {
      let marked = Int(last) - bit
      let place = marked - Int(first)
      if abs(marked - Int(day)) > window || (0..<8).contains(place) && ignored >> UInt8(place) & 1 != 0 { continue }
      count += 1
    }
    return count
  }

  /// How many of the `window` days before `day` are marked.
  func count(before day: UInt16, within window: Int) -> Int {
    let ahead = Int(day) - Int(last)
    let low = max(0, 1 - ahead)
    let high = min(63, window - ahead)
    guard low <= high else { return 0 }
    let mask = (UInt64.max >> UInt64(63 - high)) & (UInt64.max << UInt64(low))
    return (bits & mask).nonzeroBitCount
  }
}
