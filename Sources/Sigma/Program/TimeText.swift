import JSONTape

/// Parts of a timestamp, in UTC.
enum TimeText {
  /// The part of the time that `text` gives, or `nil` if it is no time. Weeks are ISO 8601's.
  static func part(_ part: Matcher.TimePart, of text: ByteSpan) -> Int? {
    guard let micros = Timestamp.parse(text) else { return nil }
    let seconds = micros >= 0 ? micros / 1_000_000 : (micros - 999_999) / 1_000_000
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let date = Timestamp.date(days: days)
    switch part {
    case .minute: return Int((seconds - days * 86_400) % 3600 / 60)
    case .hour: return Int((seconds - days * 86_400) / 3600)
    case .day: return Int(date.day)
    case .month: return Int(date.month)
    case .year: return Int(date.year)
    case .week:
      // 1970-01-01 was a Thursday; a week's number is that of its Thursday's place in the year.
      let weekday = ((days + 3) % 7 + 7) % 7
      let thursday = days - weekday + 3
      let year = Timestamp.date(days: thursday).year
      return Int((thursday - Timestamp.days(year: year, month: 1, day: 1)) / 7 + 1)
    }
  }
}
