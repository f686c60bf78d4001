import Activity
import Behaviour
import Testing

@Suite("Sequences: sign-ins") struct SequenceSignInTests {
  @Test("an address that fails for twelve identities is spraying; a success makes it high")
  func spraying() throws {
    let world = SequenceWorld()
    for person in 0..<12 {
      world.signIn("okta:acme:user:p\(person)", from: "198.51.100.9", outcome: .failure, after: 20_000_000)
    }
    #expect(try world.run().levels("password-spraying") == [.medium])
    world.signIn("okta:acme:user:p3", from: "198.51.100.9")
    #expect(try world.run().levels("password-spraying") == [.medium, .high])
  }

  @Test("a Monday morning at the office is no spraying")
  func office() throws {
    let world = SequenceWorld()
    for _ in 0..<2 {
      for person in 0..<60 {
        if person % 4 == 0 {
          world.signIn("okta:acme:user:p\(person)", from: "203.0.113.7", outcome: .failure, after: 20_000_000)
        }
        world.signIn("okta:acme:user:p\(person)", from: "203.0.113.7", after: 20_000_000)
      }
      world.wait(SequenceWorld.day)
    }
    for person in 0..<14 {
      world.signIn("okta:acme:user:p\(person)", from: "203.0.113.7", outcome: .failure, after: 20_000_000)
    }
    #expect(try world.run().mediumOrAbove == [])
  }

  @Test("codes of Entra that only ask for a further step are no failures")
  func interrupts() throws {
    let world = SequenceWorld()
    for person in 0..<20 {
      world.act(
        "entra:acme:user:p\(person)", "Sign-in activity", .authenticate, .session, from: "198.51.100.9",
        outcome: .failure
      ) { $0.reason = world.names.keep("50140") }
    }
    #expect(try world.run().isEmpty)
    for person in 0..<20 {
      world.act(
        "entra:acme:user:p\(person)", "Sign-in activity", .authenticate, .session, from: "198.51.100.9",
        outcome: .failure
      ) { $0.reason = world.names.keep("50126") }
    }
    #expect(try world.run().levels("password-spraying") == [.medium])
  }

