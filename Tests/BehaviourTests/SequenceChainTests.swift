import Activity
import Behaviour
import Testing

@Suite("Sequences: chains") struct SequenceChainTests {
  static let eve = "aws:111122223333:user:eve"
  static let bot = "aws:111122223333:user:bot"

  // MARK: credentials

  private func newKey(exact: Bool, from address: String, _ actClass: ActClass = .credential) -> SequenceWorld {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    world.act(Self.eve, "iam:CreateAccessKey", .credential, .identity, .high, from: "203.0.113.7") {
      $0.targetIdentity = world.names.keep(Self.bot)
      if exact { $0.targetCredential = world.names.keep("AKIANEW") }
    }
    world.act(Self.bot, "iam:CreateUser", actClass, .identity, .high, from: address, after: SequenceWorld.minute) {
      $0.credential = world.names.keep("AKIANEW")
      $0.credentialKind = .longLivedKey
    }
    return world
  }

  @Test("a key made for another and used by its maker to take hold is high", arguments: [true, false])
  func makerUses(exact: Bool) throws {
    #expect(try newKey(exact: exact, from: "203.0.113.7").run().highest("new-credential-elsewhere") == .high)
  }

  @Test("a key made on a desk and used on a server is context")
  func server() throws {
    let world = newKey(exact: true, from: "198.51.100.9", .create)
    #expect(try world.run().highest("new-credential-elsewhere") == .low)
  }

  @Test("a new key from an anonymiser is high; from the office's exit it is nothing")
  func newKeyPlaces() throws {
    let strange = newKey(exact: true, from: "198.51.100.9", .list)
    strange.know("203.0.113.7", "JP")
    strange.know("198.51.100.9", "NL", kinds: .vpn)
    #expect(try strange.run().highest("new-credential-elsewhere") == .high)

    let office = SequenceWorld()
    for person in 0..<6 { office.signIn("okta:acme:user:p\(person)", from: "203.0.113.7") }
    office.records += newKey(exact: true, from: "203.0.113.7").records.map {
      var record = $0
      record.record += 100
      return record
    }
    #expect(try office.run().levels("new-credential-elsewhere").isEmpty)
  }

  @Test("a deleted key in use is high, a refused try is context, its own deletion nothing")
  func deletedKey() throws {
    let world = SequenceWorld()
    func use(_ outcome: Outcome, after: Int64) {
      world.act(Self.bot, "s3:ListBuckets", .list, .storage, from: "203.0.113.7", outcome: outcome, after: after) {
        $0.credential = world.names.keep("AKIAOLD")
        $0.credentialKind = .longLivedKey
      }
    }
    use(.success, after: 1)
    world.act(Self.eve, "iam:DeleteAccessKey", .revoke, .identity, .medium, from: "203.0.113.7") {
      $0.targetIdentity = world.names.keep(Self.bot)
      $0.targetCredential = world.names.keep("AKIAOLD")
    }
    use(.success, after: SequenceWorld.minute)
    #expect(try world.run().levels("revoked-access-used") == [.low])
    use(.failure, after: SequenceWorld.hour)
    #expect(try world.run().levels("revoked-access-used") == [.low])
    use(.success, after: SequenceWorld.hour)
    #expect(try world.run().levels("revoked-access-used") == [.low, .high])
  }

  @Test("a session from before its end was ordered is noticed once tokens have run out")
  func endedSession() throws {
    let world = SequenceWorld()
    func use(after: Int64, _ session: String) {
      world.act("okta:acme:user:ann", "okta:app.read", .read, .application, from: "203.0.113.7", after: after) {
        $0.credential = world.names.keep(session)
        $0.credentialKind = .webSession
      }
    }
    use(after: 1, "s1")
    world.act("okta:acme:user:desk", "okta:user.session.clear", .revoke, .session, .medium, from: "203.0.113.8") {
      $0.targetIdentity = world.names.keep("okta:acme:user:ann")
    }
    use(after: 30 * SequenceWorld.minute, "s1")
    use(after: SequenceWorld.hour, "s2")
    #expect(try world.run().levels("revoked-access-used").isEmpty)
    use(after: SequenceWorld.hour, "s1")
    #expect(try world.run().levels("revoked-access-used") == [.medium])
  }

