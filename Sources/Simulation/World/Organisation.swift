/// The simulated organisation: who and what there is, which a seed settles once and for all.
struct Organisation: Sendable {
  let seed: UInt64
  let start: CivilDay
  let days: Int
  let people: [Person]
  let machines: [Machine]
  let pipelines: [Pipeline]

  static let name = "hoshigaoka"
  static let domain = "hoshigaoka.example"
  static let workspaceCustomer = "C02hosh1g"
  static let entraTenant = Token(0x656E, 1)
  static let anthropicOrganisation = Token(0x616E, 1)
  static let identityStore = "d-9567a1b2c3"
  static let githubID = 84_120_553
  static let gcpOrganisation = "410985527731"

  init(_ options: SimulationOptions) {
    seed = options.seed
    start = options.start
    days = options.days
    people = Organisation.hire(options)
    machines = (0..<options.machines).map { Machine(index: $0, seed: options.seed, rate: options.rate) }
    pipelines = (0..<(options.people == 0 ? 0 : options.pipelines ?? max(2, options.people / 25))).map {
      Pipeline(index: $0)
    }
  }

  /// Who of a role is at their place on a day: employed for a while, not travelling, not on leave.
  func people(_ role: Role, employedOn day: Int) -> [Person] {
    people.filter { person in
      person.role == role && person.isEmployed(day) && person.hired < day - 5 && person.trip(day) == nil
        && !person.absences.contains { $0.contains(day) }
    }
  }

  func date(_ day: Int) -> CivilDay { start + day }
}

extension Organisation {
  static func hire(_ options: SimulationOptions) -> [Person] {
    var taken: [String: Int] = [:]
    // Turnover: about 1.5 % a month join and 1.2 % leave, and two left shortly before the first day.
    var all: [Person] = []
    all.reserveCapacity(options.people)
    for index in 0..<options.people {
      var random = Random(options.seed, .person, index)
      let role = role(&random, index)
      let office = office(&random)
      let given = random.pick(NameTable.given(office.country))
      let family = random.pick(NameTable.family(office.country))
      let plain = "\(given).\(family)"
      let seen = taken[plain, default: 0]
      taken[plain] = seen + 1
      let handle = seen == 0 ? plain : "\(plain)\(seen + 1)"
      all.append(
        person(index, given: given, family: family, handle: handle, role: role, office: office, options, &random))
    }
    return all
  }

  /// The first of the people fill the parts that no organisation does without.
  private static func role(_ random: inout Random, _ index: Int) -> Role {
    let founders: [Role] = [
      .sre, .helpdesk, .engineer, .engineer, .security, .finance, .analyst, .executive, .engineer, .sre,
    ]
    let draw = random.below(1000)
    if index < founders.count { return founders[index] }
    var left = draw
    for role in Role.allCases {
      left -= role.share
      if left < 0 { return role }
    }
    return .engineer
  }

  /// The day itself, or the Friday before it; the first day if that is before it.
  private static func weekday(_ day: Int, _ options: SimulationOptions) -> Int {
    let date = options.start + day
    return date.isWeekend ? max(0, day - (date.weekday - 4)) : day
  }

  private static func office(_ random: inout Random) -> Office {
    var left = random.below(100)
    for office in Office.all {
      left -= office.share
      if left < 0 { return office }
    }
    return Office.all[0]
  }

  private static func person(
    _ index: Int, given: String, family: String, handle: String, role: Role, office: Office,
    _ options: SimulationOptions, _ random: inout Random
  ) -> Person {
    let days = options.days
    // Persons 2 and 3 are engineers: one left before the first day and was forgotten, one leaves properly.
    let isForgotten = index == 2 && options.people >= 10
    var hired = -1000
    var leaves: Int?
    let fate = random.fraction()
    let when = weekday(random.below(max(1, days)), options)
    if isForgotten {
      // Early enough to have been seen at work, and to have been away for a while.
      leaves = days >= 12 ? weekday(days / 6, options) : -3
    } else if index > 10 {
      if fate < 0.0005 * Double(days) {
        hired = when
      } else if fate > 1 - 0.0004 * Double(days) {
        leaves = when
      }
    }
    let usesMac = random.chance(role.isTechnical ? 0.75 : 0.4)
    let browsers: [Agents.Browser] =
      usesMac ? [.chrome, .chrome, .chrome, .safari, .firefox] : [.chrome, .chrome, .edge, .edge, .firefox]
    var absences: [ClosedRange<Int>] = []
    if random.chance(0.005 * Double(days)) {
      let first = random.below(max(1, days))
      absences.append(first...(first + random.within(5...20)))
    }
    var trips: [Person.Trip] = []
    let travels = role == .sales || role == .executive ? 0.008 : 0.002
    if random.chance(travels * Double(days)) {
      // From a Monday to a Friday or so, in another country.
      let first = random.below(max(1, days))
      let monday = first - (options.start + first).weekday
      let country = random.pick(
        ["FR", "NL", "ES", "AU", "KR", "CA", "US", "DE", "JP", "SG", "GB"].filter { $0 != office.country })
      trips.append(Person.Trip(days: monday...(monday + random.within(2...5)), country: country))
    }
    // In the third week some go to the same conference.
    if random.chance(0.03), trips.isEmpty, days > 18 {
      let monday = 14 + (7 - options.start.weekday) % 7
      trips.append(Person.Trip(days: (monday - 1)...(monday + 4), country: "ES"))
    }
    var change: (day: Int, role: Role)?
    if role == .engineer, random.chance(0.0003 * Double(days)) { change = (random.below(max(1, days)), .sre) }
    if role == .support, random.chance(0.0005 * Double(days)) { change = (random.below(max(1, days)), .sales) }
    return Person(
      index: index, given: given, family: family, handle: handle, email: "\(handle)@\(domain)", role: role,
      office: office, hired: hired, leaves: leaves, isForgotten: isForgotten,
      hasKey: (role == .engineer || role == .sre) && (index == 2 || index == 3 || random.chance(0.08)),
      usesMac: usesMac, browser: random.pick(browsers), lag: random.within(1...12), habit: random.within(-45...75),
      homeDays: random.below(32), homeNetwork: random.pick(NetworkTable.all(.home, in: office.country)),
      lease: random.within(6...40), absences: absences, trips: trips,
      laptopDay: random.chance(0.0012 * Double(days)) ? weekday(random.below(days), options) : nil,
      factorResetDay: random.chance(0.001 * Double(days)) ? weekday(random.below(days), options) : nil, change: change)
  }
}
