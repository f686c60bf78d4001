import Activity
import Expectations
import Testing

@Suite struct PlannedTests {
  private static let text = """
    networks:
      office: [203.0.113.0/24]
      runners: {addresses: [192.0.2.0/24], for: ['aws:*:role:deploy']}
    expect:
      - {name: deploys run on our runners, who: 'aws:*:role:deploy', from: [runners]}
    pipelines:
      - {name: deploys, who: 'aws:*:role:deploy', except: 'aws:*:user:oncall', owns: {tenants: ['1']}}
    break_glass: ['aws:1:root:root']
    leavers:
      - {identities: ['aws:1:user:gone'], left: 2026-01-01}
    planned:
      - {name: upgrade, ticket: CHG-7, who: ['aws:1:user:dba', 'aws:1:root:root'], from: 2026-03-02, until: 2026-03-02}
      - {name: clean up, who: everyone, from: '2026-03-02T09:00:00Z', until: '2026-03-02T11:00:00Z', resources: ['tmp-*']}
    """

  private func kinds(
    _ actor: String, from address: String = "198.51.100.9", at hours: Double = 0, targets: [String] = [],
    _ actClass: ActClass = .delete
  ) throws -> [DeclaredReason.Kind] {
    let time = Declared.time(hours)
    return try Declared(Self.text).expectations.reasons(
      for: DeclaredAct(
        actor: actor, tenant: "1", operation: "s3:DeleteBucket", actClass: actClass, targets: targets, address: address,
        first: time, last: time)
    ).map(\.kind)
  }

  @Test("named networks, a pipeline, who stands in for it, and planned work speak for a harmless cause")
  func reasons() throws {
    #expect(try kinds("aws:1:user:a") == [])
    #expect(try kinds("aws:1:user:a", from: "203.0.113.7") == [.network])
    #expect(try kinds("aws:1:user:oncall") == [.hand])
    #expect(try kinds("aws:1:role:deploy", from: "192.0.2.3") == [.network, .pipeline])
    #expect(try kinds("aws:1:role:deploy", from: "192.0.2.3", .dataRead) == [.network])
    #expect(try kinds("aws:1:user:dba") == [.planned])
    #expect(try kinds("aws:1:user:a", targets: ["tmp-1", "tmp-2"]) == [.planned])
  }

  @Test("a pipeline's credential elsewhere, who has left, and what goes beyond a plan are not explained")
  func unexplained() throws {
    #expect(try kinds("aws:1:role:deploy") == [])
    #expect(try kinds("aws:1:user:gone", from: "203.0.113.7") == [])
    #expect(try kinds("aws:1:user:dba", at: 15) == [])
    #expect(try kinds("aws:1:user:a", targets: ["tmp-1", "customers"]) == [])
    #expect(try kinds("aws:1:user:a", at: 2, targets: ["tmp-1"]) == [])
  }

  @Test("a break-glass identity is explained by planned work alone")
  func breakGlass() throws {
    #expect(try kinds("aws:1:root:root", from: "203.0.113.7") == [.planned])
    #expect(try kinds("aws:1:root:root", from: "203.0.113.7", at: 30) == [])
  }

  @Test(
    "planned work needs a name, who, a beginning and an end that is near",
    arguments: [
      ("{who: everyone, from: 2026-03-01, until: 2026-03-02}", "needs 'name'"),
      ("{name: x, from: 2026-03-01, until: 2026-03-02}", "needs 'who'"),
      ("{name: x, who: everyone, from: 2026-03-01}", "needs 'until'"),
      ("{name: x, who: everyone, from: 2026-03-03, until: 2026-03-01}", "begins with 'from'"),
      ("{name: x, who: everyone, from: 2026-03-01, until: 2026-12-31}", "at most 31 days"),
    ])
  func faults(_ entry: String, _ message: String) {
    let problems = Declared.problems("planned:\n  - \(entry)\n")
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
  }
}
