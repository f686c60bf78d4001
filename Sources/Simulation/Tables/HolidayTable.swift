/// Public holidays on which the simulated offices are shut, by month and day; the ones that move are left out.
enum HolidayTable {
  static func isHoliday(_ day: CivilDay, in country: String) -> Bool {
    days[country]?.contains(day.month * 100 + day.day) ?? false
  }

  private static let days: [String: Set<Int>] = [
    "JP": [101, 102, 103, 112, 211, 223, 320, 429, 503, 504, 505, 720, 811, 921, 923, 1012, 1103, 1123, 1231],
    "DE": [101, 501, 1003, 1224, 1225, 1226, 1231],
    "GB": [101, 504, 525, 831, 1225, 1226],
    "US": [101, 119, 216, 525, 619, 704, 907, 1111, 1126, 1127, 1224, 1225],
    "IN": [101, 126, 815, 1002, 1109, 1225],
    "SG": [101, 217, 218, 501, 809, 1225],
  ]
}
