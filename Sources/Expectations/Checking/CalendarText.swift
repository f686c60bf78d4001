import JSONTape

/// Dates as text.
enum CalendarText {
  /// `2026-03-31`, of a day counted from 1970-01-01.
  static func date(days: Int64) -> String {
    let date = Timestamp.date(days: days)
    let year = String(date.year)
    return String(repeating: "0", count: max(0, 4 - year.count)) + "\(year)-\(padded(date.month))-\(padded(date.day))"
  }

  static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
