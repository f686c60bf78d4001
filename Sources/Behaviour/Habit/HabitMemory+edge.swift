import Activity

extension HabitMemory {
  /// Requests of nobody in particular to a web site: the internet's background, unless it succeeds or swells.
  mutating func edge(_ rule: HabitRule, _ o: Observation, _ day: UInt16) -> Habit? {
    guard o.actClass == .invoke, rule.level == .medium, o.target != 0 else { return nil }
    if edges.count >= options.maxSites {
      statistics.forgotten &+= edges.forgetHalf { max($0.blocked.day, $0.passed.day) }
    }
    let site = Self.key(Self.key(rule.hash, o.tenant), o.target)
    let edge = edges.at(site)
    guard o.outcome != .denied else {
      let days = edge.pointee.blocked.marks.count(before: day, within: options.window)
      edge.pointee.blocked.add(day)
      guard day == clock else { return nil }
      let (today, busiest) = (edge.pointee.blocked.today, edge.pointee.blocked.busiest)
      let most = days < options.edgeDays ? options.unknownEdgeDay : Self.swollen(busiest)
      guard today <= most else { return nil }
      return Habit(
        kind: .blocked, days: days, span: span, today: Int(today), busiest: Int(busiest))
    }
    if visitors.count >= options.maxVisitors { statistics.forgotten &+= visitors.forgetHalf { $0.passed.day } }
    let visitor = visitors.at(Self.key(site, o.address))
    visitor.pointee.passed.add(day)
    let own = visitor.pointee.passed.today
    let days = edge.pointee.passed.marks.count(before: day, within: options.window)
    edge.pointee.passed.add(day)
    edge.pointee.most.roll(to: day)
    if day == edge.pointee.most.day { edge.pointee.most.today = max(edge.pointee.most.today, own) }
    guard day == clock, days >= options.edgeDays else { return nil }
    let (today, busiest) = (edge.pointee.passed.today, edge.pointee.passed.busiest)
    // An address that gets through more often than any did before has found a way.
    guard today <= Self.swollen(busiest), Int(own) <= Int(edge.pointee.most.busiest) + 1 else { return nil }
    return Habit(kind: .passed, days: days, span: span, today: Int(today), busiest: Int(busiest))
  }

  /// The most that is still the site's own way: three times its busiest day, and a handful.
  private static func swollen(_ busiest: UInt32) -> UInt32 { busiest > .max / 4 ? .max : 3 * busiest + 10 }
}
