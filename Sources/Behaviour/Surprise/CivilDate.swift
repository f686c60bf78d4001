/// A day since 1970 as `2026-03-14` (Hinnant's algorithm for the proleptic Gregorian calendar).
func civilDate(_ day: Int) -> String {
  let shifted = day + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let month = (5 * dayOfYear + 2) / 153
  let monthOfYear = month < 10 ? month + 3 : month - 9
  let year = yearOfEra + era * 400 + (monthOfYear <= 2 ? 1 : 0)
  let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(two(monthOfYear))-\(two(dayOfMonth))"
}
