import JSONTape

/// The hours in which people work: as few as hold nearly all of what they do.
struct WorkWindow {
  var text: String
  var percent: Int

  /// - Parameters:
  ///   - hours: counts by hour of the week in UTC, from Monday 00:00.
  ///   - offsetHours: of the zone that the text is for.
  /// - Returns: `nil` where no window of 14 hours holds 95 % of what was done.
  static func find(_ hours: [UInt16: Int], offsetHours: Int) -> WorkWindow? {
    let all = hours.values.reduce(0, +)
    guard all >= 200 else { return nil }
    var local = Array(repeating: 0, count: 168)
    for (hour, count) in hours { local[(Int(hour) + offsetHours + 168) % 168] += count }
    let weekend = local[120...].reduce(0, +)
    let isWeekdays = weekend * 50 < all
    let days = isWeekdays ? 5 : 7
    var byHour = Array(repeating: 0, count: 24)
    for (hour, count) in local.enumerated() where hour / 24 < days { byHour[hour % 24] += count }
    for length in 6...14 {
      var best = (start: 0, count: -1)
      for start in 0..<24 {
        let count = (0..<length).reduce(0) { $0 + byHour[(start + $1) % 24] }
        if count > best.count { best = (start, count) }
      }
      guard best.count * 100 >= all * 95 else { continue }
      // An hour to either side: people come early and leave late.
      let from = (best.start + 23) % 24
      let to = (best.start + length + 1) % 24
      guard from != to else { return nil }
      return WorkWindow(
        text:
          "\(isWeekdays ? "mon-fri" : "daily") \(CalendarText.padded(from)):00-\(to == 0 ? "24" : CalendarText.padded(to)):00",
        percent: best.count * 100 / all)
    }
    return nil
  }
}

/// The zone of countries that have one.
enum CountryZones {
  /// Its name, and its hours from UTC in winter: good enough to find when people work.
  static func zone(of country: String) -> (name: String, offset: Int)? { zones[country] }

  private static let zones: [String: (name: String, offset: Int)] = [
    "JP": ("Asia/Tokyo", 9), "KR": ("Asia/Seoul", 9), "CN": ("Asia/Shanghai", 8), "TW": ("Asia/Taipei", 8),
    "HK": ("Asia/Hong_Kong", 8), "SG": ("Asia/Singapore", 8), "PH": ("Asia/Manila", 8), "VN": ("Asia/Ho_Chi_Minh", 7),
    "TH": ("Asia/Bangkok", 7), "IN": ("Asia/Kolkata", 5), "AE": ("Asia/Dubai", 4), "TR": ("Europe/Istanbul", 3),
    "FI": ("Europe/Helsinki", 2), "ZA": ("Africa/Johannesburg", 2), "DE": ("Europe/Berlin", 1),
    "FR": ("Europe/Paris", 1), "NL": ("Europe/Amsterdam", 1), "IT": ("Europe/Rome", 1), "SE": ("Europe/Stockholm", 1),
    "NO": ("Europe/Oslo", 1), "DK": ("Europe/Copenhagen", 1), "CH": ("Europe/Zurich", 1), "AT": ("Europe/Vienna", 1),
    "PL": ("Europe/Warsaw", 1), "GB": ("Europe/London", 0), "IE": ("Europe/Dublin", 0),
  ]
}
