import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("Joining")
struct JoiningTests {
  let high = AlertFixture.rule("high", .high)
  let medium = AlertFixture.rule("medium", .medium)
  let low = AlertFixture.rule("low", .low, ["attack.discovery"])

  func incidents(_ alerts: [AlertFixture], limits: IncidentLimits = IncidentLimits()) -> [Incident] {
    var builder = IncidentBuilder(limits: limits)
    for alert in alerts.sorted(by: { $0.at < $1.at }) { builder.add(alert.alert) }
    return builder.finish()
  }

  @Test("Alerts of one identity within a day are one incident, after a longer pause two")
  func identityWindow() {
    let hours: [Double] = [0, 20, 60]
    let found = incidents(hours.map { AlertFixture(rule: high, at: $0 * 3600, index: Int($0)) })
    #expect(found.map(\.alerts).sorted() == [1, 2])
  }

  @Test("Who makes a key for another identity is joined with what that identity then does")
  func createdKey() {
    let bob = "aws:111122223333:user:bob"
    let found = incidents([
      AlertFixture(
        rule: high, at: 0, targets: [.init(kind: "user", id: "bob", key: bob)], operation: "CreateAccessKey",
        actClass: .credential),
      AlertFixture(rule: medium, at: 7200, actor: bob, ip: "203.0.113.7", index: 1),
    ])
    #expect(found.count == 1)
    #expect(Set(found[0].identities.map(\.name)) == ["alice", "bob"])
  }

  @Test("Reading about another identity does not join")
  func readIdentity() {
    let bob = "aws:111122223333:user:bob"
    let found = incidents([
      AlertFixture(
        rule: high, at: 0, targets: [.init(kind: "user", id: "bob", key: bob)], operation: "GetUser", actClass: .read),
      AlertFixture(rule: medium, at: 7200, actor: bob, index: 1),
    ])
    #expect(found.count == 2)
  }

  @Test("A role belongs to the identity that stands behind its session")
  func assumedRole() {
    let found = incidents([
      AlertFixture(rule: high, at: 0),
      AlertFixture(
        rule: medium, at: 60, actor: "aws:111122223333:role:admin", issuer: "aws:111122223333:user:alice", index: 1),
      AlertFixture(
        rule: medium, at: 90, actor: "aws:444455556666:role:ops", issuer: "aws:111122223333:user:alice", index: 2),
    ])
    #expect(found.count == 1)
  }

  @Test("A role that two use joins them, one that many use joins nobody", arguments: [(2, 1), (3, 3), (6, 6)])
  func sharedRole(people: Int, expected: Int) {
    let found = incidents(
      (0..<people).map { person in
        AlertFixture(
          rule: high, at: Double(person) * 600, actor: "aws:111122223333:role:admin",
          issuer: "aws:111122223333:user:person\(person)", ip: "203.0.113.\(person + 1)", index: person)
      })
    #expect(found.count == expected)
  }

