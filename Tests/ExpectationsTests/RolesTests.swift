import Activity
import Expectations
import Testing

@Suite struct RolesTests {
  static let text = """
    groups:
      oncall: [dave@example.com]
      platform: {members: ['aws:*:user:p-*'], peers: true}
    people:
      - email: bob@example.com
        also: [robert@example.com]
        accounts: ['github:acme:user:bobby', 'aws:*:user:bob']
    pipelines:
      - name: deploy
        who: aws:*:role:ci-deploy
        except: oncall
        owns: {tenants: ['444455556666']}
      - name: dns
        who: aws:*:role:dns
        owns: {services: [route53]}
    break_glass: ['aws:444455556666:root:*', 'aws:*:user:emergency']
    protected: ['aws:*:role:ci-deploy']
    leavers:
      - {email: bob@example.com, left: 2026-02-28}
    crown_jewels:
      - {name: customers, resources: ['arn:aws:s3:::customers*'], only: ['aws:*:role:app']}
      - {name: ledger, resources: ['arn:aws:rds:::ledger']}
    """

  func change(_ declared: Declared, _ actor: String, email: String? = nil, tenant: String = "444455556666")
    -> Observation
  {
    declared.act(
      actor, email: email, "ec2:TerminateInstances", tenant: tenant, actClass: .delete, sensitivity: .high)
  }

  @Test("production changed by hand is a breach; by its pipeline, by who may, or elsewhere it is none")
  func pipelines() throws {
    let declared = try Declared(Self.text)
    #expect(declared.kinds(change(declared, "aws:444455556666:role:ci-deploy")) == [])
    #expect(declared.kinds(change(declared, "aws:444455556666:user:dave", email: "dave@example.com")) == [])
    #expect(declared.kinds(change(declared, "aws:1:user:erin", tenant: "111122223333")) == [])
    let breaches = declared.check(change(declared, "aws:444455556666:user:erin"))
    #expect(breaches.map(\.kind.id) == ["expectation-by-hand"])
    #expect(breaches.first?.level == .high)
    #expect(breaches.first?.reasons.first?.en.contains("deploy") == true)
    let read = declared.act("aws:444455556666:user:erin", tenant: "444455556666", actClass: .read)
    #expect(declared.kinds(read) == [])
    let zone = declared.act(
      "aws:1:user:erin", "route53:ChangeResourceRecordSets", tenant: "1", actClass: .change)
    #expect(declared.kinds(zone) == ["expectation-by-hand"])
  }

  @Test("a change that was refused changed nothing")
  func refused() throws {
    let declared = try Declared(Self.text)
    var act = change(declared, "aws:444455556666:user:erin")
    act.outcome = .denied
    #expect(declared.kinds(act) == [])
  }

  @Test("use of a break-glass identity is high")
  func breakGlass() throws {
    let declared = try Declared(Self.text)
    let breaches = declared.check(declared.act("aws:444455556666:root:444455556666", kind: .root))
    #expect(breaches.map(\.kind.id) == ["expectation-break-glass"])
    #expect(breaches.map(\.level) == [.high])
    let names = declared.names
    #expect(declared.set.roles(of: declared.act("aws:444455556666:user:emergency"), names: names).isBreakGlass)
  }

  @Test("a leaver is known by every account and address of theirs, from the day after")
  func leavers() throws {
    let declared = try Declared(Self.text)
    for act in [
      declared.act("aws:444455556666:user:bob"), declared.act("github:acme:user:bobby"),
      declared.act("okta:acme:user:00u", email: "robert@example.com"),
      declared.act("aws:1:role:r", issuer: "aws:1:user:bob", kind: .role),
    ] {
      #expect(declared.kinds(act) == ["expectation-leaver"])
    }
    let before = declared.act("github:acme:user:bobby", at: Declared.time(-24 * 3))
    #expect(declared.kinds(before) == [])
    let expectations = declared.expectations
    #expect(expectations.leaver(identity: "github:acme:user:bobby", email: nil, at: Declared.time()) != nil)
    #expect(expectations.leaver(identity: nil, email: "robert@example.com", at: Declared.time(-72)) == nil)
    #expect(expectations.leaver(identity: "aws:1:user:erin", email: "erin@example.com", at: Declared.time()) == nil)
  }

