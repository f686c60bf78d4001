import Activity
import Behaviour
import Testing

@Suite("Sequences: repositories, and sessions on other devices") struct SequenceCopyingTests {
  static let dev = "github:acme:user:dev"
  static let office = "203.0.113.7"
  static let home = "198.51.100.9"

  /// A developer who works in three repositories for `days` with a key.
  private func world(days: Int, repositories: Int = 3) -> SequenceWorld {
    let world = SequenceWorld()
    for day in 0..<days {
      world.clock = 1_767_571_200_000_000 + Int64(day) * SequenceWorld.day
      for number in 0..<repositories { git(world, "fetch", number) }
    }
    world.clock = 1_767_571_200_000_000 + Int64(days) * SequenceWorld.day
    return world
  }

  private func git(
    _ world: SequenceWorld, _ verb: String, _ repository: Int, from address: String = office, token: String? = nil
  ) {
    world.act(Self.dev, "git:git.\(verb)", .dataRead, .repository, from: address) {
      $0.target = world.names.keep("acme/repository-\(repository)")
      $0.credential = world.names.keep(token ?? "SHA256:key")
      $0.credentialKind = token == nil ? .sshKey : .token
    }
  }

  @Test("a token that was never used takes repositories that its owner never worked in: medium, many: high")
  func stolen() throws {
    let world = world(days: 10)
    for number in 0..<24 { git(world, "clone", number, from: Self.home, token: "stolen") }
    let found = try world.run().filter { $0.kind.id == "behaviour-repositories-copied" }
    #expect(found.map(\.level) == [.medium, .high])
    #expect(found.first?.count == 6)
    #expect(
      found.first?.reasons.first?.en
        == "6 repositories copied within 5 s; in 3 of them it was never seen before.")
    #expect(found.first?.reasons[1].en == "The credential was never used before, nor any of its kind.")
  }

  @Test(
    "a new machine that copies what its owner works in, old ways, somebody new, fetching: nothing", arguments: 0..<4)
  func quiet(which: Int) throws {
    let world = world(days: which == 2 ? 3 : 10, repositories: which == 0 ? 12 : 3)
    for number in 0..<12 {
      switch which {
      case 0: git(world, "clone", number, from: Self.home, token: "laptop")
      case 1: git(world, "clone", number)
      case 2: git(world, "clone", number, from: Self.home, token: "first")
      default: git(world, "fetch", number, from: Self.home, token: "other")
      }
    }
    #expect(try world.run().levels("repositories-copied").isEmpty)
  }

  @Test("only the place is new: context")
  func place() throws {
    let world = world(days: 10)
    for number in 3..<10 { git(world, "clone", number, from: Self.home) }
    #expect(try world.run().levels("repositories-copied") == [.low])
  }

  static let person = "okta:acme:user:00u1"

  private func sign(
    _ world: SequenceWorld, _ session: String, device: String, from address: String, after: Int64 = SequenceWorld.minute
  ) {
    world.signIn(Self.person, from: address, after: after) {
      $0.email = world.names.keep("ann@example.com")
      $0.human = .yes
      $0.credential = world.names.keep(session)
      $0.credentialKind = .webSession
      $0.device = world.names.keep(device)
    }
  }

  /// Ten days of somebody with a laptop and a phone; then a session of the day's.
  private func browsing() -> SequenceWorld {
    let world = SequenceWorld()
    for day in 0...10 {
      world.clock = 1_767_571_200_000_000 + Int64(day) * SequenceWorld.day
      sign(world, "laptop-\(day)", device: "laptop", from: Self.office)
      sign(world, "phone-\(day)", device: "phone", from: "192.0.2.\(day)")
      sign(world, "laptop-\(day)", device: "laptop", from: Self.office)
    }
    return world
  }

  @Test("a session on a device that its person never had, from elsewhere: medium; when its owner goes on: high")
  func hijacked() throws {
    let world = browsing()
    sign(world, "laptop-10", device: "theirs", from: Self.home, after: 2 * SequenceWorld.hour)
    #expect(try world.run().levels("credential-in-several-places") == [.medium])
    sign(world, "laptop-10", device: "laptop", from: Self.office)
    let found = try world.run().filter { $0.kind.id == "behaviour-credential-in-several-places" }
    #expect(found.map(\.level) == [.medium, .high])
    #expect(found.first?.reasons.contains { $0.en.contains("a device that its person never signed in with") } == true)
  }

  @Test("the same device on its way, another name for a device of theirs, a new session on a new device: not medium")
  func moved() throws {
    let world = browsing()
    sign(world, "laptop-10", device: "laptop", from: Self.home)
    sign(world, "laptop-10", device: "phone", from: "198.51.101.9")
    sign(world, "new", device: "new laptop", from: "198.51.102.9")
    #expect(try world.run().levels("credential-in-several-places").allSatisfy { $0 == .low })
  }
}
