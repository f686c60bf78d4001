/// Dates and times of day as text.
public enum CalendarText {
  /// `2026-03-31`, of a day counted from 1970-01-01.
  public static func date(days: Int64) -> String {
    let (year, month, day) = Timestamp.date(days: days)
    return "\(padded(year, to: 4))-\(padded(month))-\(padded(day))"
  }

  /// With zeros in front.
  public static func padded(_ number: some BinaryInteger, to width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
