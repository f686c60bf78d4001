/// A time in milliseconds since 1970-01-01T00:00:00Z; the simulator keeps no other.
public struct Moment: Sendable, Comparable, Hashable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

  static func + (moment: Moment, seconds: Double) -> Moment {
    Moment(milliseconds: moment.milliseconds + Int64(seconds * 1000))
  }

  static func += (moment: inout Moment, seconds: Double) { moment = moment + seconds }

  var seconds: Int64 { milliseconds / 1000 }
  var day: CivilDay { CivilDay(number: Int(milliseconds / 86_400_000)) }
  var minuteOfDay: Int { Int(milliseconds / 60_000 % 1440) }
}

/// A day of the Gregorian calendar, by its number since 1970-01-01.
public struct CivilDay: Sendable, Comparable, Hashable {
  public var number: Int

  public init(number: Int) { self.number = number }

  /// From `YYYY-MM-DD`, 1970 to 2200; `nil` for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1970...2200).contains(year)
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard self.year == year, self.month == month, self.day == day else { return nil }
  }

  /// Days from civil, after Howard Hinnant, "chrono-compatible low-level date algorithms".
  init(year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  public var year: Int { civil.year }
  public var month: Int { civil.month }
  public var day: Int { civil.day }
  /// 0 is Monday.
  var weekday: Int { (number + 3) % 7 }
  var isWeekend: Bool { weekday >= 5 }
  var start: Moment { Moment(milliseconds: Int64(number) * 86_400_000) }

  public static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }
  public static func + (day: CivilDay, count: Int) -> CivilDay { CivilDay(number: day.number + count) }

  public var text: String {
    let (year, month, day) = civil
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
