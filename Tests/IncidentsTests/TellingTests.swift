import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("Score, title, story and what to do")
struct TellingTests {
  static let list = AlertFixture.rule("list", .low, ["attack.discovery", "attack.t1580"])
  static let key = AlertFixture.rule(
    "key", .high, ["attack.persistence", "attack.t1098.001"], response: ["revoke-access"])
  static let trail = AlertFixture.rule("trail", .high, ["attack.defense-evasion", "attack.t1562.008"])
  static let wipe = AlertFixture.rule("wipe", .critical, ["attack.impact", "attack.t1485"])

  static func campaign(outcome: Outcome = .success) -> [AlertFixture] {
    let access = Activity.Credential(id: "AKIAEXAMPLE", kind: .longLivedKey)
    var alerts = [
      AlertFixture(
        rule: list, at: 0, credential: access, ip: "203.0.113.9", operation: "DescribeInstances", actClass: .list),
      AlertFixture(
        rule: trail, at: 60, credential: access, ip: "203.0.113.9", targets: [.init(kind: "trail", id: "main")],
        operation: "StopLogging", actClass: .logging, resource: .log, sensitivity: .critical, outcome: outcome),
    ]
    for index in 0..<14 {
      alerts.append(
        AlertFixture(
          rule: wipe, at: 120 + Double(index), credential: access, ip: "203.0.113.9",
          targets: [.init(kind: "instance", id: "i-\(index)")], operation: "TerminateInstances", actClass: .delete,
          resource: .compute, sensitivity: .high, outcome: outcome, index: 10 + index))
    }
    for index in 0..<6 {
      alerts.append(
        AlertFixture(
          rule: wipe, at: 300 + Double(index), actor: "github:acme:user:alice", ip: "203.0.113.9",
          targets: [.init(kind: "repository", id: "acme/r\(index)")], operation: "repo.destroy", service: "",
          actClass: .delete, resource: .repository, sensitivity: .high, outcome: outcome, index: 40 + index,
          path: "logs/github.json"))
    }
    return alerts
  }

  func incident(_ alerts: [AlertFixture]) throws -> Incident {
    var builder = IncidentBuilder()
    for alert in alerts { builder.add(alert.alert) }
    let incidents = builder.finish()
    #expect(incidents.count == 1)
    return try #require(incidents.first)
  }

