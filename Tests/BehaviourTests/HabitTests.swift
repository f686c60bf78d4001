import Activity
import Testing

@testable import Behaviour

@Suite("Habits")
struct HabitTests {
  @Test("what an identity did on three earlier days is its habit, and the numbers are told")
  func own() throws {
    let world = HabitWorld()
    world.live(days: 5..<8)
    let habit = try #require(world.raise(world.act(day: 8)))
    #expect(habit.kind == .own)
    #expect(habit.days == 3)
    #expect(habit.today == 1)
    #expect(habit.busiest == 1)
    #expect(habit.en.contains("on 3 of the 8 days before"))
    #expect(habit.ja.contains("8日のうち3日"))
    #expect(world.memory.statistics.usual == 1)
  }

  @Test("the first time, and as often as one likes on the first days, is new")
  func first() {
    let world = HabitWorld()
    world.live(days: 5..<5)
    for day in 5..<8 {
      for time in 0..<20 { #expect(world.raise(world.act(day: day, hour: Double(time) / 10)) == nil) }
    }
  }

  @Test("a month without it, and it is new again")
  func fades() {
    let world = HabitWorld()
    world.live(days: 5..<10)
    for day in 10..<41 { world.memory.observe(world.act(day: day) { $0.actClass = .list }) }
    #expect(world.raise(world.act(day: 41)) == nil)
  }

  @Test("another place, tool, account, region or operation is no habit", arguments: 0..<5)
  func elsewhere(which: Int) {
    let world = HabitWorld()
    world.live(days: 5..<12)
    let changed: Observation
    switch which {
    case 0: changed = world.act(day: 12, from: "198.51.100.9")
    case 1: changed = world.act(day: 12, agent: "python-requests/2.32.3")
    case 2: changed = world.act(day: 12) { $0.tenant = 99 }
    case 3: changed = world.act(day: 12) { $0.region = 99 }
    default: changed = world.act(day: 12) { $0.operation = 99 }
    }
    #expect(world.raise(changed) == nil)
    #expect(world.raise(world.act(day: 12, hour: 1)) != nil)
  }

  @Test("a long-lived credential that the identity did not use before is no habit")
  func newCredential() {
    let world = HabitWorld()
    func key(_ id: UInt64) -> (inout Observation) -> Void {
      {
        $0.credential = id
        $0.credentialKind = .longLivedKey
      }
    }
    world.live(days: 5..<12, key(0xA))
    #expect(world.raise(world.act(day: 12, key(0xB))) == nil)
    #expect(world.raise(world.act(day: 12, hour: 1, key(0xA))) != nil)
  }

  @Test("far more of it than on any day before is no habit")
  func burst() {
    let world = HabitWorld()
    world.live(days: 5..<12, times: 2)
    let found = (0..<12).map { world.raise(world.act(day: 12, hour: Double($0) / 10)) != nil }
    #expect(found == Array(repeating: true, count: 5) + Array(repeating: false, count: 7))
  }

  @Test("one burst makes the next of its size no habit")
  func burstIsNotLearned() {
    let world = HabitWorld()
    world.live(days: 5..<12)
    world.live(idle: 0..<0, days: 12..<13, times: 100)
    let usual = (0..<100).filter { world.raise(world.act(day: 13, hour: Double($0) / 100)) != nil }
    #expect(usual.count <= 7)
  }

  @Test("days on which it was done from elsewhere make no habit")
  func training() {
    let world = HabitWorld()
    world.live(days: 5..<5)
    // Somebody with the identity's credentials, from a network of their own.
    for day in 5..<7 { #expect(world.raise(world.act(day: day, from: "198.51.100.9")) == nil) }
    world.live(idle: 0..<0, days: 7..<8)
    #expect(world.raise(world.act(day: 8)) == nil)
  }

  @Test("what was refused teaches no place")
  func refused() {
    let world = HabitWorld()
    world.live(days: 5..<12)
    for day in 0..<12 {
      world.memory.observe(world.act(day: day, hour: 2, from: "198.51.100.9") { $0.outcome = .denied })
    }
    #expect(world.raise(world.act(day: 12, from: "198.51.100.9")) == nil)
  }

  @Test("a session under another's name, assumed by somebody else, is no habit of that other")
  func borrowedName() {
    let world = HabitWorld()
    func session(issuer: UInt64) -> (inout Observation) -> Void {
      {
        $0.actor = 0x401E
        $0.actorKind = .role
        $0.issuer = issuer
      }
    }
    world.live(days: 5..<12, session(issuer: 1))
    #expect(world.raise(world.act(day: 12, session(issuer: 2))) == nil)
    #expect(world.raise(world.act(day: 12, hour: 1, session(issuer: 1))) != nil)
  }

  @Test("a day with more kinds of attackers' acts than before is no habit")
  func tactics() {
    let world = HabitWorld()
    let rules = (0..<5).map { HabitRule(hash: UInt64($0), level: .medium, tactics: 1 << UInt16($0), endsInLoss: false) }
    for rule in rules {
      // Each on days of its own.
      let first = 5 + 4 * Int(rule.hash)
      world.live(idle: (first - 5)..<first, days: first..<(first + 4), rule: rule)
    }
    let found = rules.map { world.raise(world.act(day: 26, hour: Double($0.hash)), $0) != nil }
    #expect(found == [true, true, true, false, false])
  }

  @Test("a forged date carries no clock away")
  func forgedDate() {
    let world = HabitWorld()
    world.live(days: 5..<10)
    #expect(world.raise(world.act(day: 40_000)) == nil)
    #expect(world.raise(world.act(day: 10)) != nil)
  }

  @Test("what comes late is new")
  func late() {
    let world = HabitWorld()
    world.live(days: 5..<12)
    world.memory.observe(world.act("bob", day: 14))
    #expect(world.raise(world.act(day: 12)) == nil)
  }
}
