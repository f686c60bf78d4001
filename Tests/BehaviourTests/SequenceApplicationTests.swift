import Activity
import Behaviour
import Testing

@Suite("Sequences: applications") struct SequenceApplicationTests {
  static let people = (0..<6).map { "google_workspace:acme:user:person\($0)" }

  /// A tenant that is known for `days`, in which people sign in.
  private func tenant(days: Int) -> SequenceWorld {
    let world = SequenceWorld()
    for day in 0..<days {
      for person in Self.people { world.signIn(person, from: "203.0.113.7") }
      world.clock = 1_767_571_200_000_000 + Int64(day + 1) * SequenceWorld.day
    }
    return world
  }

  private func allow(
    _ world: SequenceWorld, _ person: Int, _ application: String = "viewer", _ sensitivity: Sensitivity = .high,
    after: Int64 = 7 * SequenceWorld.minute
  ) {
    world.act(
      Self.people[person], "token:authorize", .grant, .application, sensitivity, from: "203.0.113.\(10 + person)",
      after: after
    ) {
      $0.human = .yes
      $0.target = world.names.keep(application)
    }
  }

  @Test("an application nobody knew, let in by three within minutes, is medium; by a fourth, with all files, high")
  func worm() throws {
    let world = tenant(days: 9)
    for person in 0..<4 { allow(world, person) }
    let found = try world.run().filter { $0.kind.id == "behaviour-application-spreading" }
    #expect(found.map(\.level) == [.medium, .high])
    #expect(found.last?.related.count == 3)
    #expect(found.last?.group == ["application=viewer"])
    #expect(found.last?.reasons.first?.en == "4 people let it in within 21 min of its first being seen.")
  }

  @Test("with harmless rights it stays medium")
  func harmless() throws {
    let world = tenant(days: 9)
    for person in 0..<6 { allow(world, person, "calendar", .medium) }
    #expect(try world.run().levels("application-spreading") == [.medium])
  }

  @Test(
    "one person again and again, an application known for a day, one that spreads slowly: nothing")
  func quiet() throws {
    let again = tenant(days: 9)
    for _ in 0..<6 { allow(again, 0) }
    #expect(try again.run().levels("application-spreading").isEmpty)

    let known = tenant(days: 9)
    allow(known, 5)
    known.wait(SequenceWorld.day)
    for person in 0..<4 { allow(known, person) }
    #expect(try known.run().levels("application-spreading").isEmpty)

    let slow = tenant(days: 9)
    for person in 0..<6 { allow(slow, person, after: 61 * SequenceWorld.minute) }
    #expect(try slow.run().levels("application-spreading").isEmpty)
  }

  @Test("in a tenant's first week an application may have been there all along")
  func early() throws {
    let world = tenant(days: 3)
    for person in 0..<5 { allow(world, person) }
    #expect(try world.run().levels("application-spreading").isEmpty)
  }
}
