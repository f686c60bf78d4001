import Activity

extension HabitMemory {
  /// What an alert of the first days turned out to be, when nothing was known by which it could have been a habit.
  ///
  /// - Parameters:
  ///   - o: of the first of several alerts of the rule on one operation by one actor from one address.
  ///   - last: time of the last of them.
  /// - Returns: nil where it was new, where it is not of the first days, or where too little came after.
  public func hindsight(_ rule: HabitRule, _ o: Observation, until last: Int64) -> Habit? {
    let end = (Int64(began) + Int64(options.firstDays)) * Behaviour.dayLength
    guard clock != 0, o.time >= Int64(began) * Behaviour.dayLength, last < end,
      let place = firsts.find(Self.firstKey(rule, o))
    else { return nil }
    let first = place.pointee
    switch first.verdict {
    case .usual: return habit(first)
    case .new: return nil
    case .open: return judged(first).flatMap { habit($0) }
    }
  }

  /// Keeps an alert of the first days that was found to be new.
  ///
  /// - Parameter keys: of the identity's own count and of its team's, and by which measure; nil for what stays new.
  mutating func noteFirst(_ rule: HabitRule, _ o: Observation, _ day: UInt16, _ keys: (UInt64, UInt64, Bool)?) {
    guard !areFirstsSettled, day >= began, day - began < min(options.firstDays, 8) else { return }
    let key = Self.firstKey(rule, o)
    if firsts.find(key) == nil, firsts.count >= options.maxFirsts { return }
    let isKnown = firsts.find(key) != nil
    var first = firsts.at(key).pointee
    guard let keys, rule.level == .medium, o.human == .yes else {
      first.traits.insert(.mixed)
      firsts.at(key).pointee = first
      return
    }
    let origin = place(o)
    var next = first
    next.deed = keys.0
    next.team = keys.1
    next.traits.formUnion(keys.2 ? .strict : [])
    next.site = Self.key(origin.network, o.tenant)
    next.person = Subject.key(o)
    next.holder = Self.person(of: o)
    next.network = origin.network == 0 ? 0 : Self.print(origin.network)
    next.tool = o.agent == 0 ? 0 : tool(o)
    next.key = Self.isLongLived(o) ? Self.print(o.credential) : 0
    if isKnown, next.deed != first.deed || next.tool != first.tool || next.key != first.key || next.site != first.site {
      next.traits.insert(.mixed)
    }
    if day > next.day || next.days == 0 {
      next.day = day
      next.today = 0
    }
    if next.today < .max { next.today += 1 }
    next.most = max(next.most, next.today)
    next.days |= 1 << UInt8(day - began)
    firsts.at(key).pointee = next
  }

  /// Judges what was kept, once and for all: habits fade, and what an incident was found to be must not change with them.
  mutating func settleFirsts() {
    areFirstsSettled = true
    for (key, first) in firsts.sorted() where first.verdict == .open {
      var settled = judged(first) ?? first
      settled.verdict = settled.verdict == .usual ? .usual : .new
      firsts.at(key).pointee = settled
    }
  }

  /// The same with the verdict that it is usual and by what; nil where it is not.
  private func judged(_ first: HabitFirst) -> HabitFirst? {
    guard !first.traits.contains(.mixed), first.days != 0, first.network != 0,
      let holder = holders.find(first.holder)?.pointee, let team = teams.find(first.team)?.pointee
    else { return nil }
    let its = first.days.nonzeroBitCount
    func isKnown(_ haunts: Haunts, _ print: UInt32) -> Bool {
      print == 0 || haunts.days(of: print) - its >= options.placeDays
    }
    guard isKnown(holder.tools, first.tool), isKnown(holder.keys, first.key) else { return nil }
    let isSite = sites.find(first.site).map { $0.pointee.crowd.all(but: first.person) >= options.sitePersons } ?? false
    guard isSite || isKnown(holder.networks, first.network) else { return nil }
    guard Int(first.most) <= max(Int(max(team.most.busiest, team.most.today)), 2) + 1 else { return nil }

    func days(_ marks: DayMarks) -> Int {
      marks.count(around: first.day, within: options.window, ignoring: first.days, from: began)
    }
    let isStrict = first.traits.contains(.strict)
    let own = deeds.find(first.deed).map { days($0.pointee.count.marks) } ?? 0
    let others = team.crowd.all(but: first.person)
    let isTeams =
      days(team.count.marks) >= (isStrict ? options.strictLaterTeamDays : options.laterTeamDays)
      && others >= (isStrict ? options.strictLaterTeamPersons : options.laterTeamPersons)
    guard isTeams || isSite && own >= options.laterOwnDays else { return nil }
    var judged = first
    judged.verdict = .usual
    judged.ownDays = UInt16(clamping: own)
    judged.others = UInt16(clamping: others)
    judged.day = UInt16(clamping: days(team.count.marks))
    return judged
  }

  private func habit(_ first: HabitFirst) -> Habit {
    Habit(
      kind: .later, days: Int(first.ownDays), span: options.window, others: Int(first.others),
      otherDays: Int(first.day), today: Int(first.most), busiest: Int(first.most))
  }

  /// What incidents fold alerts by.
  private static func firstKey(_ rule: HabitRule, _ o: Observation) -> UInt64 {
    let what = key(key(rule.hash, o.operation), UInt64(o.outcome.rawValue))
    return key(what, key(key(o.actor, o.issuer), o.address))
  }
}
