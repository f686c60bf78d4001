import Activity
import Expectations
import Testing

@Suite struct CheckingTests {
  static let office = """
    networks:
      tokyo-office: {addresses: [203.0.113.0/24], country: JP}
      vpn: {addresses: ['198.51.100.7'], kind: vpn}
    groups:
      admins: ['aws:*:user:alice', carol@example.com]
    expect:
      - name: Administrators work from the office
        who: admins
        from: [tokyo-office, vpn]
        countries: [JP]
        agents: [aws-cli, browser, Terraform-run]
        hours: mon-fri 08:00-20:00 Asia/Tokyo

    """

  @Test("a declared network is quiet, another one is a breach with the line that declares it")
  func network() throws {
    let declared = try Declared(Self.office)
    let noon = Declared.time(-7)  // 12:00 in Tokyo
    #expect(declared.kinds(declared.act(from: "203.0.113.9", at: noon)) == [])
    #expect(declared.kinds(declared.act(from: "198.51.100.7", at: noon)) == [])
    let breaches = declared.check(declared.act(from: "192.0.2.1", at: noon))
    #expect(breaches.map(\.kind.id) == ["expectation-network"])
    let reason = try #require(breaches.first?.reasons.first)
    #expect(reason.en.contains("192.0.2.1") && reason.en.contains("tokyo-office") && reason.en.contains("expect.yml:7"))
    #expect(reason.ja.contains("192.0.2.1") && reason.ja.contains("申告"))
  }

  @Test("who is not concerned is not held to it")
  func others() throws {
    let declared = try Declared(Self.office)
    #expect(declared.kinds(declared.act("aws:111122223333:user:bob", from: "192.0.2.1", at: Declared.time(-7))) == [])
  }

  @Test("a person is known by e-mail in every provider, and behind a session")
  func email() throws {
    let declared = try Declared(Self.office)
    let noon = Declared.time(-7)
    let okta = declared.act("okta:acme:user:00u1", email: "Carol@example.com", from: "192.0.2.1", at: noon)
    #expect(declared.kinds(okta) == ["expectation-network"])
    let session = declared.act(
      "aws:111122223333:role:admin", issuer: "aws:111122223333:user:alice", from: "192.0.2.2", at: noon, kind: .role)
    #expect(declared.kinds(session) == ["expectation-network"])
  }

  @Test("hours are the zone's own, by weekday")
  func hours() throws {
    let declared = try Declared(Self.office)
    #expect(declared.kinds(declared.act(from: "203.0.113.9", at: Declared.time(0.9))) == [])  // 19:54 Monday
    #expect(declared.kinds(declared.act(from: "203.0.113.9", at: Declared.time(1))) == ["expectation-hours"])  // 20:00
    let sunday = Declared.time(-24 - 7)
    #expect(declared.kinds(declared.act(from: "203.0.113.9", at: sunday)) == ["expectation-hours"])
  }

  @Test("a night shift may end on the next day, and the week may wrap")
  func night() throws {
    let declared = try Declared(
      "expect:\n  - {name: night, who: everyone, hours: 'sun 22:00-06:00'}\n")
    #expect(declared.kinds(declared.act(at: Declared.time(-5))) == [])  // 05:00 on Monday
    #expect(declared.kinds(declared.act(at: Declared.time(-4))) == ["expectation-hours"])  // 06:00
    #expect(declared.kinds(declared.act(at: Declared.time(-11.5))) == [])  // 22:30 on Sunday
  }

  @Test("summer time moves the hours of a zone that has it")
  func summerTime() throws {
    let declared = try Declared(
      "expect:\n  - {name: day, who: everyone, hours: 'daily 09:00-17:00 Europe/Berlin'}\n")
    #expect(declared.kinds(declared.act(at: Declared.time(-2))) == [])  // 08:00 UTC, 09:00 in winter
    let may = Declared.time(24 * 70)
    #expect(declared.kinds(declared.act(at: may - 3 * 3_600_000_000)) == [])  // 07:00 UTC, 09:00 in summer
    #expect(declared.kinds(declared.act(at: may + 5 * 3_600_000_000)) == ["expectation-hours"])  // 17:00 in summer
  }

  @Test("a country is the record's own word, else what is known of the address, else nothing")
  func country() throws {
    let declared = try Declared(
      "expect:\n  - {name: home, who: everyone, countries: [JP, NO]}\n")
    #expect(declared.kinds(declared.act(country: "RU")) == ["expectation-country"])
    #expect(declared.kinds(declared.act(country: "no")) == [])
    #expect(declared.kinds(declared.act(from: "192.0.2.1")) == [])
    var facts = AddressFacts()
    facts.country = "RU"
    declared.facts["192.0.2.77"] = facts
    #expect(declared.kinds(declared.act("aws:1:user:x:y", from: "192.0.2.77")) == ["expectation-country"])
  }

