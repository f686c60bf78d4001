/// Somebody who works for the simulated organisation, with an account at each provider that they use.
struct Person: Sendable {
  let index: Int
  let given: String
  let family: String
  /// The part of the address before the @; unique.
  let handle: String
  let email: String
  var role: Role
  let office: Office
  /// Days since the simulation's first; far below 0 for nearly everybody.
  let hired: Int
  /// The first day on which they are gone, if they go.
  let leaves: Int?
  /// The accounts of a leaver that nobody closed: an IAM user with its key, and the membership on GitHub.
  let isForgotten: Bool
  /// Has an IAM user with a long-lived key, from the years before single sign-on.
  let hasKey: Bool
  let usesMac: Bool
  let browser: Agents.Browser
  /// Days behind the newest version of what they use.
  let lag: Int
  /// Minutes that their day begins after nine.
  let habit: Int
  /// Bit `n` set: works from home on weekday `n`.
  let homeDays: Int
  let homeNetwork: Network
  /// Days for which a provider lets them keep an address.
  let lease: Int
  let absences: [ClosedRange<Int>]
  let trips: [Trip]
  let laptopDay: Int?
  let factorResetDay: Int?
  /// A new part, and the day from which on they have it.
  let change: (day: Int, role: Role)?

  struct Trip: Sendable {
    let days: ClosedRange<Int>
    let country: String
  }

  var name: String {
    "\(given.prefix(1).uppercased())\(given.dropFirst()) \(family.prefix(1).uppercased())\(family.dropFirst())"
  }
  var github: String { "\(given)-\(family.prefix(6))\(index % 100)" }

  func token(_ kind: Int) -> Token { Token(0x7065_7273, index, kind) }
  var okta: Line { "00u\(letters: token(1), 17)" }
  var entra: Token { token(2) }
  var profile: Int64 { Int64(100_000_000_000_000_000 + token(3).high % 17_000_000_000_000_000) }
  var slack: Line { "U0\(letters: token(4), 9)" }
  var directory: Token { token(5) }
  var gitlab: Int { 1000 + index * 7 }
  var openai: Line { "user-\(letters: token(6), 24)" }
  var anthropic: Line { "user_01\(letters: token(7), 22)" }
  var accessKey: Line { "AKIA\(letters: token(8), 16)" }
  var iamPrincipal: Line { "AIDA\(letters: token(9), 17)" }

  func isEmployed(_ day: Int) -> Bool { day >= hired && (leaves.map { day < $0 } ?? true) }
  func trip(_ day: Int) -> Trip? { trips.first { $0.days.contains(day) } }

  /// The person as they are on a day.
  func at(_ day: Int) -> Person {
    guard let change, day >= change.day else { return self }
    var copy = self
    copy.role = change.role
    return copy
  }

  /// Whether they work on a day of the calendar of where they live.
  func works(_ day: Int, _ date: CivilDay) -> Bool {
    isEmployed(day) && !date.isWeekend && !HolidayTable.isHoliday(date, in: office.country)
      && !absences.contains { $0.contains(day) }
  }
}
