import Activity
import Expectations
import Testing

@Suite struct SnippetTests {
  @Test(
    "what is offered to quieten an alert is valid, and does quieten it",
    arguments: [
      "behaviour-new-network", "behaviour-impossible-travel", "behaviour-new-agent", "behaviour-unusual-hour",
      "behaviour-other", "expectation-by-hand",
    ])
  func expectation(_ rule: String) throws {
    let snippet = QuietingSnippet(
      rule: rule, actor: "aws:111122223333:user:o'neil", address: "192.0.2.1", country: "jp",
      agent: "aws-cli/2.15 Python", operation: "ec2:RunInstances", target: "i-1", tenant: "111122223333",
      time: Declared.time(13.5))
    let text = try #require(snippet.expectation)
    #expect(Declared.problems(text) == [], "\(text)")
    let declared = try Declared(text)
    let act = declared.act(
      "aws:111122223333:user:o'neil", from: "192.0.2.1", agent: "aws-cli/2.15 Python", at: Declared.time(13.5),
      "ec2:RunInstances", actClass: .create, country: "JP")
    #expect(declared.kinds(act) == [])
    #expect(ExpectedAspect.allCases.contains { declared.explains($0, act) })
  }

  @Test("the mute that is offered mutes the alert that it is offered for")
  func mute() throws {
    let snippet = QuietingSnippet(
      rule: "5d1c", actor: "aws:1:user:a", address: "192.0.2.1", target: "x\ny: '", time: Declared.time())
    let text = snippet.mute(today: Declared.time() / 86_400_000_000)
    var ledger = MuteLedger(try Declared(text).expectations)
    #expect(ledger.mute(for: MuteQuestion(rule: "5d1c", actor: "aws:1:user:a", time: Declared.time())) != nil)
    #expect(ledger.mute(for: MuteQuestion(rule: "5d1c", actor: "aws:1:user:b", time: Declared.time())) == nil)
    #expect(text.contains("until: 2026-04-01"))
  }

  @Test("a rule has a mute only, and a leaver at work is no habit to declare")
  func none() {
    for rule in ["04cb0f2c-ff25", "expectation-leaver", "expectation-break-glass"] {
      #expect(QuietingSnippet(rule: rule, actor: "aws:1:user:a", address: "192.0.2.1", time: 1).expectation == nil)
    }
  }
}
