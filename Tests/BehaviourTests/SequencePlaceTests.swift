import Activity
import Behaviour
import Testing

@Suite("Sequences: places") struct SequencePlaceTests {
  static let tokyo = (35.68, 139.69)
  static let osaka = (34.69, 135.50)
  static let moscow = (55.75, 37.62)

  private func traveller() -> SequenceWorld {
    let world = SequenceWorld()
    world.know("203.0.113.7", "JP", Self.tokyo, radius: 20)
    world.know("198.51.100.9", "RU", Self.moscow, radius: 50)
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 5) { $0.human = .yes }
    world.signIn("okta:acme:user:ann", from: "203.0.113.7")
    return world
  }

  @Test("two continents within twenty minutes are impossible travel")
  func travel() throws {
    let world = traveller()
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: 20 * SequenceWorld.minute)
    let found = try world.run()
    #expect(found.highest("impossible-travel") == .medium)
    let reason = try #require(found.first { $0.kind.id == "behaviour-impossible-travel" }?.reasons.first)
    #expect(reason.en.contains("20 min") && reason.en.contains("km/h") && reason.ja.contains("20 分"))
  }

  @Test("a grant from there makes it high")
  func travelThenGrant() throws {
    let world = traveller()
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: 20 * SequenceWorld.minute)
    world.act(
      "okta:acme:user:ann", "okta:user.account.privilege.grant", .grant, .identity, .critical, from: "198.51.100.9"
    ) {
      $0.human = .yes
    }
    #expect(try world.run().highest("impossible-travel") == .high)
  }

  @Test("a flight's time lies between")
  func flight() throws {
    let world = traveller()
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: 11 * SequenceWorld.hour)
    #expect(try world.run().levels("impossible-travel").isEmpty)
  }

  @Test("radii of accuracy are taken off the distance")
  func accuracy() throws {
    let world = traveller()
    world.know("198.51.100.9", "JP", Self.osaka, radius: 400)
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: SequenceWorld.minute)
    #expect(try world.run().levels("impossible-travel").isEmpty)
  }

  @Test(
    "ends behind which anybody may be are no travel, or little",
    arguments: [
      (AddressFacts.Kinds.sharedEgress, Level?.none), (.provider, nil), (.local, nil), (.hosting, .low), (.vpn, .low),
    ])
  func sharedEnds(kinds: AddressFacts.Kinds, level: Level?) throws {
    let world = traveller()
    world.know("198.51.100.9", "RU", Self.moscow, radius: 50, kinds: kinds)
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: 20 * SequenceWorld.minute)
    #expect(try world.run().highest("impossible-travel") == level)
  }

  @Test("an exit that many colleagues use is no travel")
  func commonExit() throws {
    let world = traveller()
    for person in 0..<6 { world.signIn("okta:acme:user:p\(person)", from: "198.51.100.9") }
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: 20 * SequenceWorld.minute)
    #expect(try world.run().levels("impossible-travel").isEmpty)
  }

  @Test("between two places that are both usual nobody is surprised")
  func usualPlaces() throws {
    let world = traveller()
    world.habit("okta:acme:user:ann", from: "198.51.100.9", days: 4) { $0.human = .yes }
    let before = world.records.count
    world.signIn("okta:acme:user:ann", from: "203.0.113.7")
    world.signIn("okta:acme:user:ann", from: "198.51.100.9")
    #expect(try world.run().allSatisfy { $0.observation.record < before })
  }

  @Test("without a database two networks at once are context only")
  func withoutDatabase() throws {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 5) { $0.human = .yes }
    world.signIn("okta:acme:user:ann", from: "203.0.113.7")
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: 3 * SequenceWorld.minute)
    #expect(try world.run().highest("impossible-travel") == .low)
  }

  // MARK: one credential

  private func key(_ o: inout Observation, _ world: SequenceWorld) {
    o.credential = world.names.keep("AKIAEXAMPLE")
    o.credentialKind = .longLivedKey
    o.human = .no
  }

  @Test("a settled machine key from a new country while in use at home, then a secret read, is high")
  func stolenKey() throws {
    let world = SequenceWorld()
    world.know("203.0.113.7", "JP")
    world.know("198.51.100.9", "RU")
    world.habit("aws:111122223333:user:ci", from: "203.0.113.7", days: 5) { self.key(&$0, world) }
    world.act("aws:111122223333:user:ci", "sts:GetCallerIdentity", .read, from: "203.0.113.7") { self.key(&$0, world) }
    world.act(
      "aws:111122223333:user:ci", "sts:GetCallerIdentity", .read, from: "198.51.100.9", after: 5 * SequenceWorld.minute
    ) {
      self.key(&$0, world)
    }
    world.act(
      "aws:111122223333:user:ci", "secretsmanager:GetSecretValue", .secretRead, .secret, .high, from: "198.51.100.9"
    ) {
      self.key(&$0, world)
    }
    #expect(try world.run().levels("credential-in-several-places") == [.medium, .high])
  }

  @Test("a key that moves for good is context; a pool of exits is a habit")
  func movedKey() throws {
    let world = SequenceWorld()
    let actor = "aws:111122223333:user:ci"
    world.habit(actor, from: "203.0.113.7", days: 5) { self.key(&$0, world) }
    world.act(actor, "ec2:RunInstances", .create, .compute, .medium, from: "203.0.113.7") { self.key(&$0, world) }
    world.act(actor, "ec2:RunInstances", .create, .compute, .medium, from: "198.51.100.9", after: SequenceWorld.minute)
    {
      self.key(&$0, world)
    }
    #expect(try world.run().highest("credential-in-several-places") == .low)

    let pool = SequenceWorld()
    for exit in 0..<12 { pool.habit(actor, from: "10\(exit).0.113.7", days: 1) { self.key(&$0, pool) } }
    for exit in 20..<23 {
      pool.act(actor, "ec2:RunInstances", .create, .compute, .medium, from: "10\(exit % 10).\(exit).113.7") {
        self.key(&$0, pool)
      }
    }
    #expect(try pool.run().mediumOrAbove == [])
  }

  // MARK: workloads

  private func instance(_ o: inout Observation, _ world: SequenceWorld, _ session: String = "ASIAEXAMPLE") {
    o.credential = world.names.keep(session)
    o.credentialKind = .workload
    o.device = world.names.keep("i-0abc")
    o.human = .no
  }

  private func workload(_ days: Int = 2) -> SequenceWorld {
    let world = SequenceWorld()
    world.habit("aws:111122223333:role:web", from: "203.0.113.7", days: days) { self.instance(&$0, world) }
    return world
  }

  private func read(_ world: SequenceWorld, from address: String, _ session: String = "ASIAEXAMPLE", count: Int = 1) {
    for _ in 0..<count {
      world.act("aws:111122223333:role:web", "s3:GetObject", .dataRead, .storage, .low, from: address) {
        self.instance(&$0, world, session)
      }
    }
  }

  @Test("an instance's session that reads data elsewhere while the instance works on is high, without any database")
  func capitalOne() throws {
    let world = workload()
    read(world, from: "203.0.113.7")
    read(world, from: "198.51.100.9", count: 12)
    read(world, from: "203.0.113.7")
    read(world, from: "198.51.100.9")
    let found = try world.run()
    #expect(found.highest("workload-credential-outside") == .high)
    #expect(found.last?.related.isEmpty == false)
  }

  @Test("workload credentials from Tor are high at once")
  func tor() throws {
    let world = workload()
    world.know("198.51.100.9", "DE", kinds: .tor)
    world.know("203.0.113.7", "US", kinds: .provider, provider: "aws")
    read(world, from: "198.51.100.9", "ASIAOTHER")
    #expect(try world.run().levels("workload-credential-outside") == [.high])
  }

  @Test("an instance that comes back with another address and other credentials is context")
  func restarted() throws {
    let world = workload()
    read(world, from: "198.51.100.9", "ASIAOTHER", count: 30)
    for _ in 0..<4 {
      world.wait(4 * SequenceWorld.hour)
      read(world, from: "198.51.100.9", "ASIAOTHER", count: 3)
    }
    #expect(try world.run().mediumOrAbove == [])
  }

  @Test("a VPC endpoint's private address and IPv6 are no other place")
  func endpoints() throws {
    let world = workload()
    read(world, from: "10.0.3.4", count: 5)
    read(world, from: "2001:db8:1::5", count: 5)
    read(world, from: "203.0.113.7", count: 5)
    #expect(try world.run().levels("workload-credential-outside").isEmpty)
  }

  @Test("what the fleet of a role has used for days is one of its places")
  func fleet() throws {
    let world = SequenceWorld()
    for exit in ["203.0.113.7", "198.51.100.9"] {
      world.habit("aws:111122223333:role:web", from: exit, days: 2) {
        self.instance(&$0, world)
        $0.device = world.names.keep("i-0" + exit)
        $0.credential = world.names.keep("ASIA" + exit)
      }
    }
    world.act("aws:111122223333:role:web", "s3:GetObject", .dataRead, .storage, .low, from: "203.0.113.7") {
      self.instance(&$0, world)
      $0.device = world.names.keep("i-0198.51.100.9")
    }
    #expect(try world.run().levels("workload-credential-outside").isEmpty)
  }
}