  @Test("a crown jewel is for those named, and raises whatever touches it")
  func jewels() throws {
    let declared = try Declared(Self.text)
    let bucket = "arn:aws:s3:::customers-eu"
    let app = declared.act("aws:1:role:app", "s3:GetObject", target: bucket, kind: .role)
    #expect(declared.kinds(app) == [])
    let names = declared.names
    #expect(declared.set.crownJewel(of: app, names: names)?.name == "customers")
    let erin = declared.act("aws:1:user:erin", "s3:GetObject", target: bucket)
    #expect(declared.kinds(erin) == ["expectation-crown-jewel"])
    // A literal needs no text: even acts of low sensitivity are seen.
    var ledger = declared.act("aws:1:user:erin", "rds:DescribeDBInstances", target: "arn:aws:rds:::ledger")
    ledger.sensitivity = .low
    #expect(declared.set.crownJewel(of: ledger, names: names)?.name == "ledger")
  }

  @Test("an act of low sensitivity does not hide a jewel from a later one")
  func lateText() throws {
    let declared = try Declared(Self.text)
    let names = declared.names
    var act = declared.act("aws:1:user:erin", "s3:GetObject", target: "arn:aws:s3:::customers-us")
    act.sensitivity = .low
    #expect(declared.set.crownJewel(of: act, names: names) == nil)
    act.sensitivity = .high
    #expect(declared.set.crownJewel(of: act, names: names)?.name == "customers")
  }

  @Test("peers and protected identities are told")
  func others() throws {
    let declared = try Declared(Self.text)
    let names = declared.names
    #expect(declared.set.roles(of: declared.act("aws:1:user:p-7"), names: names).peerGroups == ["platform"])
    let pipeline = declared.set.roles(of: declared.act("aws:1:role:ci-deploy", kind: .role), names: names)
    #expect(pipeline.isProtected && pipeline.isPipeline && !pipeline.isBreakGlass)
  }

  @Test("what is declared explains a surprise, and only for whom it is declared")
  func explaining() throws {
    let declared = try Declared(
      """
      networks:
        office: {addresses: [203.0.113.0/24], country: JP}
        runners: {addresses: [198.51.100.0/24], kind: cloud, for: {kind: machine}}
      expect:
        - {name: travel, who: aws:*:user:sam, countries: [DE], agents: [browser], hours: daily 00:00-24:00}
      pipelines:
        - {name: deploy, who: 'aws:*:role:ci', owns: {tenants: ['9']}}
      """)
    let office = declared.act(from: "203.0.113.5")
    #expect(declared.explains(.network, office) && declared.explains(.country, office))
    #expect(!declared.explains(.network, declared.act(from: "198.51.100.5")))
    #expect(declared.explains(.network, declared.act("aws:1:role:x", from: "198.51.100.5", kind: .role)))
    let sam = declared.act("aws:1:user:sam", agent: "Mozilla/5.0", country: "DE")
    for aspect in [ExpectedAspect.country, .agent, .hour] { #expect(declared.explains(aspect, sam)) }
    #expect(!declared.explains(.country, declared.act("aws:1:user:sam", country: "RU")))
    let deploy = declared.act("aws:9:role:ci", "ec2:RunInstances", tenant: "9", actClass: .create, kind: .role)
    #expect(declared.explains(.operation, deploy))
    #expect(
      !declared.explains(.operation, declared.act("aws:9:user:eve", "ec2:RunInstances", tenant: "9", actClass: .create))
    )
  }
}