  @Test("one identity guessed at from six networks, then in from the seventh, is high")
  func distributed() throws {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 4)
    for exit in 1...6 {
      world.signIn("okta:acme:user:ann", from: "100.\(exit).2.3", outcome: .failure, after: SequenceWorld.minute)
    }
    #expect(try world.run().levels("password-guessed") == [.low])
    world.signIn("okta:acme:user:ann", from: "198.51.100.9")
    #expect(try world.run().levels("password-guessed") == [.low, .high])
  }

  @Test("a forgotten password at home is nothing")
  func forgotten() throws {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 4)
    for _ in 0..<20 { world.signIn("okta:acme:user:ann", from: "203.0.113.7", outcome: .failure) }
    world.signIn("okta:acme:user:ann", from: "203.0.113.7")
    #expect(try world.run().isEmpty)
  }

  // MARK: second factor

  private func push(_ world: SequenceWorld, _ count: Int) {
    for _ in 0..<count {
      world.act(
        "okta:acme:user:ann", "okta:user.mfa.okta_verify.deny_push", .authenticate, .factor, .medium,
        from: "198.51.100.9", outcome: .failure, after: SequenceWorld.minute
      ) { $0.human = .yes }
    }
  }

  @Test("three pushes refused, then one granted, is high")
  func fatigue() throws {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 4) { $0.human = .yes }
    push(world, 3)
    world.act(
      "okta:acme:user:ann", "okta:user.authentication.auth_via_mfa", .authenticate, .session, from: "198.51.100.9",
      after: SequenceWorld.minute
    ) { $0.human = .yes }
    let found = try world.run()
    #expect(found.levels("factor-fatigue") == [.low, .high])
    #expect(found.last { $0.kind.id == "behaviour-factor-fatigue" }?.count == 4)
  }

  @Test("two refusals, a long wait, or codes mistyped at home are no fatigue")
  func noFatigue() throws {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 4) { $0.human = .yes }
    push(world, 2)
    world.signIn("okta:acme:user:ann", from: "203.0.113.7")
    world.wait(SequenceWorld.hour)
    for _ in 0..<4 {
      world.act(
        "okta:acme:user:ann", "okta:user.authentication.auth_via_mfa", .authenticate, .session, from: "203.0.113.7",
        outcome: .failure
      ) { $0.reason = world.names.keep("INVALID_CREDENTIALS") }
    }
    world.signIn("okta:acme:user:ann", from: "203.0.113.7")
    #expect(try world.run().mediumOrAbove == [])
  }

  @Test(
    "vendors' ways to say no are understood",
    arguments: [
      ("duo", "authentication", "no_response"), ("duo", "authentication", "user_marked_fraud"),
      ("", "Sign-in activity", "500121"),
    ])
  func vendors(service: String, operation: String, reason: String) throws {
    let world = SequenceWorld()
    world.habit("x:acme:user:ann", from: "203.0.113.7", days: 4) { $0.human = .yes }
    for _ in 0..<6 {
      world.act(
        "x:acme:user:ann", "\(service):\(operation)", .authenticate, .session, from: "198.51.100.9", outcome: .failure,
        after: SequenceWorld.minute
      ) {
        $0.reason = world.names.keep(reason)
        $0.human = .yes
      }
    }
    world.signIn("x:acme:user:ann", from: "198.51.100.9")
    #expect(try world.run().highest("factor-fatigue") == .high)
  }

  // MARK: resets

  private func reset(by other: String, after: Int64, admin: Bool) -> SequenceWorld {
    let world = SequenceWorld()
    world.habit("okta:acme:user:ann", from: "203.0.113.7", days: 4) { $0.human = .yes }
    if admin {
      for person in 0..<4 {
        world.act(
          "okta:acme:user:ann", "okta:user.account.reset_password", .credential, .identity, .high, from: "203.0.113.7"
        ) {
          $0.human = .yes
          $0.targetIdentity = world.names.keep("okta:acme:user:p\(person)")
        }
      }
    }
    world.act(other, "okta:user.mfa.factor.reset_all", .factor, .factor, .critical, from: "203.0.113.7") {
      $0.targetIdentity = world.names.keep("okta:acme:user:ann")
      $0.human = .yes
    }
    world.signIn("okta:acme:user:ann", from: "198.51.100.9", after: after)
    return world
  }

  @Test("the help desk resets an administrator, who comes from elsewhere and gives rights: high")
  func helpDesk() throws {
    let world = reset(by: "okta:acme:user:desk", after: 10 * SequenceWorld.minute, admin: true)
    #expect(try world.run().levels("reset-then-sign-in") == [.medium])
    world.act(
      "okta:acme:user:ann", "okta:user.account.privilege.grant", .grant, .identity, .critical, from: "198.51.100.9"
    ) {
      $0.human = .yes
    }
    #expect(try world.run().levels("reset-then-sign-in") == [.medium, .high])
  }

  @Test("an ordinary person's new phone is context, and nothing after a day or at the usual place")
  func newPhone() throws {
    #expect(try reset(by: "okta:acme:user:desk", after: SequenceWorld.hour, admin: false).run().mediumOrAbove == [])
    let late = reset(by: "okta:acme:user:desk", after: 30 * SequenceWorld.hour, admin: true)
    #expect(try late.run().levels("reset-then-sign-in").isEmpty)
    let own = reset(by: "okta:acme:user:ann", after: SequenceWorld.hour, admin: true)
    #expect(try own.run().highest("reset-then-sign-in") == .low)
  }

  // MARK: console

  private func keyIdentity(profile: Bool, from address: String) -> SequenceWorld {
    let world = SequenceWorld()
    world.habit("aws:111122223333:user:backup", from: "203.0.113.7", days: 5) {
      $0.credential = world.names.keep("AKIAEXAMPLE")
      $0.credentialKind = .longLivedKey
    }
    if profile {
      world.act(
        "aws:111122223333:user:eve", "iam:CreateLoginProfile", .credential, .identity, .high, from: "198.51.100.9"
      ) {
        $0.targetIdentity = world.names.keep("aws:111122223333:user:backup")
      }
    }
    world.act("aws:111122223333:user:backup", "signin:ConsoleLogin", .authenticate, .session, .medium, from: address) {
      $0.human = .yes
      $0.credentialKind = .password
    }
    return world
  }

  @Test("an identity of keys at the console with a password just made, from elsewhere, is high")
  func console() throws {
    #expect(try keyIdentity(profile: true, from: "198.51.100.9").run().highest("machine-at-console") == .high)
    #expect(try keyIdentity(profile: true, from: "203.0.113.7").run().highest("machine-at-console") == .medium)
    #expect(try keyIdentity(profile: false, from: "203.0.113.7").run().highest("machine-at-console") == .low)
  }
}
