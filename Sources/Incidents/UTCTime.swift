/// A moment in UTC, taken apart without Foundation.
public struct UTCTime: Sendable {
  public let year: Int
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  public let second: Int
  public let microsecond: Int

  /// Microseconds since 1970; before it too.
  public init(microseconds: Int64) {
    let (seconds, micros) = Self.floorDivide(microseconds, by: 1_000_000)
    let (days, rest) = Self.floorDivide(seconds, by: 86_400)
    microsecond = Int(micros)
    hour = Int(rest / 3600)
    minute = Int(rest % 3600 / 60)
    second = Int(rest % 60)
    // Civil date from a day count: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = days + 719_468
    let (era, dayOfEra) = Self.floorDivide(shifted, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// `2025-05-24`.
  public var dateText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }
  /// `03:14:15`.
  public var clockText: String { "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))" }
  /// `2025-05-24 03:14`.
  public var minuteText: String { "\(dateText) \(Self.padded(hour, 2)):\(Self.padded(minute, 2))" }

  /// RFC 3339, with a fraction of as many digits as it takes, e.g. `2025-05-24T03:14:15.92Z`.
  public var rfc3339: String {
    var text = "\(dateText)T\(clockText)"
    if microsecond > 0 {
      var fraction = Self.padded(microsecond, 6)
      while fraction.hasSuffix("0") { fraction.removeLast() }
      text += "." + fraction
    }
    return text + "Z"
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
