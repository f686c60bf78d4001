import Activity

extension DayMarks: HabitRecord {
  static let stored = 10

  func write(to out: inout StateOutput) {
    out.put(last)
    out.put(bits)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init(last: try from.number(), bits: try from.number())
  }
}

extension DayCount: HabitRecord {
  static let stored = DayMarks.stored + 10

  func write(to out: inout StateOutput) {
    marks.write(to: &out)
    out.put(day)
    out.put(today)
    out.put(busiest)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init()
    marks = try DayMarks(from: &from)
    day = try from.number()
    today = try from.number()
    busiest = try from.number()
  }
}

extension Haunts: HabitRecord {
  static let stored = 64

  func write(to out: inout StateOutput) {
    out.put(prints)
    out.put(lasts)
    out.put(days)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init()
    prints = try from.vector(SIMD8<UInt32>.self)
    lasts = try from.vector(SIMD8<UInt16>.self)
    days = try from.vector(SIMD8<UInt16>.self)
  }
}

extension Crowd: HabitRecord {
  static let stored = 50

  func write(to out: inout StateOutput) {
    out.put(before)
    out.put(now)
    out.put(today)
    out.put(day)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init()
    before = try from.vector(SIMD2<UInt64>.self)
    now = try from.vector(SIMD2<UInt64>.self)
    today = try from.vector(SIMD2<UInt64>.self)
    day = try from.number()
  }
}

extension HabitHolder: HabitRecord {
  static let stored = 5 * Haunts.stored + 26

  func write(to out: inout StateOutput) {
    for haunts in [networks, carriers, tools, keys, devices] { haunts.write(to: &out) }
    for value in [address, agent, credential] { out.put(value) }
    out.put(day)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init()
    networks = try Haunts(from: &from)
    carriers = try Haunts(from: &from)
    tools = try Haunts(from: &from)
    keys = try Haunts(from: &from)
    devices = try Haunts(from: &from)
    address = try from.number()
    agent = try from.number()
    credential = try from.number()
    day = try from.number()
  }
}

extension HabitDeed: HabitRecord {
  static let stored = DayCount.stored

  func write(to out: inout StateOutput) { count.write(to: &out) }

  init(from: inout StateInput) throws(StateProblem) { self.init(count: try DayCount(from: &from)) }
}

extension HabitTeam: HabitRecord {
  static let stored = Crowd.stored + 2 * DayCount.stored

  func write(to out: inout StateOutput) {
    crowd.write(to: &out)
    count.write(to: &out)
    most.write(to: &out)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init(crowd: try Crowd(from: &from), count: try DayCount(from: &from), most: try DayCount(from: &from))
  }
}

extension HabitSite: HabitRecord {
  static let stored = Crowd.stored

  func write(to out: inout StateOutput) { crowd.write(to: &out) }

  init(from: inout StateInput) throws(StateProblem) { self.init(crowd: try Crowd(from: &from)) }
}

extension HabitTactics: HabitRecord {
  static let stored = 5

  func write(to out: inout StateOutput) {
    out.put(day)
    out.put(today)
    out.put(most)
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init(day: try from.number(), today: try from.number(), most: try from.number())
  }
}

extension HabitEdge: HabitRecord {
  static let stored = 3 * DayCount.stored

  func write(to out: inout StateOutput) { for count in [blocked, passed, most] { count.write(to: &out) } }

  init(from: inout StateInput) throws(StateProblem) {
    self.init(
      blocked: try DayCount(from: &from), passed: try DayCount(from: &from), most: try DayCount(from: &from))
  }
}

extension HabitVisitor: HabitRecord {
  static let stored = DayCount.stored

  func write(to out: inout StateOutput) { passed.write(to: &out) }

  init(from: inout StateInput) throws(StateProblem) { self.init(passed: try DayCount(from: &from)) }
}

extension HabitFirst: HabitRecord {
  static let stored = 65

  func write(to out: inout StateOutput) {
    for value in [deed, team, site, person, holder] { out.put(value) }
    for value in [network, tool, key] { out.put(value) }
    for value in [day, today, most, ownDays, others] { out.put(value) }
    for value in [days, traits.rawValue, verdict.rawValue] { out.put(value) }
  }

  init(from: inout StateInput) throws(StateProblem) {
    self.init()
    deed = try from.number()
    team = try from.number()
    site = try from.number()
    person = try from.number()
    holder = try from.number()
    network = try from.number()
    tool = try from.number()
    key = try from.number()
    day = try from.number()
    today = try from.number()
    most = try from.number()
    ownDays = try from.number()
    others = try from.number()
    days = try from.number()
    traits = Traits(rawValue: try from.number())
    guard let verdict = Verdict(rawValue: try from.number()) else { throw .impossible("a verdict") }
    self.verdict = verdict
  }
}
