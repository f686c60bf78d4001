import JSONTape

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
    let date = Timestamp.date(days: days)
    year = Int(date.year)
    month = Int(date.month)
    day = Int(date.day)
  }

  /// `2025-05-24`.
  public var dateText: String {
    "\(CalendarText.padded(year, to: 4))-\(CalendarText.padded(month))-\(CalendarText.padded(day))"
  }
  /// `03:14:15`.
  public var clockText: String {
    "\(CalendarText.padded(hour)):\(CalendarText.padded(minute)):\(CalendarText.padded(second))"
  }
  /// `2025-05-24 03:14`.
  public var minuteText: String { "\(dateText) \(CalendarText.padded(hour)):\(CalendarText.padded(minute))" }

  /// RFC 3339, with a fraction of as many digits as it takes, e.g. `2025-05-24T03:14:15.92Z`.
  public var rfc3339: String {
    var text = "\(dateText)T\(clockText)"
    if microsecond > 0 {
      var fraction = CalendarText.padded(microsecond, to: 6)
      while fraction.hasSuffix("0") { fraction.removeLast() }
      text += "." + fraction
    }
    return text + "Z"
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
