import Activity
import Expectations
import Foundation
import Testing

@Suite struct SuggestingTests {
  /// Four weeks of a small firm: an office, homes, a pipeline, a root user, someone who left.
  func month() throws -> (declared: Declared, acts: [Observation]) {
    let declared = try Declared("")
    var acts: [Observation] = []
    for day in 0..<28 where day % 7 < 5 {
      for person in 0..<6 {
        let email = "p\(person)@example.com"
        for hour in 0..<8 {
          // 10:00 in Tokyo is 01:00 UTC.
          let time = Declared.time(Double(day * 24 - 9 + hour))
          let address = hour < 7 ? "203.0.113.\(10 + person)" : "198.51.100.\(person)"
          var act = declared.act(
            "aws:111122223333:user:p\(person)", email: email, from: address, agent: "Mozilla/5.0", at: time,
            country: "JP")
          act.human = .yes
          acts.append(act)
        }
        var okta = declared.act(
          "okta:acme:user:00u\(person)", email: email, from: "203.0.113.\(10 + person)",
          at: Declared.time(Double(day * 24 - 9)),
          country: "JP")
        okta.human = .yes
        acts.append(okta)
      }
      for change in 0..<10 {
        acts.append(
          declared.act(
            "aws:444455556666:role:ci-deploy", from: "192.0.2.50", agent: "HashiCorp Terraform/1.6",
            at: Declared.time(Double(day * 24 + change)), "ec2:RunInstances", tenant: "444455556666", actClass: .create,
            kind: .role))
      }
    }
    acts.append(declared.act("aws:444455556666:root:444455556666", at: Declared.time(30), kind: .root))
    var gone = declared.act(
      "okta:acme:user:00uadmin", at: Declared.time(50), "okta:user.lifecycle.deactivate", target: "bob@example.com",
      actClass: .revoke)
    gone.targetIdentity = declared.names.keep("okta:acme:user:00ubob")
    acts.append(gone)
    var back = gone
    back.targetIdentity = declared.names.keep("okta:acme:user:00ucarol")
    acts.append(back)
    back.operation = declared.names.keepOperation(service: "okta", operation: "user.lifecycle.reactivate")
    back.actClass = .enable
    back.time = Declared.time(60)
    acts.append(back)
    return (declared, acts)
  }

  @Test("logs without a time, or with nothing at all, give a valid file that proposes nothing")
  func nothing() throws {
    let declared = try Declared("")
    for acts in [[], [declared.act(email: "a@example.com", from: "203.0.113.10", at: 0)]] {
      var suggester = ExpectationSuggester(names: declared.names)
      for act in acts { suggester.add(act) }
      let file = try ExpectationReader.read(Array(suggester.yaml().utf8), file: "suggested.yml").get()
      #expect(file.networks.isEmpty && file.people.isEmpty && file.leavers.isEmpty)
    }
  }