  // MARK: identities

  @Test("an administrator made, given rights and at work on others within the hour is high")
  func backdoor() throws {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    let back = world.names.keep("aws:111122223333:user:support2")
    world.act(Self.eve, "iam:CreateUser", .create, .identity, .high, from: "203.0.113.7") { $0.targetIdentity = back }
    world.act(Self.eve, "iam:AttachUserPolicy", .grant, .policy, .critical, from: "203.0.113.7") {
      $0.targetIdentity = back
    }
    world.act(
      "aws:111122223333:user:support2", "iam:CreateAccessKey", .credential, .identity, .high, from: "198.51.100.9"
    ) {
      $0.targetIdentity = world.names.keep(Self.bot)
    }
    #expect(try world.run().highest("fresh-identity-used") == .high)
  }

  @Test("a joiner who makes a token of their own on the first day is context at most")
  func joiner() throws {
    let world = SequenceWorld()
    let joiner = world.names.keep("github:acme:user:new")
    world.act("github:acme:user:hr", "org.add_user", .create, .identity, .medium, from: "203.0.113.7") {
      $0.targetIdentity = joiner
    }
    world.act("github:acme:user:hr", "org.add_member", .grant, .organization, .high, from: "203.0.113.7") {
      $0.targetIdentity = joiner
    }
    world.act(
      "github:acme:user:new", "personal_access_token.create", .credential, .identity, .high, from: "203.0.113.9",
      after: SequenceWorld.hour
    ) {
      $0.human = .yes
    }
    #expect(try world.run().mediumOrAbove == [])
  }

  @Test("rights given to oneself and used at once are high; what was done before needs no new right")
  func selfGrant() throws {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    world.act(Self.eve, "iam:AttachUserPolicy", .grant, .policy, .critical, from: "203.0.113.7") {
      $0.targetIdentity = world.names.keep(Self.eve)
    }
    world.act(
      Self.eve, "iam:CreateLoginProfile", .credential, .identity, .high, from: "203.0.113.7",
      after: SequenceWorld.minute
    ) {
      $0.targetIdentity = world.names.keep(Self.bot)
    }
    #expect(try world.run().highest("privilege-gained-then-used") == .high)

    let usual = SequenceWorld()
    for step in 0..<2 {
      usual.act(
        Self.eve, "ec2:TerminateInstances", .delete, .compute, .high, from: "203.0.113.7", after: 4 * SequenceWorld.day)
      if step == 0 {
        usual.act(
          Self.eve, "iam:AttachUserPolicy", .grant, .policy, .critical, from: "203.0.113.7",
          after: 4 * SequenceWorld.day
        ) {
          $0.targetIdentity = usual.names.keep(Self.eve)
        }
        usual.act(Self.eve, "ec2:TerminateInstances", .delete, .compute, .high, from: "203.0.113.7")
      }
    }
    #expect(try usual.run().levels("privilege-gained-then-used").isEmpty)
  }

  // MARK: roles

  private func assume(_ world: SequenceWorld, _ actor: String, _ role: String, session: String? = nil, after: Int64 = 1)
  {
    world.act(actor, "sts:AssumeRole", .authenticate, .role, .low, from: "203.0.113.7", after: after) {
      $0.targetIdentity = world.names.keep(role)
      if let session { $0.targetCredential = world.names.keep(session) }
    }
  }

  private func inRole(
    _ world: SequenceWorld, _ role: String, _ session: String, _ operation: String, _ actClass: ActClass,
    _ resource: ResourceKind, _ sensitivity: Sensitivity, after: Int64 = SequenceWorld.minute
  ) {
    world.act(role, operation, actClass, resource, sensitivity, from: "203.0.113.7", after: after) {
      $0.credential = world.names.keep(session)
      $0.credentialKind = .temporaryKey
    }
  }

