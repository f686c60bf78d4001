extension [UInt8] {
  @inline(__always) private static func hexDigit(_ value: UInt64) -> UInt8 {
    let digit = UInt8(truncatingIfNeeded: value & 15)
    return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
  }

  /// The alphabet of AWS key ids: A to Z, then 2 to 7.
  @inline(__always) private static func base32Digit(_ value: UInt64) -> UInt8 {
    let digit = UInt8(truncatingIfNeeded: value & 31)
    return digit < 26 ? UInt8(ascii: "A") + digit : UInt8(ascii: "2") - 26 + digit
  }

  mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    if rest < 10 { return append(UInt8(ascii: "0") + UInt8(rest)) }
    var power: UInt64 = 10
    while rest / power >= 10 { power *= 10 }
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / power))
      rest %= power
      power /= 10
    }
  }

  mutating func append(twoDigits number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// Version 4, variant 1, as vendors' ids are.
  mutating func append(uuid token: Token) {
    let high = token.high & ~0xF000 | 0x4000
    let low = token.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    reserveCapacity(count + 36)
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { append(UInt8(ascii: "-")) }
      let word = index < 16 ? high : low
      append(Self.hexDigit(word >> UInt64(60 - (index & 15) * 4)))
    }
  }

  /// Up to 32 digits.
  mutating func append(hex token: Token, digits: Int) {
    for index in 0..<Swift.min(digits, 32) {
      let word = index < 16 ? token.high : token.low
      append(Self.hexDigit(word >> UInt64(60 - (index & 15) * 4)))
    }
  }

  /// Capital letters and digits 2–7, up to 24.
  mutating func append(letters token: Token, count: Int) {
    for index in 0..<Swift.min(count, 24) {
      let word = index < 12 ? token.high : token.low
      append(Self.base32Digit(word >> UInt64(index % 12 * 5)))
    }
  }

  mutating func append(address: Address) {
    for shift in [24, 16, 8, 0] as [UInt32] {
      append(decimal: Int64(address.value >> shift & 255))
      if shift > 0 { append(UInt8(ascii: ".")) }
    }
  }

  /// ISO 8601 without a zone, with `fraction` digits of a second.
  mutating func append(moment: Moment, fraction: Int) {
    let day = moment.day
    let ofDay = Int(moment.milliseconds % 86_400_000)
    append(contentsOf: DayText.of(day).utf8)
    append(UInt8(ascii: "T"))
    append(twoDigits: ofDay / 3_600_000)
    append(UInt8(ascii: ":"))
    append(twoDigits: ofDay / 60_000 % 60)
    append(UInt8(ascii: ":"))
    append(twoDigits: ofDay / 1000 % 60)
    guard fraction > 0 else { return }
    append(UInt8(ascii: "."))
    let milliseconds = ofDay % 1000
    append(UInt8(ascii: "0") + UInt8(milliseconds / 100))
    append(twoDigits: milliseconds % 100)
    // Below the millisecond the clock is made up from it, so that equal times are written alike.
    for index in 0..<Swift.max(0, fraction - 3) {
      append(UInt8(ascii: "0") + UInt8((milliseconds &* 7 &+ ofDay / 1000 &* 3 &+ index &* 5) % 10))
    }
  }
}

/// Days' texts, made once: a record writes one or two.
private enum DayText {
  private static let first = 18_262
  private static let table = (first..<first + 12_000).map { CivilDay(number: $0).text }

  static func of(_ day: CivilDay) -> String {
    let index = day.number - first
    return table.indices.contains(index) ? table[index] : day.text
  }
}
