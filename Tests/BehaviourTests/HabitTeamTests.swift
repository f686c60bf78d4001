import Activity
import Testing

@testable import Behaviour

@Suite("Habits of a team")
struct HabitTeamTests {
  static let people = (0..<7).map { "person\($0)" }

  /// Seven people do it on two days each; alice only works.
  private func world(_ change: (inout Observation) -> Void = { _ in }) -> HabitWorld {
    let world = HabitWorld()
    for day in 0..<8 {
      for who in Self.people + ["alice"] {
        let o = world.act(who, day: day) {
          change(&$0)
          if day < 6 || who == "alice" { $0.actClass = .list }
        }
        if day < 6 || who == "alice" { world.memory.observe(o) } else { _ = world.raise(o) }
      }
    }
    return world
  }

  @Test("what several colleagues did on earlier days is no news of a colleague who does it first")
  func team() throws {
    let world = world()
    let habit = try #require(world.raise(world.act(day: 8)))
    #expect(habit.kind == .team)
    #expect(habit.days == 0)
    #expect((6...8).contains(habit.others))
    #expect(habit.otherDays == 2)
    #expect(habit.en.contains("others with the same access did it, on 2 days"))
  }

  @Test("it is of a colleague from a new place, of a machine, and of one who has never worked here", arguments: 0..<3)
  func notTheTeam(which: Int) {
    let world = world()
    let o: Observation
    switch which {
    case 0: o = world.act(day: 8, from: "198.51.100.9")
    case 1: o = world.act(day: 8) { $0.human = .no }
    default: o = world.act("stranger", day: 8)
    }
    #expect(world.raise(o) == nil)
  }

  @Test("the users of one role are no company for those of another")
  func otherRole() {
    let world = world {
      $0.actor = 0xA
      $0.actorKind = .role
    }
    for (role, isUsual) in [(UInt64(0xB), false), (0xA, true)] {
      let o = world.act(day: 8) {
        $0.actor = role
        $0.actorKind = .role
      }
      #expect((world.raise(o) != nil) == isUsual)
    }
  }

  @Test(
    "what ends in loss, and a rule of high level, is not excused by two days of colleagues", arguments: [true, false])
  func strict(isHigh: Bool) {
    let rule = HabitRule(hash: 0x5E11, level: isHigh ? .high : .medium, tactics: 8, endsInLoss: !isHigh)
    let world = world()
    #expect(world.raise(world.act(day: 8), rule) == nil)
  }

  @Test("colleagues of the same day are no evidence")
  func sameDay() {
    let world = HabitWorld()
    for day in 0..<6 {
      for who in Self.people + ["alice"] { world.memory.observe(world.act(who, day: day) { $0.actClass = .list }) }
    }
    for who in Self.people { #expect(world.raise(world.act(who, day: 6)) == nil) }
    #expect(world.raise(world.act(day: 6)) == nil)
  }

  @Test("doing it more often than any colleague on any day is news")
  func burst() {
    let world = world()
    let found = (0..<6).map { world.raise(world.act(day: 8, hour: Double($0) / 10)) != nil }
    #expect(found == [true, true, true, false, false, false])
  }

  @Test("a new network that several colleagues were at is a usual place, for a person")
  func site() {
    let world = world()
    for who in Self.people { world.memory.observe(world.act(who, day: 7, from: "192.0.2.4") { $0.actClass = .list }) }
    #expect(world.raise(world.act(day: 8, from: "192.0.2.9")) != nil)
  }
}
