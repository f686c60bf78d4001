import Activity
import Expectations
import Testing

@Suite struct SnippetTests {
  @Test(
    "what is offered to quieten a surprise is valid, explains it, and makes a breach of nothing",
    arguments: [
      "behaviour-impossible-travel", "behaviour-new-origin", "behaviour-first-admin-act",
      "behaviour-machine-identity-in-console",
    ])
  func declarations(_ rule: String) throws {
    let snippet = QuietingSnippet(
      rule: rule, actor: "aws:111122223333:user:o'neil", address: "192.0.2.1", country: "jp",
      agent: "aws-cli/2.15 Python", operation: "ec2:RunInstances", target: "i-1", time: Declared.time(13.5))
    #expect(!snippet.declarations.isEmpty)
    for quieting in snippet.declarations {
      let text = try #require(quieting.applied(to: ""))
      #expect(Declared.problems(text) == [], "\(text)")
      let declared = try Declared(text)
      let act = declared.act(
        "aws:111122223333:user:o'neil", from: "192.0.2.1", agent: "aws-cli/2.15 Python", at: Declared.time(13.5),
        "ec2:RunInstances", actClass: .create, country: "JP")
      #expect(ExpectedAspect.allCases.contains { declared.explains($0, act) })
      for other in [act, declared.act("aws:111122223333:user:o'neil", from: "198.51.100.9", agent: "curl/8")] {
        #expect(declared.kinds(other) == [])
      }
    }
  }

  /// One file that every kind of breach is a breach of, and an act that is.
  private static let file = """
    # Kept by hand.
    networks:
      office: [203.0.113.0/24]
    expect:
      - name: alice   # all of her ways
        who: aws:111122223333:user:alice
        from:
          - office
        countries: [JP]
        agents: [browser]
        devices:
        - laptop-1
        hours: ['mon-fri 00:00-09:00']
        operations: ['ec2:Describe*']
        resources: ['i-*']
    pipelines:
      - who: 'aws:*:role:deploy'
        name: deploys
        owns: {tenants: ['111122223333'], classes: [delete]}
    crown_jewels:
      - name: customers
        resources: [vault]
        only: ['aws:*:role:app']
    """

  @Test(
    "a breach is quietened by the line that is offered for its entry, and only its own kind is",
    arguments: BreachKind.all.filter { QuietingRemedy.of($0.id) == .entry })
  func lines(_ kind: FindingKind) throws {
    func breaches(_ text: String) throws -> [Finding] {
      let declared = try Declared(text)
      return declared.check(
        declared.act(
          from: "198.51.100.7", agent: "Boto3/1.34", device: "phone", "s3:DeleteBucket", target: "vault",
          actClass: .delete, country: "BR"))
    }
    let before = try breaches(Self.file)
    let breach = try #require(before.first { $0.kind == kind })
    let snippet = QuietingSnippet(
      rule: kind.id, actor: "aws:111122223333:user:alice", address: "198.51.100.7", country: "BR", agent: "Boto3/1.34",
      device: "phone", operation: "s3:DeleteBucket", target: "vault", time: Declared.time(), group: breach.group,
      reasons: breach.reasons.map(\.en), file: try Declared(Self.file).expectations.file)
    #expect(snippet.declarations.count == 1)
    let changed = try #require(snippet.declarations.first?.applied(to: Self.file))
    #expect(Declared.problems(changed) == [], "\(changed)")
    #expect(changed.contains("# Kept by hand."))
    let after = try breaches(changed)
    #expect(Set(after.map(\.kind)) == Set(before.map(\.kind)).subtracting([kind]), "\(changed)")
  }

  @Test("entries are put under the keys that a file has, as it indents them; a list in brackets is left alone")
  func entries() throws {
    let entries = "expect:\n  - name: 'b'\n    who: everyone\n    countries: [JP]\nmute:\n  - rule: 'x'"
    let file = "# mine\nexpect:   # ways\n- name: a\n  who: everyone\n  hours: daily 00:00-24:00\n"
    let changed = try #require(Quieting.entries(entries).applied(to: file))
    #expect(
      changed == """
        # mine
        expect:   # ways
        - name: 'b'
          who: everyone
          countries: [JP]
        - name: a
          who: everyone
          hours: daily 00:00-24:00
        mute:
          - rule: 'x'

        """)
    #expect(Quieting.entries(entries).applied(to: "expect: [{name: a, who: everyone, countries: [JP]}]\n") == nil)
  }

  @Test("the mute that is offered mutes the alert that it is offered for, and nobody else's")
  func mute() throws {
    let snippet = QuietingSnippet(
      rule: "5d1c", actor: "aws:1:user:a*", address: "192.0.2.1", target: "x\ny: '", time: Declared.time())
    let text = snippet.mute(today: Declared.time() / 86_400_000_000)
    var ledger = MuteLedger(try Declared(text).expectations)
    #expect(ledger.mute(for: MuteQuestion(rule: "5d1c", actor: "aws:1:user:a*", time: Declared.time())) != nil)
    #expect(ledger.mute(for: MuteQuestion(rule: "5d1c", actor: "aws:1:user:abc", time: Declared.time())) == nil)
    #expect(text.contains("until: 2026-04-01"))
  }

  @Test("what is about an address is muted by it, whoever it meets next")
  func address() throws {
    for (rule, group) in [("behaviour-password-spraying", []), ("intel-indicator-seen", ["indicator=192.0.2.1"])] {
      let snippet = QuietingSnippet(
        rule: rule, actor: "okta:acme:user:a", address: "192.0.2.1", time: Declared.time(), group: group)
      var ledger = MuteLedger(try Declared(snippet.mute(today: 0)).expectations)
      let other = MuteQuestion(rule: rule, actor: "okta:acme:user:b", address: "192.0.2.1", time: Declared.time())
      #expect(ledger.mute(for: other) != nil)
    }
  }

  @Test(
    "rules, intelligence, leavers and break-glass identities have a mute only",
    arguments: [
      "04cb0f2c-ff25", "intel-indicator-seen", "expectation-leaver", "expectation-break-glass",
      "behaviour-burst-deletion", "behaviour-destruction-spree",
    ])
  func muteOnly(_ rule: String) {
    let snippet = QuietingSnippet(rule: rule, actor: "aws:1:user:a", address: "192.0.2.1", agent: "curl/8", time: 1)
    #expect(snippet.declarations.isEmpty)
    #expect(snippet.mute(today: 0).contains("who: ['aws:1:user:a']"))
  }
}
