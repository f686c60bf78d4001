import Activity
import Testing

@testable import Behaviour

@Suite("The memory of habits, kept and bounded")
struct HabitStateTests {
  /// Some days of four people, of whom one moves, and what is found of each act.
  private func run(_ world: HabitWorld, _ days: Range<Int>) -> [Habit?] {
    var found: [Habit?] = []
    for day in days {
      for (place, who) in ["alice", "bob", "carol", "dave"].enumerated() {
        let address = place == 3 && day % 3 == 0 ? "\(60 + day).1.2.3" : HabitWorld.office
        for time in 0...(day % 2) {
          found.append(world.raise(world.act(who, day: day, hour: Double(place) + Double(time) / 2, from: address)))
        }
      }
    }
    return found
  }

  @Test("a run taken up from a state finds what an unbroken one finds, and its state has the same bytes")
  func roundTrip() throws {
    let whole = HabitWorld()
    let before = run(whole, 0..<9)
    let state = whole.memory.snapshot()
    let after = run(whole, 9..<20)
    #expect(before.contains { $0 != nil } && after.contains { $0 != nil } && after.contains { $0 == nil })

    let second = HabitWorld()
    try second.memory.restore(state)
    #expect(second.memory.snapshot() == state)
    #expect(run(second, 9..<20) == after)
    #expect(second.memory.snapshot() == whole.memory.snapshot())
  }

  @Test("a state that is cut, goes on, holds a key twice or more than there is room for is refused")
  func damaged() {
    let world = HabitWorld()
    _ = run(world, 0..<6)
    let state = world.memory.snapshot()
    for length in [0, 15, 16, state.count / 2, state.count - 1] {
      let other = HabitWorld()
      #expect(throws: StateProblem.self) { try other.memory.restore(Array(state.prefix(length))) }
    }
    #expect(throws: StateProblem.self) { try HabitWorld().memory.restore(state + [0]) }
    // Two days, the leaps and three counts, 32 bytes, then how many holders there are, 4 bytes, and the first's key.
    let first = 36
    var twice = state
    for index in 0..<8 { twice[first + 8 + HabitHolder.stored + index] = twice[first + index] }
    #expect(throws: StateProblem("it is damaged: a key stands there twice")) {
      try HabitWorld().memory.restore(twice)
    }
    var options = HabitOptions()
    options.maxHolders = 1
    #expect(throws: StateProblem.impossible("so many of a kind")) { try HabitWorld(options).memory.restore(state) }
  }

  @Test("tables keep to their bounds, forget the stillest and count it")
  func bounded() {
    var options = HabitOptions()
    options.maxHolders = 64
    options.maxDeeds = 64
    options.maxTeams = 16
    options.maxSites = 16
    options.maxDevices = 16
    options.maxVisitors = 16
    let world = HabitWorld(options)
    for day in 0..<6 {
      for number in 0..<200 {
        _ = world.raise(
          world.act("p\(day)-\(number)", day: day, from: "10.\(day).\(number).1") { $0.tenant = UInt64(number + 1) })
        world.memory.observe(
          world.act("p\(day)-\(number)", day: day, from: "198.51.100.7") {
            $0.actClass = .authenticate
            $0.device = UInt64(number + 1)
          })
        _ = world.raise(
          world.act(day: day, from: "10.9.\(number).2") {
            $0.actorKind = .anonymous
            $0.actClass = .invoke
            $0.target = UInt64(number + 1)
          })
      }
      _ = world.raise(world.act(day: day, hour: 3))
    }
    #expect(world.memory.holders.count <= 64)
    #expect(world.memory.deeds.count <= 64)
    #expect(world.memory.persons.count <= 64)
    #expect(world.memory.teams.count <= 16)
    #expect(world.memory.sites.count <= 16)
    #expect(world.memory.devices.count <= 16)
    #expect(world.memory.edges.count <= 16)
    #expect(world.memory.visitors.count <= 16)
    #expect(world.memory.statistics.forgotten > 1000)
  }

  @Test("days are counted as a plain set of them would be")
  func dayMarks() {
    var marks = DayMarks()
    var days: Set<Int> = []
    var state: UInt64 = 42
    var now = 20_000
    for _ in 0..<3_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let step = Int(state >> 60)
      let day = step < 12 ? now + step / 4 : now - Int(state >> 58 & 31)
      now = max(now, day)
      marks.mark(UInt16(day))
      days.insert(day)
      for window in [1, 7, 30, 60] {
        let asked = now + Int(state >> 40 & 3)
        let plain = days.filter { $0 < asked && $0 >= asked - window && $0 > now - 64 }.count
        #expect(marks.count(before: UInt16(asked), within: window) == plain)
      }
    }
  }
}