  @Test("A person let in through a role is the person, and titles the incident")
  func roleAsDoor() {
    let role = "aws:111122223333:role:admin"
    let found = incidents(
      (0..<3).map { person in
        AlertFixture(
          rule: high, at: Double(person) * 600, actor: "kubernetes:prod:user:person\(person)", issuer: role,
          ip: "203.0.113.\(person + 1)", index: person)
      })
    #expect(found.count == 3)
    for incident in found { #expect(incident.title.hasPrefix("person")) }
  }

  @Test("A role assumed in one record and acting in another is one chain")
  func sessionChain() {
    let role = "aws:111122223333:role:deploy"
    let found = incidents([
      AlertFixture(
        rule: medium, at: 0, targets: [.init(kind: "role", id: "deploy", key: role)], operation: "AssumeRole",
        actClass: .authenticate),
      AlertFixture(rule: high, at: 60, actor: role, index: 1),
    ])
    #expect(found.count == 1)
    #expect(found[0].graph.edges.contains { $0.kind == .assumed })
  }

  @Test("A key of one provider and a session of another from one new address are one incident")
  func providersByAddress() {
    let found = incidents([
      AlertFixture(rule: high, at: 0, ip: "203.0.113.9"),
      AlertFixture(rule: medium, at: 3600, actor: "github:acme:user:al1ce", ip: "203.0.113.9", index: 1),
    ])
    #expect(found.count == 1)
    #expect(found[0].providers == ["aws", "github"])
  }

  @Test("An address joins for six hours, not longer")
  func addressWindow() {
    let found = incidents([
      AlertFixture(rule: high, at: 0, ip: "203.0.113.9"),
      AlertFixture(rule: medium, at: 7 * 3600, actor: "github:acme:user:al1ce", ip: "203.0.113.9", index: 1),
    ])
    #expect(found.count == 2)
  }

  @Test("One e-mail address at two providers is one person")
  func providersByEmail() {
    let found = incidents([
      AlertFixture(rule: high, at: 0, email: "Alice@example.com"),
      AlertFixture(rule: medium, at: 7 * 3600, actor: "okta:acme:user:00u1", email: "alice@example.com", index: 1),
    ])
    #expect(found.count == 1)
  }

  @Test("An office's address glues nothing, whichever identity comes first", arguments: [9, 30])
  func sharedAddress(people: Int) {
    let found = incidents(
      (0..<people).map {
        AlertFixture(rule: medium, at: Double($0) * 60, actor: "okta:acme:user:p\($0)", ip: "198.51.100.1", index: $0)
      })
    #expect(found.count == people)
  }

  @Test("Low alerts count towards what an address is shared by")
  func sharedAddressByLowAlerts() {
    let people = (0..<10).map {
      AlertFixture(
        rule: $0 < 2 ? medium : low, at: Double($0) * 60, actor: "okta:acme:user:p\($0)", ip: "198.51.100.1", index: $0)
    }
    #expect(incidents(people).count == 2)
  }

  @Test("Few principals on one target are joined, many are not", arguments: [(3, 1), (6, 6)])
  func sharedTarget(people: Int, expected: Int) {
    let found = incidents(
      (0..<people).map {
        AlertFixture(
          rule: medium, at: Double($0) * 60, actor: "aws:111122223333:user:p\($0)",
          targets: [.init(kind: "bucket", id: "payroll")], index: $0)
      })
    #expect(found.count == expected)
  }

  @Test("The account as a target joins nobody")
  func accountTarget() {
    let found = incidents(
      (0..<2).map {
        AlertFixture(
          rule: medium, at: Double($0) * 60, actor: "aws:111122223333:user:p\($0)",
          targets: [.init(kind: "account", id: "111122223333")], index: $0)
      })
    #expect(found.count == 2)
  }

  @Test("A provider's service does not glue what it does for others, and its own doings are one incident")
  func services() {
    let service = "aws:111122223333:service:autoscaling.amazonaws.com"
    let found = incidents([
      AlertFixture(rule: high, at: 0, actor: service, targets: [.init(kind: "instance", id: "i-1")]),
      AlertFixture(
        rule: medium, at: 60, actor: service, targets: [.init(kind: "instance", id: "i-2")], operation: "B", index: 1),
      AlertFixture(rule: high, at: 90, targets: [.init(kind: "instance", id: "i-9")], index: 2),
      AlertFixture(
        rule: high, at: 95, actor: "aws:111122223333:user:bob", targets: [.init(kind: "instance", id: "i-8")], index: 3),
    ])
    #expect(found.count == 3)
  }

  @Test("Unknown actors are not one identity")
  func unknownActors() {
    let found = incidents(
      (0..<3).map {
        AlertFixture(
          rule: medium, at: Double($0), actor: "aws:111122223333:unknown:unknown", ip: "203.0.113.\($0)", index: $0)
      })
    #expect(found.count == 3)
  }

  @Test("Low and informational alerts never open an incident")
  func lowNeverOpens() {
    let informational = AlertFixture.rule("info", .informational)
    let found = incidents(
      (0..<500).map {
        AlertFixture(rule: $0 % 2 == 0 ? low : informational, at: Double($0), operation: "Op\($0)", index: $0)
      })
    #expect(found.isEmpty)
  }

  @Test("Low alerts before and after are drawn in, those of other days and identities are not")
  func lowIsDrawnIn() {
    let found = incidents([
      AlertFixture(rule: low, at: -3 * 86_400, index: 0),
      AlertFixture(rule: low, at: -3600, index: 1),
      AlertFixture(rule: high, at: 0, index: 2),
      AlertFixture(rule: low, at: 3600, index: 3),
      AlertFixture(rule: low, at: 3600, actor: "aws:111122223333:user:bob", index: 4),
      AlertFixture(rule: low, at: 4 * 86_400, index: 5),
    ])
    #expect(found.count == 1)
    #expect(found[0].alerts == 3)
    #expect(found[0].alertsByLevel == [.high: 1, .low: 2])
  }

  @Test("Low alerts raise the score")
  func lowRaisesScore() {
    let alone = incidents([AlertFixture(rule: high, at: 0)])
    let others = (0..<6).map { AlertFixture(rule: AlertFixture.rule("low\($0)", .low), at: 1, index: $0 + 1) }
    let together = incidents([AlertFixture(rule: high, at: 0)] + others)
    #expect(together[0].score > alone[0].score)
  }

  @Test("Low alerts do not bridge two incidents")
  func lowDoesNotBridge() {
    let found = incidents(
      [AlertFixture(rule: high, at: 0)]
        + (1..<10).map { AlertFixture(rule: low, at: Double($0) * 5 * 3600, index: $0) }
        + [AlertFixture(rule: high, at: 50 * 3600, index: 99)])
    #expect(found.count == 2)
    #expect(found.reduce(0) { $0 + $1.alerts } == 11)
  }

  @Test("A chain seen in low alerts only still puts the role's doings with those of who assumed it")
  func lowChain() {
    let role = "aws:111122223333:role:deploy"
    let session = Activity.Credential(id: "ASIAEXAMPLE", kind: .temporaryKey)
    let assumed = AlertFixture(
      rule: low, at: 60,
      targets: [.init(kind: "role", id: "deploy", key: role), .init(kind: "access_key", id: "ASIAEXAMPLE")],
      operation: "AssumeRole", actClass: .authenticate, index: 1)
    let acted = AlertFixture(rule: medium, at: 120, actor: role, credential: session, index: 2)
    let found = incidents([AlertFixture(rule: high, at: 0), assumed, acted])
    #expect(found.map(\.alerts) == [3])
    // Another's session of the same role is another's.
    var other = acted
    other.credential = .init(id: "ASIAOTHER", kind: .temporaryKey)
    #expect(incidents([AlertFixture(rule: high, at: 0), assumed, other]).count == 2)
  }

  @Test("A refused attempt to assume a role does not join")
  func refusedChain() {
    let role = "aws:111122223333:role:deploy"
    let found = incidents([
      AlertFixture(
        rule: medium, at: 0, targets: [.init(kind: "role", id: "deploy", key: role)], operation: "AssumeRole",
        actClass: .authenticate, outcome: .denied),
      AlertFixture(rule: high, at: 60, actor: role, index: 1),
    ])
    #expect(found.count == 2)
  }

  @Test("Each of many sessions of one role is followed")
  func manySessions() {
    let role = "aws:111122223333:role:deploy"
    let alerts = (0..<20).map {
      AlertFixture(
        rule: medium, at: Double($0),
        targets: [.init(kind: "role", id: "deploy", key: role), .init(kind: "access_key", id: "ASIA\($0)")],
        operation: "AssumeRole", actClass: .authenticate, index: $0)
    }
    let acted = AlertFixture(
      rule: high, at: 100, actor: role, credential: .init(id: "ASIA17", kind: .temporaryKey), index: 90)
    #expect(incidents(alerts + [acted]).count == 1)
  }

  @Test("Low alerts go to their own principal's incident")
  func lowGoesHome() {
    let role = "aws:111122223333:role:deploy"
    let found = incidents([
      AlertFixture(rule: medium, at: 0, actor: role, index: 0),
      AlertFixture(
        rule: low, at: 10, targets: [.init(kind: "role", id: "deploy", key: role)], operation: "GetRole",
        actClass: .read,
        index: 1),
      AlertFixture(rule: high, at: 600, index: 2),
    ])
    #expect(found.count == 2)
    #expect(found[0].alerts == 2 && found[0].level == .high)
  }
}
