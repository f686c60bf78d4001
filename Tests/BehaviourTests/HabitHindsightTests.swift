import Activity
import Testing

@testable import Behaviour

@Suite("Habits in hindsight: the first days")
struct HabitHindsightTests {
  static let people = (0..<7).map { "person\($0)" }
  static let home = "198.51.100.9"

  /// Seven people of an office who do it on every day from `first` on; alice is there, too, and does it on day 0, from `place`.
  private func world(
    days: Int, first: Int = 1, from place: String = HabitWorld.office, rule: HabitRule = HabitWorld.shell,
    times: Int = 1, _ change: (inout Observation) -> Void = { _ in }
  ) -> (HabitWorld, Observation) {
    let world = HabitWorld()
    let asked = world.act("alice", day: 0, from: place, change)
    for time in 0..<times {
      #expect(world.raise(world.act("alice", day: 0, hour: Double(time) / 10, from: place, change), rule) == nil)
    }
    for day in 0..<days {
      for who in Self.people + ["alice"] {
        world.memory.observe(world.act(who, day: day, hour: 1) { $0.actClass = .list })
        if day >= first, who != "alice" { _ = world.raise(world.act(who, day: day, hour: 2), rule) }
      }
    }
    return (world, asked)
  }

  private func found(_ world: HabitWorld, _ o: Observation, _ rule: HabitRule = HabitWorld.shell) -> Habit? {
    world.memory.hindsight(rule, o, until: o.time)
  }

  @Test("what the team did on many days after was usual on the first day, too, and says so in numbers")
  func team() throws {
    let (world, o) = world(days: 9)
    let habit = try #require(found(world, o))
    #expect(habit.kind == .later)
    #expect((6...8).contains(habit.others))
    #expect(habit.otherDays == 8)
    #expect(habit.en.hasPrefix("It is usual, as the time after showed: about"))
    #expect(habit.ja.contains("その後の記録から"))
  }

  @Test("a few days of the team are not enough, nor is a place where nobody was again")
  func notYet() {
    let (short, one) = world(days: 5)
    #expect(found(short, one) == nil)
    let (elsewhere, other) = world(days: 12, from: Self.home)
    #expect(found(elsewhere, other) == nil)
  }

  @Test("whoever stays alone at a place of their own, and goes on with it, does not make it usual")
  func intruder() {
    let world = HabitWorld()
    let o = world.act("alice", day: 0, from: Self.home)
    for day in 0..<20 {
      _ = world.raise(world.act("alice", day: day, from: Self.home))
      for who in Self.people { world.memory.observe(world.act(who, day: day) { $0.actClass = .list }) }
    }
    #expect(found(world, o) == nil)
  }

  @Test("a burst, a rule of high level, and another identity's rights stay as they were found", arguments: 0..<3)
  func stays(which: Int) {
    let high = HabitRule(hash: 0x5E11, level: .high, tactics: 8, endsInLoss: false)
    switch which {
    case 0:
      let (world, o) = world(days: 12, times: 6)
      #expect(found(world, o) == nil)
    case 1:
      let (world, o) = world(days: 12, rule: high)
      #expect(found(world, o, high) == nil)
    default:
      let (world, o) = world(days: 12) {
        $0.actClass = .grant
        $0.targetIdentity = 0xBAD
      }
      #expect(found(world, o) == nil)
    }
  }

  @Test("alerts of one step that differ in what they are about are not excused together")
  func mixed() {
    let (world, o) = world(days: 12)
    #expect(found(world, o) != nil)
    let other = HabitWorld()
    _ = other.raise(other.act("alice", day: 0))
    _ = other.raise(other.act("alice", day: 0, hour: 0.1) { $0.region = 0xE0 })
    for day in 0..<12 {
      for who in Self.people + ["alice"] {
        other.memory.observe(other.act(who, day: day, hour: 1) { $0.actClass = .list })
        if day > 0, who != "alice" { _ = other.raise(other.act(who, day: day, hour: 2)) }
      }
    }
    #expect(found(other, other.act("alice", day: 0)) == nil)
  }

  @Test("after the first week nothing is judged again, and what was judged stays when the habit fades")
  func settled() throws {
    let (world, o) = world(days: 24)
    #expect(found(world, o) != nil)
    for day in 24..<120 { world.memory.observe(world.act("alice", day: day) { $0.actClass = .list }) }
    #expect(found(world, o)?.otherDays == found(world, o)?.otherDays)
    #expect(found(world, o) != nil)
    let late = world.act("alice", day: 8, from: Self.home)
    #expect(found(world, late) == nil)
  }

  @Test("a memory that is taken up judges as one that never was put down", arguments: [3, 9, 22])
  func restart(day: Int) throws {
    let (whole, o) = world(days: 24)
    let first = HabitWorld()
    _ = first.raise(first.act("alice", day: 0))
    var second: HabitWorld?
    for now in 0..<24 {
      if now == day {
        let next = HabitWorld()
        try next.memory.restore(first.memory.snapshot())
        second = next
      }
      let world = second ?? first
      for who in Self.people + ["alice"] {
        world.memory.observe(world.act(who, day: now, hour: 1) { $0.actClass = .list })
        if now >= 1, who != "alice" { _ = world.raise(world.act(who, day: now, hour: 2)) }
      }
    }
    let taken = try #require(second)
    #expect(found(taken, taken.act("alice", day: 0)) == found(whole, o))
    #expect(taken.memory.snapshot() == whole.memory.snapshot())
  }

  @Test("a device of one's own speaks for a network that is new; a new device, and one that is shared, do not")
  func device() {
    func signIn(_ world: HabitWorld, _ who: String, _ day: Int, _ device: UInt64, from address: String) {
      world.memory.observe(
        world.act(who, day: day, hour: 3, from: address) {
          $0.actClass = .authenticate
          $0.device = device
        })
    }
    for (device, shared, isUsual) in [(UInt64(0xD1), false, true), (0xD2, false, false), (0xD1, true, false)] {
      let world = HabitWorld()
      world.live(days: 0..<8)
      for day in 0..<8 {
        signIn(world, "alice", day, 0xD1, from: HabitWorld.office)
        if shared { signIn(world, "bob", day, 0xD1, from: HabitWorld.office) }
      }
      signIn(world, "alice", 8, device, from: Self.home)
      #expect((world.raise(world.act(day: 8, hour: 4, from: Self.home)) != nil) == isUsual)
    }
  }
}