  @Test("The title says who did what to how much, where, after what and from where")
  func title() throws {
    let incident = try incident(Self.campaign())
    #expect(
      incident.title
        == "alice deleted 14 instances in AWS and 6 repositories in GitHub after weakening audit logging from 203.0.113.9"
    )
    #expect(incident.level == .critical)
    #expect(incident.score >= 90)
    #expect(incident.tactics == [.discovery, .defenseEvasion, .impact])
  }

  @Test("What was refused was tried, and weighs less")
  func refused() throws {
    let done = try incident(Self.campaign())
    let tried = try incident(Self.campaign(outcome: .denied))
    #expect(tried.title.hasPrefix("alice tried to delete 14 instances in AWS and 6 repositories in GitHub"))
    #expect(tried.score < done.score)
    #expect(tried.level == .high)
    #expect(tried.story.contains("refused"))
  }

  @Test("The story names times, accounts, stages and the gravest detection")
  func story() throws {
    let story = try incident(Self.campaign()).story
    #expect(story.contains("111122223333"))
    #expect(story.contains("It began with discovery"))
    #expect(story.contains("impact"))
    #expect(story.contains("Rule wipe"))
  }

  @Test("The story is told in Japanese too")
  func japanese() throws {
    let narrative = try incident(Self.campaign()).narrative(in: .japanese)
    #expect(narrative.title.contains("AWS のインスタンス 14 件と GitHub のリポジトリ 6 件を削除した"))
    #expect(narrative.story.contains("アラート"))
  }

  @Test("What to do names the key, the people and what to mend")
  func actions() throws {
    let texts = try incident(Self.campaign()).actions.map(\.text)
    #expect(texts.first == "Disable the access key AKIAEXAMPLE of alice.")
    #expect(texts.contains { $0.hasPrefix("Remove alice from acme in GitHub") })
    #expect(texts.contains { $0.hasPrefix("Turn logging back on in AWS: main.") })
    #expect(
      texts.contains {
        $0.hasPrefix("Restore i-0, i-1, i-10 and 11 more in AWS")
          || $0.hasPrefix("Restore i-0, i-1, i-2 and 11 more in AWS")
      })
    #expect(texts.contains { $0.hasPrefix("Restore acme/r0, acme/r1, acme/r2 and 3 more in GitHub") })
  }

  @Test("Rules' playbooks are named")
  func playbooks() throws {
    let found = try incident([AlertFixture(rule: Self.key, at: 0)])
    #expect(found.playbooks == ["revoke-access"])
  }

  @Test("A chain of tactics that ends in impact is critical without a critical rule")
  func convincingChain() throws {
    let high = { (id: String, tactic: String) in AlertFixture.rule(id, .high, ["attack.\(tactic)"]) }
    let tactics = ["initial-access", "persistence", "discovery", "impact"]
    let alerts = tactics.enumerated().map { index, tactic in
      AlertFixture(rule: high("r\(index)", tactic), at: Double(index) * 60, operation: "Op\(index)", index: index)
    }
    #expect(try incident(alerts).level == .critical)
    #expect(try incident(Array(alerts.dropLast())).level == .high)
  }

  @Test("One high alert is high, one medium alert is medium, a refused critical one is high")
  func levels() throws {
    #expect(try incident([AlertFixture(rule: Self.key, at: 0)]).level == .high)
    #expect(try incident([AlertFixture(rule: AlertFixture.rule("m", .medium), at: 0)]).level == .medium)
    #expect(try incident([AlertFixture(rule: Self.wipe, at: 0, outcome: .denied)]).level == .high)
  }

  @Test("Low acts of many tactics lift no two mediums; three different ones are high", arguments: [2, 3])
  func lowCompany(mediums: Int) throws {
    let tactics = [
      "initial-access", "execution", "persistence", "discovery", "lateral-movement", "collection", "impact",
    ]
    let low = tactics.enumerated().map { index, tactic in
      AlertFixture(
        rule: AlertFixture.rule("low\(index)", .low, ["attack.\(tactic)"]), at: Double(index) * 60,
        operation: "Low\(index)", index: index)
    }
    let medium = ["discovery", "lateral-movement", "impact"].prefix(mediums).enumerated().map { index, tactic in
      AlertFixture(
        rule: AlertFixture.rule("medium\(index)", .medium, ["attack.\(tactic)"]), at: 500 + Double(index) * 60,
        operation: "Medium\(index)", actClass: .delete, sensitivity: .critical, index: 50 + index)
    }
    let found = try incident(low + medium)
    #expect(found.scoring.chain >= 0.3)
    #expect(found.level == (mediums == 3 ? .high : .medium))
  }

  @Test("What was found without a rule was judged with its refusals already")
  func judgedRefusal() throws {
    let found = AlertFixture.rule("behaviour-key-exploring", .high, ["attack.discovery"], kind: .behaviour)
    let matched = AlertFixture.rule("matched", .high, ["attack.discovery"])
    #expect(try incident([AlertFixture(rule: found, at: 0, outcome: .failure)]).level == .high)
    #expect(try incident([AlertFixture(rule: matched, at: 0, outcome: .failure)]).level == .medium)
  }

  @Test("Counts saturate: a thousand of one act do not make a campaign")
  func saturation() throws {
    let medium = AlertFixture.rule("m", .medium)
    let many = try incident((0..<1000).map { AlertFixture(rule: medium, at: Double($0), index: $0) })
    #expect(many.level == .medium)
    #expect(many.score < 40)
  }

  @Test("The graph is bounded and counts what it leaves out")
  func graph() throws {
    let medium = AlertFixture.rule("m", .medium)
    let found = try incident(
      (0..<60).map {
        AlertFixture(
          rule: medium, at: Double($0), ip: "203.0.113.\($0)", targets: [.init(kind: "bucket", id: "b\($0)")], index: $0
        )
      })
    #expect(found.graph.nodes.count <= 4 * IdentityGraph.limit)
    #expect(found.graph.hidden[.address] == 53)
    #expect(found.graph.edges.allSatisfy { found.graph.nodes.indices.contains($0.to) })
  }

  @Test("Worst first")
  func order() {
    var builder = IncidentBuilder()
    let levels: [Level] = [.medium, .critical, .high]
    for (index, level) in levels.enumerated() {
      builder.add(
        AlertFixture(rule: AlertFixture.rule("\(level)", level), at: 0, actor: "aws:1:user:u\(index)", index: index)
          .alert)
    }
    #expect(builder.finish().map(\.level) == [.critical, .high, .medium])
  }

  @Test(
    "Times are taken apart without a library",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400_000_000, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_748_056_455_920_000, "2025-05-24T03:14:15.92Z"), (4_102_444_799_000_000, "2099-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func times(microseconds: Int64, expected: String) {
    #expect(UTCTime(microseconds: microseconds).rfc3339 == expected)
  }
}
