extension Matcher.TimePart {
  /// The part of a time, UTC; weeks are ISO 8601's.
  ///
  /// - Parameter time: microseconds since 1970-01-01T00:00:00Z.
  func value(ofMicroseconds time: Int64) -> Int {
    let seconds = Self.floor(time, 1_000_000)
    let day = Self.floor(seconds, 86400)
    let secondOfDay = Int(seconds - day * 86400)
    switch self {
    case .minute: return secondOfDay / 60 % 60
    case .hour: return secondOfDay / 3600
    case .day: return Self.date(day).day
    case .month: return Self.date(day).month
    case .year: return Self.date(day).year
    case .week: return Self.week(day)
    }
  }

  private static func floor(_ value: Int64, _ by: Int64) -> Int64 {
    value >= 0 ? value / by : -((-value + by - 1) / by)
  }

  /// A week belongs to the year that its Thursday is in.
  private static func week(_ day: Int64) -> Int {
    // Day 0, 1970-01-01, was a Thursday.
    let monday = day - ((day + 3) % 7 + 7) % 7
    let thursday = monday + 3
    let year = date(thursday).year
    var first = thursday
    while date(first - 7).year == year { first -= 7 }
    return Int((thursday - first) / 7) + 1
  }

  /// Counts years and months from 1970, one by one.
  private static func date(_ day: Int64) -> (year: Int, month: Int, day: Int) {
    var year = 1970
    var rest = Int(day)
    while rest < 0 {
      year -= 1
      rest += isLeap(year) ? 366 : 365
    }
    while rest >= (isLeap(year) ? 366 : 365) {
      rest -= isLeap(year) ? 366 : 365
      year += 1
    }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var month = 0
    while rest >= lengths[month] {
      rest -= lengths[month]
      month += 1
    }
    return (year, month + 1, rest + 1)
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