  @Test("the first step across accounts is context, with a takeover high, and nothing before anything is known")
  func edges() throws {
    let world = SequenceWorld()
    assume(world, Self.eve, "aws:111122223333:role:dev")
    assume(world, Self.eve, "aws:444455556666:role:admin")
    #expect(try world.run().isEmpty)
    for _ in 0..<9 { assume(world, Self.eve, "aws:111122223333:role:dev", after: SequenceWorld.day) }
    #expect(try world.run().isEmpty)
    assume(world, Self.eve, "aws:444455556666:role:audit", session: "ASIAX", after: SequenceWorld.hour)
    #expect(try world.run().levels("new-role-edge") == [.low])
    inRole(world, "aws:444455556666:role:audit", "ASIAX", "iam:CreateAccessKey", .credential, .identity, .high)
    #expect(try world.run().levels("new-role-edge") == [.low, .high])
  }

  @Test("what a role's session does is counted for whoever got it; logs stopped as oneself, data deleted in the role")
  func chain() throws {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    assume(world, Self.eve, "aws:111122223333:role:admin", session: "ASIAX")
    assume(world, Self.bot, "aws:111122223333:role:admin", session: "ASIAY")
    world.act(Self.eve, "cloudtrail:StopLogging", .logging, .log, .critical, from: "203.0.113.7")
    inRole(world, "aws:111122223333:role:admin", "ASIAY", "rds:DeleteDBInstance", .delete, .database, .high)
    #expect(try world.run().levels("defence-lowered-then-harm").isEmpty)
    for _ in 0..<3 {
      inRole(world, "aws:111122223333:role:admin", "ASIAX", "rds:DeleteDBInstance", .delete, .database, .high)
    }
    #expect(try world.run().levels("defence-lowered-then-harm") == [.medium, .high])
  }

  @Test("an alarm removed and one thing deleted is context, and so is deletion long after")
  func alarms() throws {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    world.act(Self.eve, "cloudwatch:DeleteAlarms", .defence, .detection, .high, from: "203.0.113.7")
    world.act(Self.eve, "ec2:TerminateInstances", .delete, .compute, .high, from: "203.0.113.7")
    world.act(
      Self.eve, "ec2:TerminateInstances", .delete, .compute, .high, from: "203.0.113.7", after: SequenceWorld.day)
    #expect(try world.run().mediumOrAbove == [])
  }

  // MARK: destruction

  private func destroy(_ world: SequenceWorld, _ actor: String, copiesFirst: Bool) {
    func copies() {
      for _ in 0..<3 { world.act(actor, "ec2:DeleteSnapshot", .delete, .snapshot, .high, from: "203.0.113.7") }
      world.act(actor, "backup:DeleteRecoveryPoint", .delete, .backup, .critical, from: "203.0.113.7")
    }
    if copiesFirst { copies() }
    for _ in 0..<3 { world.act(actor, "ec2:TerminateInstances", .delete, .compute, .high, from: "203.0.113.7") }
    for _ in 0..<3 { world.act(actor, "rds:DeleteDBInstance", .delete, .database, .high, from: "203.0.113.7") }
    if !copiesFirst { copies() }
  }

  @Test("copies deleted first and then machines and data are high; the other way round a level less")
  func spree() throws {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    destroy(world, Self.eve, copiesFirst: true)
    #expect(try world.run().highest("destruction-spree") == .high)

    let teardown = SequenceWorld()
    teardown.habit(Self.eve, from: "203.0.113.7", days: 4)
    destroy(teardown, Self.eve, copiesFirst: false)
    #expect(try teardown.run().highest("destruction-spree") == .medium)
  }

  @Test("whose trade it is to take environments down does so")
  func teardowns() throws {
    let world = SequenceWorld()
    for _ in 0..<6 {
      world.wait(SequenceWorld.day)
      world.act(Self.bot, "ec2:TerminateInstances", .delete, .compute, .high, from: "203.0.113.7")
    }
    destroy(world, Self.bot, copiesFirst: true)
    #expect(try world.run().mediumOrAbove == [])
  }

