/// Reads the times that audit records carry, as microseconds since 1970-01-01T00:00:00Z.
public enum Timestamp {
  /// RFC 3339 and ISO 8601 (`T` or a blank between date and time, any fraction, `Z`, an offset, or none for UTC; a date
  /// alone is its midnight), or the digits of an epoch time.
  ///
  /// - Returns: `nil` if the text is no time between the years 1 and 9999.
  public static func parse(_ text: ByteSpan) -> Int64? {
    guard text.count >= 4, text.count <= 40 else { return nil }
    if text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") { return calendar(text) }
    return epoch(text)
  }

  /// An epoch time in seconds, milliseconds, microseconds or nanoseconds, told apart by its size: seconds until the
  /// year 5138, and so on.
  public static func epoch(_ number: Int64) -> Int64? {
    switch number.magnitude {
    case 0..<100_000_000_000: number * 1_000_000
    case 0..<100_000_000_000_000: number * 1000
    case 0..<100_000_000_000_000_000: number
    default: number / 1000
    }
  }

  public static func epoch(_ number: Double) -> Int64? {
    guard number.magnitude < 9e18 else { return nil }
    if number.magnitude < 100_000_000_000 { return Int64((number * 1_000_000).rounded()) }
    if number.magnitude < 100_000_000_000_000 { return Int64((number * 1000).rounded()) }
    return epoch(Int64(number))
  }

  private static func epoch(_ text: ByteSpan) -> Int64? {
    var whole: Int64 = 0
    var index = 0
    while index < text.count, let digit = digit(text[index]) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      guard !overflow, product <= .max - digit else { return nil }
      whole = product + digit
      index += 1
    }
    guard index >= 9 else { return nil }
    if index == text.count { return epoch(whole) }
    guard text[index] == UInt8(ascii: "."), whole < 100_000_000_000,
      let fraction = fraction(text, from: index), fraction.end == text.count
    else { return nil }
    return whole * 1_000_000 + fraction.micros
  }

  /// `YYYY-MM-DDThh:mm:ssZ`, as most records have it; nil for all else.
  @inline(__always)
  private static func plain(_ text: ByteSpan) -> Int64? {
    guard text.count == 20, text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "Z")
    else { return nil }
    var isDigits = true
    func pair(_ index: Int) -> Int64 {
      let tens = text[index] &- UInt8(ascii: "0")
      let ones = text[index &+ 1] &- UInt8(ascii: "0")
      isDigits = isDigits && tens < 10 && ones < 10
      return Int64(tens) &* 10 &+ Int64(ones)
    }
    let (year, month, day) = (pair(0) &* 100 &+ pair(2), pair(5), pair(8))
    let (hour, minute, second) = (pair(11), pair(14), pair(17))
    guard isDigits, year >= 1, month >= 1, month <= 12, day >= 1, day <= 31, hour < 25, minute < 60, second <= 60
    else { return nil }
    let seconds = days(year: year, month: month, day: day) &* 86_400 &+ hour &* 3600 &+ minute &* 60 &+ second
    return seconds &* 1_000_000
  }

  private static func calendar(_ text: ByteSpan) -> Int64? {
    if let time = plain(text) { return time }
    guard let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
      year >= 1, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var micros = days(year: year, month: month, day: day) * 86_400_000_000
    if text.count == 10 { return micros }
    guard text.count >= 16,
      text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "t"),
      let hour = number(text, 11, 2), text[13] == UInt8(ascii: ":"), let minute = number(text, 14, 2), hour < 25,
      minute < 60
    else { return nil }
    micros += (hour * 3600 + minute * 60) * 1_000_000
    var index = 16
    if text.count >= 19, text[16] == UInt8(ascii: ":") {
      guard let second = number(text, 17, 2), second <= 60 else { return nil }
      micros += second * 1_000_000
      index = 19
      if index < text.count, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ",") {
        guard let fraction = fraction(text, from: index) else { return nil }
        micros += fraction.micros
        index = fraction.end
      }
    }
    if index < text.count, text[index] == UInt8(ascii: " ") { index += 1 }
    if index == text.count { return micros }
    switch text[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      return index + 1 == text.count ? micros : nil
    case UInt8(ascii: "U"):
      return text.dropFirst(index).text == "UTC" ? micros : nil
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign: Int64 = text[index] == UInt8(ascii: "-") ? -1 : 1
      guard let hours = number(text, index + 1, 2) else { return nil }
      let colon = index + 3 < text.count && text[index + 3] == UInt8(ascii: ":")
      let minutes = number(text, index + (colon ? 4 : 3), 2) ?? 0
      return micros - sign * (hours * 3600 + minutes * 60) * 1_000_000
    default:
      return nil
    }
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? Int64(value) : nil
  }

  private static func number(_ text: ByteSpan, _ start: Int, _ length: Int) -> Int64? {
    guard start + length <= text.count else { return nil }
    var value: Int64 = 0
    for index in start..<(start + length) {
      guard let digit = digit(text[index]) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// The fraction after the point at `from`, cut to microseconds.
  private static func fraction(_ text: ByteSpan, from: Int) -> (micros: Int64, end: Int)? {
    var micros: Int64 = 0
    var scale: Int64 = 100_000
    var index = from + 1
    while index < text.count, let digit = digit(text[index]) {
      micros += digit * scale
      scale /= 10
      index += 1
    }
    return index > from + 1 ? (micros, index) : nil
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
  /// Algorithms").
  public static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The calendar date of a day counted from 1970-01-01; the inverse of `days`.
  public static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }
}
