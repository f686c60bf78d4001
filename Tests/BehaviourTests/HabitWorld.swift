import Activity

@testable import Behaviour

/// Acts of an organisation as the memory of habits meets them.
final class HabitWorld {
  /// Monday 2026-01-05T09:00:00Z.
  static let start: Int64 = 1_767_603_600_000_000
  static let day: Int64 = 86_400_000_000
  static let office = "203.0.113.7"
  static let shell = HabitRule(hash: 0x5E11, level: .medium, tactics: 1 << 3, endsInLoss: false)

  let names = Names()
  var memory: HabitMemory

  init(_ options: HabitOptions = HabitOptions()) {
    memory = HabitMemory(options: options, names: names)
  }

  /// One act, by default a shell opened in a container by a person of the office.
  func act(
    _ who: String = "alice", day: Int, hour: Double = 0, from address: String = HabitWorld.office,
    agent: String = "kubectl/v1.33.2 (linux/amd64) kubernetes/fc5e1c9",
    _ change: (inout Observation) -> Void = { _ in }
  ) -> Observation {
    var o = Observation()
    o.time = HabitWorld.start + Int64(day) * Self.day + Int64(hour * 3.6e9)
    o.actor = names.keep("kubernetes:prod:user:\(who)")
    o.email = names.keep("\(who)@example.com")
    o.tenant = names.keep("prod")
    o.address = names.keep(address)
    o.agent = names.keep(agent)
    o.operation = names.keepOperation(service: "pods", operation: "create/exec")
    o.isPublicAddress = true
    o.actClass = .execute
    o.resource = .container
    o.sensitivity = .high
    o.outcome = .success
    o.actorKind = .user
    o.human = .yes
    change(&o)
    return o
  }

  /// The act as a record with an alert.
  func raise(_ o: Observation, _ rule: HabitRule = HabitWorld.shell) -> Habit? {
    memory.observe(o)
    return memory.judge(rule, o)
  }

  /// Days on which the act is done, and days before on which the identity only worked.
  func live(
    _ who: String = "alice", idle: Range<Int> = 0..<5, days: Range<Int>, times: Int = 1,
    rule: HabitRule = HabitWorld.shell,
    _ change: (inout Observation) -> Void = { _ in }
  ) {
    for day in idle {
      memory.observe(
        act(who, day: day) {
          change(&$0)
          $0.actClass = .list
        })
    }
    for day in days {
      for time in 0..<times { _ = raise(act(who, day: day, hour: Double(time) / 10, change), rule) }
    }
  }
}