  @Test("a key locked, many writes, then deletions are critical")
  func ransom() throws {
    let world = SequenceWorld()
    world.habit(Self.eve, from: "203.0.113.7", days: 4)
    world.act(Self.eve, "s3:PutBucketEncryption", .change, .storage, .high, from: "203.0.113.7")
    for _ in 0..<25 { world.act(Self.eve, "s3:CopyObject", .dataWrite, .storage, .low, from: "203.0.113.7") }
    for _ in 0..<5 { world.act(Self.eve, "s3:DeleteObject", .dataDelete, .storage, .medium, from: "203.0.113.7") }
    #expect(try world.run().highest("destruction-spree") == .critical)
  }

  // MARK: leavers

  private func leaving(_ operation: String = "okta:user.lifecycle.deactivate") -> SequenceWorld {
    let world = SequenceWorld()
    world.signIn("okta:acme:user:00u1", from: "203.0.113.7") { $0.email = world.names.keep("ann@example.com") }
    world.act(
      "okta:acme:user:hr", operation, .revoke, .identity, .medium, from: "203.0.113.8", after: SequenceWorld.hour
    ) {
      $0.targetIdentity = world.names.keep("okta:acme:user:00u1")
    }
    return world
  }

  private func work(
    _ world: SequenceWorld, after: Int64, _ actClass: ActClass = .list, _ sensitivity: Sensitivity = .low
  ) {
    world.act(
      "aws:111122223333:user:ann", "rds:DeleteDBInstance", actClass, .database, sensitivity, from: "198.51.100.9",
      after: after
    ) {
      $0.email = world.names.keep("Ann@example.com")
    }
  }

  @Test("somebody deactivated in the directory who works in another provider is high, and critical with harm")
  func leaver() throws {
    let world = leaving()
    work(world, after: SequenceWorld.minute)
    #expect(try world.run().levels("leaver-active") == [.low])
    work(world, after: SequenceWorld.hour)
    #expect(try world.run().levels("leaver-active") == [.low, .high])
    work(world, after: 1, .delete, .high)
    let found = try world.run()
    #expect(found.levels("leaver-active") == [.low, .high, .critical])
    #expect(found.last?.related.map(\.record) == [1])
  }

  @Test(
    "locked out, or put back, is no leaving", arguments: ["okta:user.account.lock", "okta:user.lifecycle.deactivate"])
  func backAgain(operation: String) throws {
    let world = leaving(operation)
    if operation.hasSuffix("deactivate") {
      world.act(
        "okta:acme:user:hr", "okta:user.lifecycle.reactivate", .credential, .identity, .high, from: "203.0.113.8",
        after: SequenceWorld.hour
      ) {
        $0.targetIdentity = world.names.keep("okta:acme:user:00u1")
      }
    }
    work(world, after: SequenceWorld.hour, .delete, .high)
    #expect(try world.run().levels("leaver-active").isEmpty)
  }

  @Test("leavers that were declared are known by key and by e-mail address")
  func declared() throws {
    let world = SequenceWorld()
    world.options.leavers[world.names.keep("ann@example.com")] = world.clock
    work(world, after: SequenceWorld.hour)
    #expect(try world.run().levels("leaver-active") == [.high])
  }

  @Test("an account removed in one provider is removed access, not a leaver")
  func removedAccount() throws {
    let world = SequenceWorld()
    world.act(Self.eve, "iam:DeleteUser", .delete, .identity, .high, from: "203.0.113.7") {
      $0.targetIdentity = world.names.keep(Self.bot)
    }
    world.act(Self.bot, "s3:ListBuckets", .list, .storage, from: "203.0.113.7", after: SequenceWorld.hour)
    let found = try world.run()
    #expect(found.levels("revoked-access-used") == [.high])
    #expect(found.levels("leaver-active").isEmpty)
  }
}
