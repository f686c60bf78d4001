import Activity
import Testing

@testable import Behaviour

@Suite("The internet's background")
struct HabitEdgeTests {
  static let rule = HabitRule(hash: 0xED6E, level: .medium, tactics: 1 << 2, endsInLoss: false)

  private func request(_ world: HabitWorld, day: Int, _ number: Int, blocked: Bool, from address: String)
    -> Observation
  {
    world.act(day: day, hour: Double(number) / 1000, from: address) {
      $0.actorKind = .anonymous
      $0.actor = 0xA11 + UInt64(number)
      $0.email = 0
      $0.human = .unknown
      $0.actClass = .invoke
      $0.sensitivity = .medium
      $0.target = 0x510E
      $0.outcome = blocked ? .denied : .success
    }
  }

  @Test("a blocked request needs nobody, from the first day on")
  func blocked() throws {
    let world = HabitWorld()
    let first = try #require(
      world.raise(request(world, day: 0, 0, blocked: true, from: "198.51.100.1"), Self.rule))
    #expect(first.kind == .blocked)
    #expect(first.days == 0)
    #expect(first.en.contains("one of 1 of the kind"))
  }

  @Test("blocked requests beyond three times the busiest day do")
  func flood() {
    let world = HabitWorld()
    for day in 0..<4 {
      for number in 0..<30 {
        _ = world.raise(request(world, day: day, number, blocked: true, from: "198.51.100.\(number)"), Self.rule)
      }
    }
    let usual = (0..<300).filter {
      world.raise(request(world, day: 4, $0, blocked: true, from: "198.51.100.\($0 % 200)"), Self.rule) != nil
    }
    #expect(usual.count == 100)
  }

  @Test("a request that got through is news at a site where none does, also of an address that was blocked before")
  func passed() {
    let world = HabitWorld()
    for day in 0..<5 {
      for number in 0..<9 {
        _ = world.raise(request(world, day: day, number, blocked: true, from: "198.51.100.1"), Self.rule)
      }
    }
    #expect(world.raise(request(world, day: 5, 0, blocked: true, from: "198.51.100.1"), Self.rule) != nil)
    #expect(world.raise(request(world, day: 5, 1, blocked: false, from: "198.51.100.1"), Self.rule) == nil)
  }

  @Test("where some get through every day, an address that gets through more often than any before is news")
  func passesOften() {
    let world = HabitWorld()
    for day in 0..<5 {
      for number in 0..<9 {
        _ = world.raise(request(world, day: day, number, blocked: false, from: "198.51.100.\(number)"), Self.rule)
      }
    }
    let found = (0..<5).map {
      world.raise(request(world, day: 5, $0, blocked: false, from: "192.0.2.1"), Self.rule) != nil
    }
    #expect(found == [true, true, false, false, false])
  }

  @Test("only requests to sites are background: an anonymous act on a store or a cluster is not", arguments: 0..<2)
  func otherAnonymous(which: Int) {
    let world = HabitWorld()
    for day in 0..<9 {
      var o = request(world, day: day, 0, blocked: true, from: "198.51.100.1")
      let rule = which == 0 ? HabitRule(hash: 1, level: .high, tactics: 1, endsInLoss: false) : Self.rule
      if which == 1 { o.actClass = .dataRead }
      #expect(world.raise(o, rule) == nil)
    }
  }
}
