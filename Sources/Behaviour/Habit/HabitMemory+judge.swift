import Activity

extension HabitMemory {
  /// Takes in an alert that a rule raised on an observation, and says whether it is nothing new.
  ///
  /// - Returns: nil where it is new, where it goes further than before, or where its kind never becomes a habit.
  public mutating func judge(_ rule: HabitRule, _ o: Observation) -> Habit? {
    guard rule.level >= .medium else { return nil }
    statistics.judged &+= 1
    let habit = found(rule, o)
    if habit != nil { statistics.usual &+= 1 }
    return habit
  }

  private mutating func found(_ rule: HabitRule, _ o: Observation) -> Habit? {
    guard let day = day(of: o.time) else { return nil }
    switch o.actorKind {
    case .anonymous: return edge(rule, o, day)
    case .service, .system, .unknown: return nil
    default: break
    }
    guard o.actor != 0 else { return nil }
    let goesFurther = tactics(rule, o, day)
    let measure = HabitMeasure(of: o, level: rule.level, endsInLoss: rule.endsInLoss)
    guard measure != .never else {
      noteFirst(rule, o, day, nil)
      return nil
    }

    let act = Self.key(Self.key(rule.hash, o.operation), Self.key(o.tenant, o.region))
    let deed = Self.key(act, Self.identity(of: o))
    let crew = crew(act, o)
    let isStrict = measure == .strict
    let isUsual = isUsual(o, day, isStrict: isStrict)
    let own = own(deed, day, isUsual)
    let team = team(crew, o, day, ownToday: isUsual ? own.today : 0)
    let habit = isUsual && !goesFurther && day == clock ? habit(rule, own, team, isStrict) : nil
    if habit == nil {
      noteFirst(rule, o, day, goesFurther || day != clock ? nil : (deed, crew, isStrict))
    }
    return habit
  }

  private func habit(_ rule: HabitRule, _ own: Own, _ team: Team, _ isStrict: Bool) -> Habit? {
    let isOwn =
      own.days >= (isStrict ? options.strictOwnDays : options.ownDays) && own.today <= 2 * own.busiest + 1
    let isTeams = isTeams(team, isStrict) && rule.level < .high && own.today <= max(team.most, 2) + 1
    guard isOwn || isTeams else { return nil }
    return Habit(
      kind: isOwn ? .own : .team, days: own.days, span: span, others: team.others,
      otherDays: team.days, today: own.today, busiest: own.busiest)
  }

  private func isTeams(_ team: Team, _ isStrict: Bool) -> Bool {
    guard team.today <= 3 * team.busiest + 10 else { return false }
    if isStrict { return team.days >= options.strictTeamDays && team.others >= options.strictTeamPersons }
    return team.days >= options.teamDays && team.others >= options.teamPersons
      || team.days >= 1 && team.others >= options.teamCrowd
  }

  private typealias Own = (days: Int, today: Int, busiest: Int)
  private typealias Team = (days: Int, others: Int, most: Int, today: Int, busiest: Int)

  /// What an identity did before, and takes the act in. Days on which it acted from elsewhere make no habit.
  private mutating func own(_ key: UInt64, _ day: UInt16, _ isUsual: Bool) -> Own {
    if deeds.count >= options.maxDeeds { statistics.forgotten &+= deeds.forgetHalf { $0.count.day } }
    let deed = deeds.at(key)
    let days = deed.pointee.count.marks.count(before: day, within: options.window)
    deed.pointee.count.add(day, isMarked: isUsual)
    return (days, Int(deed.pointee.count.today), Int(deed.pointee.count.busiest))
  }

  /// Of an act and those with the same access: who use the same role, else people, or machines, of the same tenant.
  private func crew(_ act: UInt64, _ o: Observation) -> UInt64 {
    switch o.actorKind {
    case .role, .federated, .application: Self.key(act, o.actor)
    default: Self.key(act, o.human == .yes ? 2 : 1)
    }
  }

  /// What others with the same access did.
  private mutating func team(_ crew: UInt64, _ o: Observation, _ day: UInt16, ownToday: Int) -> Team {
    if teams.count >= options.maxTeams { statistics.forgotten &+= teams.forgetHalf { $0.count.day } }
    let person = Subject.key(o)
    let team = teams.at(crew)
    let days = team.pointee.count.marks.count(before: day, within: options.window)
    team.pointee.crowd.roll(to: day)
    let others = team.pointee.crowd.others(than: person)
    team.pointee.crowd.add(person)
    team.pointee.count.add(day)
    team.pointee.most.roll(to: day)
    if day == team.pointee.most.day {
      team.pointee.most.today = max(team.pointee.most.today, UInt32(clamping: ownToday))
    }
    return (
      days, others, Int(team.pointee.most.busiest), Int(team.pointee.count.today), Int(team.pointee.count.busiest)
    )
  }

  private mutating func tactics(_ rule: HabitRule, _ o: Observation, _ day: UInt16) -> Bool {
    if persons.count >= options.maxDeeds { statistics.forgotten &+= persons.forgetHalf { $0.day } }
    return persons.at(Self.key(Subject.key(o), 0x7AC)).pointee.add(rule.tactics, day)
  }
}