  @Test("agents are held to families, beginnings and patterns")
  func agents() throws {
    let declared = try Declared(Self.office)
    let noon = Declared.time(-7)
    for agent in ["aws-cli/2.15", "Mozilla/5.0 (Macintosh)", "terraform-run/7"] {
      #expect(declared.kinds(declared.act(from: "203.0.113.9", agent: agent, at: noon)) == [])
    }
    #expect(
      declared.kinds(declared.act(from: "203.0.113.9", agent: "python-requests/2.31", at: noon)) == [
        "expectation-agent"
      ])
  }

  @Test("devices, operations and resources are held to their patterns")
  func patterns() throws {
    let declared = try Declared(
      """
      expect:
        - name: backup
          who: aws:*:role:backup
          devices: [MAC-*]
          operations: ['s3:*', 'ec2:CreateSnapshot']
          resources: ['arn:aws:s3:::backup-*', 'arn:aws:s3:::archive']
      """)
    let role = "aws:111122223333:role:backup"
    let good = declared.act(role, device: "mac-17", "s3:PutObject", target: "arn:aws:s3:::backup-7/x", kind: .role)
    #expect(declared.kinds(good) == [])
    let bad = declared.act(role, device: "WIN-1", "iam:CreateUser", target: "arn:aws:iam::1:user/x", kind: .role)
    #expect(
      declared.kinds(bad) == ["expectation-device", "expectation-operation", "expectation-resource"])
  }

  @Test("what an entry says must hold whatever another entry allows, but for whom it excepts")
  func severalEntries() throws {
    let declared = try Declared(
      """
      expect:
        - {name: all, who: everyone, countries: [JP, DE]}
        - {name: admins, who: 'aws:*:user:admin-*', except: 'aws:*:user:admin-jo', countries: [JP]}
      """)
    #expect(declared.kinds(declared.act("aws:1:user:admin-al", country: "DE")) == ["expectation-country"])
    #expect(declared.kinds(declared.act("aws:1:user:admin-jo", country: "DE")) == [])
  }

  @Test("the same breach is told once a day, and again where it is graver")
  func folding() throws {
    let declared = try Declared("expect:\n  - {name: home, who: everyone, countries: [JP]}\n")
    #expect(declared.check(declared.act(country: "RU")).map(\.level) == [.medium])
    #expect(declared.check(declared.act(at: Declared.time(1), country: "RU")).isEmpty)
    #expect(declared.set.folded == 1)
    #expect(
      declared.check(declared.act(at: Declared.time(2), sensitivity: .high, country: "RU")).map(\.level) == [.high])
    #expect(declared.check(declared.act(at: Declared.time(3), country: "BR")).count == 1)
    #expect(declared.check(declared.act(at: Declared.time(24), country: "RU")).count == 1)
  }

  @Test("what was refused counts a level less, and an act that matters to nobody, too")
  func levels() throws {
    let declared = try Declared("expect:\n  - {name: home, who: everyone, countries: [JP]}\n")
    #expect(declared.check(declared.act(outcome: .denied, country: "RU")).map(\.level) == [.low])
    #expect(declared.check(declared.act("aws:1:user:q:q", sensitivity: .none, country: "RU")).map(\.level) == [.low])
  }

  @Test("acts below an entry's sensitivity are not held against it")
  func sensitivity() throws {
    let declared = try Declared(
      "expect:\n  - {name: home, who: everyone, countries: [JP], sensitivity: high}\n")
    #expect(declared.kinds(declared.act(sensitivity: .medium, country: "RU")) == [])
    #expect(declared.kinds(declared.act(sensitivity: .high, country: "RU")) == ["expectation-country"])
  }

  @Test("what a provider's service does for someone is not held against where it runs")
  func callingService() throws {
    let declared = try Declared(Self.office)
    var act = declared.act(agent: "cloudformation.amazonaws.com", at: Declared.time(-7))
    act.callingService = declared.names.keep("cloudformation.amazonaws.com")
    #expect(declared.kinds(act) == [])
  }

  @Test("an address that is none breaches nothing")
  func noAddress() throws {
    let declared = try Declared(Self.office)
    #expect(declared.kinds(declared.act(from: "AWS Internal", at: Declared.time(-7))) == [])
  }

  @Test("the same acts breach the same in a fresh set")
  func deterministic() throws {
    func run() throws -> [String] {
      let declared = try Declared(Self.office)
      var found: [String] = []
      for index in 0..<500 {
        let act = declared.act(
          "aws:111122223333:user:\(index % 3 == 0 ? "alice" : "bob\(index)")", from: "192.0.2.\(index % 250)",
          at: Declared.time(-7 + Double(index) / 100))
        found += declared.check(act).map { "\($0.kind.id) \($0.reasons[0].en)" }
      }
      return found
    }
    let first = try run()
    #expect(!first.isEmpty)
    #expect(try run() == first)
  }
}
