import Activity
import Testing

@testable import Behaviour

@Suite("What becomes a habit, and what does not")
struct HabitMeasureTests {
  static let never: [(String, @Sendable (inout Observation) -> Void)] = [
    ("stopping a log", { $0.actClass = .logging }),
    ("weakening detection", { $0.actClass = .defence }),
    ("removing a factor", { $0.actClass = .factor }),
    ("sharing with outsiders", { $0.actClass = .dataShare }),
    ("moving ownership", { $0.actClass = .transfer }),
    (
      "making another identity's key",
      {
        $0.actClass = .credential
        $0.targetIdentity = 77
      }
    ),
    (
      "giving another identity rights",
      {
        $0.actClass = .grant
        $0.targetIdentity = 77
      }
    ),
    (
      "deleting backups",
      {
        $0.actClass = .delete
        $0.resource = .backup
      }
    ),
    (
      "deleting keys",
      {
        $0.actClass = .delete
        $0.resource = .key
      }
    ),
    ("changing federation", { $0.resource = .federation }),
    ("a critical act", { $0.sensitivity = .critical }),
    ("root", { $0.actorKind = .root }),
  ]

  @Test("some acts never become a habit, however often they are done", arguments: never.indices)
  func neverHabit(_ index: Int) {
    let world = HabitWorld()
    let change = Self.never[index].1
    world.live(days: 5..<35, change)
    #expect(world.raise(world.act(day: 35, change)) == nil, "\(Self.never[index].0)")
  }

  @Test("a critical rule never becomes a habit")
  func critical() {
    let world = HabitWorld()
    let rule = HabitRule(hash: 1, level: .critical, tactics: 1, endsInLoss: false)
    world.live(days: 5..<35, rule: rule)
    #expect(world.raise(world.act(day: 35), rule) == nil)
  }

  @Test("what ends in loss, and a rule of high level, takes eight days", arguments: [0, 1, 2])
  func strict(which: Int) {
    let rule = HabitRule(hash: 1, level: which == 1 ? .high : .medium, tactics: 1, endsInLoss: which == 0)
    let change: (inout Observation) -> Void = { if which == 2 { $0.actClass = .secretRead } }
    for days in [7, 8] {
      let world = HabitWorld()
      world.live(days: 5..<(5 + days), rule: rule, change)
      #expect((world.raise(world.act(day: 5 + days, change), rule) != nil) == (days == 8))
    }
  }

  @Test("alerts below medium are not looked up")
  func low() {
    let world = HabitWorld()
    let rule = HabitRule(hash: 1, level: .low, tactics: 1, endsInLoss: false)
    world.live(days: 5..<15, rule: rule)
    #expect(world.raise(world.act(day: 15), rule) == nil)
    #expect(world.memory.statistics.judged == 0)
  }
}
