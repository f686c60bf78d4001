/// A person's plan for a day of their own calendar.
struct PersonDay {
  let organisation: Organisation
  let rate: Double

  /// Appends what they will do; nothing where they are away.
  func plan(_ somebody: Person, day: Int, into tasks: inout [Errand]) {
    let person = somebody.at(day)
    guard person.isEmployed(day) else { return }
    let date = organisation.date(day)
    var random = Random(organisation.seed, .personDay, person.index, day)
    let trip = person.trip(day)
    // The first and the last day of a trip go to the flight.
    if let trip, day == trip.days.lowerBound || day == trip.days.upperBound { return }
    let country = trip?.country ?? person.office.country
    let midnight = date.start + -Geo.of(country).offset * 3600
    var number = 0
    func add(_ kind: Errand.Kind, minute: Double, _ place: Place) {
      tasks.append(
        Errand(start: midnight + minute * 60, person: person.index, kind: kind, place: place, day: day, number: number))
      number += 1
    }
    let phone: Place = trip.map { .roaming($0.country) } ?? .mobile
    guard person.works(day, date) else {
      if !person.absences.contains(where: { $0.contains(day) }), random.chance(0.1) {
        add(.phone, minute: Double(random.within(600...1300)), random.chance(0.6) && trip == nil ? .home : phone)
      }
      return
    }
    let place: Place = trip.map { .hotel($0.country) } ?? (person.homeDays >> date.weekday & 1 == 1 ? .home : .office)
    let begin = 540 + Double(person.habit) + random.bell() * 18
    let end = begin + 510 + random.bell() * 35
    add(.signIn, minute: begin, place)
    let count = random.count(mean: person.role.work.mean * rate)
    for _ in 0..<count {
      var minute = begin + 5 + random.fraction() * (end - begin)
      // Lunch: most of what falls into it is done later.
      if minute > 715, minute < 785, random.chance(0.8) { minute += 75 + random.fraction() * 60 }
      add(person.role.task(&random), minute: minute, place)
    }
    if person.hasKey, random.chance(0.35) { add(.script, minute: begin + random.fraction() * 480, place) }
    if random.chance(0.22) { add(.phone, minute: 730 + random.fraction() * 40, phone) }
    if random.chance(0.16) {
      add(.phone, minute: 1180 + random.fraction() * 160, trip == nil && random.chance(0.7) ? .home : phone)
    }
  }
}