  @Test("the proposal is a valid file that says what the logs show")
  func proposal() throws {
    let (declared, acts) = try month()
    var suggester = ExpectationSuggester(names: declared.names)
    for act in acts { suggester.add(act) }
    let text = suggester.yaml()
    let file = try ExpectationReader.read(Array(text.utf8), file: "suggested.yml").get()
    let office = try #require(file.networks.first)
    #expect(file.networks.count == 2)
    #expect(office.country == "JP")
    #expect(office.ranges.map(\.text) == ["203.0.113.0/24"] || office.ranges.map(\.text) == ["198.51.100.0/24"])
    // Ways of working are for people to decide: they stand there as comments, which are valid once they are none.
    #expect(file.expectations.isEmpty)
    var isEntry = false
    let uncommented = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
      if line == "# expect:" { isEntry = true }
      if !line.hasPrefix("#") { isEntry = false }
      return isEntry ? line.dropFirst(2) : line
    }.joined(separator: "\n")
    let decided = try ExpectationReader.read(Array(uncommented.utf8), file: "suggested.yml").get()
    let usual = try #require(decided.expectations.first)
    #expect(usual.countries == ["JP"])
    #expect(usual.hours?.map(\.text) == ["mon-fri 09:00-19:00 Asia/Tokyo"])
    #expect(file.people.count == 6)
    #expect(file.people.first?.accounts.map(\.text) == ["aws:111122223333:user:p0", "okta:acme:user:00u0"])
    #expect(file.pipelines.map(\.name) == ["ci-deploy"])
    #expect(file.pipelines.first?.tenants.map(\.text) == ["444455556666"])
    #expect(file.breakGlass?.identities.map(\.text) == ["aws:444455556666:root:444455556666"])
    #expect(file.leavers.map(\.name) == ["okta:acme:user:00ubob"])
    #expect(text.contains("6 people") && text.contains("200 changes"))
  }

  @Test("what was proposed is not breached by what it was proposed from, but for what is meant to be rare")
  func selfConsistent() throws {
    let (seen, acts) = try month()
    var suggester = ExpectationSuggester(names: seen.names)
    for act in acts { suggester.add(act) }
    let expectations = Expectations(
      try ExpectationReader.read(Array(suggester.yaml().utf8), file: "suggested.yml").get())
    var set = ExpectationSet(expectations)
    let kinds = Set(acts.flatMap { set.check($0, names: seen.names) { _ in nil } }.map(\.kind.id))
    #expect(kinds == ["expectation-break-glass"])
  }

  @Test("an emergency identity that is used every week is not proposed, nor is an ordinary one that is rarely seen")
  func regularUse() throws {
    let (declared, acts) = try month()
    var suggester = ExpectationSuggester(names: declared.names)
    for act in acts { suggester.add(act) }
    for day in 0..<5 {
      suggester.add(
        declared.act(
          "aws:1:role:break-glass", email: "p1@example.com", at: Declared.time(Double(day) * 24), kind: .role))
    }
    suggester.add(declared.act("aws:1:user:hermit", at: Declared.time(3)))
    suggester.add(declared.act("aws:emergency-account:user:p9", at: Declared.time(3)))
    let text = suggester.yaml()
    let file = try ExpectationReader.read(Array(text.utf8), file: "suggested.yml").get()
    #expect(file.breakGlass?.identities.map(\.text) == ["aws:444455556666:root:444455556666"])
    #expect(text.contains("# Not proposed: aws:1:role:break-glass, the name speaks of emergencies, but used on 5 of"))
    #expect(!text.contains("hermit") && text.contains("root user; used on"))
  }

  @Test("an address from which someone used many accounts for a day is no office")
  func intruder() throws {
    let (declared, acts) = try month()
    var suggester = ExpectationSuggester(names: declared.names)
    for act in acts { suggester.add(act) }
    for person in 0..<6 {
      var act = declared.act(
        "aws:111122223333:user:p\(person)", email: "p\(person)@example.com", from: "192.0.2.200",
        at: Declared.time(100 + Double(person)), country: "NL")
      act.human = .yes
      suggester.add(act)
    }
    let text = suggester.yaml()
    let file = try ExpectationReader.read(Array(text.utf8), file: "suggested.yml").get()
    #expect(file.networks.count == 2)
    #expect(text.contains("# Not taken for an office: 192.0.2.200, 6 people, but on 1 day only"))
  }

  @Test("nothing from a record can leave its quotes or its comment")
  func hostile() throws {
    let declared = try Declared("")
    var suggester = ExpectationSuggester(names: declared.names)
    let evil = "x'\nmute:\n- {rule: '*'} #@example.com"
    for index in 0..<3 {
      var act = declared.act(
        "aws:1:user:e'\n\(index)\nbreak_glass: everyone", email: evil, from: "203.0.113.1", country: "JP")
      act.human = .yes
      act.actorKind = .root
      for _ in 0..<200 { suggester.add(act) }
    }
    let text = suggester.yaml()
    let file = try ExpectationReader.read(Array(text.utf8), file: "suggested.yml").get()
    #expect(file.mutes.isEmpty)
    #expect(file.breakGlass?.isEveryone != true)
  }

  @Test("the same records give the same proposal")
  func deterministic() throws {
    func run() throws -> String {
      let (declared, acts) = try month()
      var suggester = ExpectationSuggester(names: declared.names)
      for act in acts { suggester.add(act) }
      return suggester.yaml()
    }
    #expect(try run() == run())
  }
}
