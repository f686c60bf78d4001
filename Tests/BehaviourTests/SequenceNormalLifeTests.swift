import Activity
import Behaviour
import Testing

@Suite("Sequences: normal life") struct SequenceNormalLifeTests {
  /// Sixty people for 30 days: office and home, cafés, trips, mistyped passwords and codes, new phones, roles, keys of
  /// their own, a leaver; servers behind gateways; a pipeline on ever other networks that builds and tears down.
  private func month(seed: UInt64) -> SequenceWorld {
    let world = SequenceWorld()
    var random = SeededGenerator(state: seed)
    for day in 0..<30 {
      for person in 0..<60 where day < 25 || person != 7 {
        let home = "101.1.\(person).9"
        let away = "102.\(random.below(200)).\(random.below(200)).4"
        let office = "203.0.113.\(random.below(3))"
        let place = random.below(30) == 0 ? away : random.below(2) == 0 ? home : office
        let okta = "okta:acme:user:p\(person)"
        func human(_ o: inout Observation) {
          o.human = .yes
          o.email = world.names.keep("p\(person)@example.com")
        }
        for _ in 0..<(random.below(12) == 0 ? 1 + random.below(4) : 0) {
          world.signIn(okta, from: place, outcome: .failure, after: 20_000_000, human)
        }
        if random.below(60) == 0 {
          world.act("okta:acme:user:p1", "okta:user.mfa.factor.reset_all", .factor, .factor, .critical, from: office) {
            human(&$0)
            $0.email = world.names.keep("p1@example.com")
            $0.targetIdentity = world.names.keep(okta)
          }
        }
        world.signIn(okta, from: place, after: 30_000_000) {
          human(&$0)
          $0.credential = world.names.keep("s\(person)-\(day)")
        }
        guard person < 20 else { continue }
        let user = "aws:111122223333:user:p\(person)"
        let role = "aws:111122223333:role:\(random.below(15) == 0 ? "admin" : "dev")"
        world.act(user, "sts:AssumeRole", .authenticate, .role, from: place) {
          human(&$0)
          $0.targetIdentity = world.names.keep(role)
          $0.targetCredential = world.names.keep("ASIA\(person)-\(day)")
        }
        for _ in 0..<4 {
          let deletes = random.below(8) == 0
          world.act(
            role, deletes ? "ec2:TerminateInstances" : "s3:GetObject", deletes ? .delete : .dataRead,
            deletes ? .compute : .storage, deletes ? .high : .low, from: place
          ) {
            $0.credential = world.names.keep("ASIA\(person)-\(day)")
            $0.credentialKind = .temporaryKey
          }
        }
        if day % 10 == person % 10 {
          world.act(user, "iam:CreateAccessKey", .credential, .identity, .high, from: place) {
            human(&$0)
            $0.targetCredential = world.names.keep("AKIA\(person)-\(day)")
          }
        }
      }
      if day == 25 {
        world.act(
          "okta:acme:user:p1", "okta:user.lifecycle.deactivate", .revoke, .identity, .medium, from: "203.0.113.1"
        ) {
          $0.targetIdentity = world.names.keep("okta:acme:user:p7")
        }
      }
      for server in 0..<30 {
        for step in 0..<4 {
          let exit = step == 3 ? "10.0.0.\(server)" : "198.51.100.\(server % 3)"
          world.act("aws:111122223333:role:web", "s3:GetObject", .dataRead, .storage, from: exit) {
            $0.credential = world.names.keep("ASIAW\(server)-\(day)")
            $0.credentialKind = .workload
            $0.device = world.names.keep("i-0\(server)")
            $0.human = .no
          }
        }
      }
      for step in 0..<6 {
        let runner = "104.\(random.below(200)).\(random.below(200)).8"
        let tears = step > 3
        world.act(
          "aws:111122223333:role:pipeline", tears ? "ec2:DeleteSnapshot" : "rds:DeleteDBInstance", .delete,
          tears ? .snapshot : .database, .high, from: runner
        ) {
          $0.credential = world.names.keep("ASIAP\(day)-\(step / 3)")
          $0.credentialKind = .temporaryKey
          $0.human = .no
        }
      }
      let midnight = (world.clock / SequenceWorld.day + 1) * SequenceWorld.day
      world.clock = midnight
    }
    return world
  }

  @Test("a month of sixty people raises no more than three above low", arguments: 1...4)
  func month(seed: Int) throws {
    let world = month(seed: UInt64(seed))
    var found: [BehaviourFinding] = []
    let sequences = Sequences(options: world.options, names: world.names)
    for record in world.records { sequences.observe(record) { found.append($0) } }
    sequences.finish { found.append($0) }
    let medium = found.mediumOrAbove
    #expect(medium.count <= 3, "\(medium)")
    #expect(found.count > 10, "context is still given")
  }
}
