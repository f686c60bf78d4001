import Testing

@testable import Sigma

@Suite("Explanations")
struct ExplanationTests {
  @Test("each test says whether it held, what it saw and why not")
  func explains() throws {
    let rule = try Rules.rule(
      Rules.text(
        """
        sel:
          eventName: StopLogging
          user|startswith: adm
          ip|cidr: 10.0.0.0/8
        other: {code|gt: 5}
        """, condition: "sel and not other"))
    let explanation = Interpreter().explain(
      rule, try Rules.record(#"{"eventName":"StopLogging","user":"bob\u001b[31m","code":[1,2,3,9]}"#))
    #expect(!explanation.held && explanation.searches.map(\.name) == ["sel", "other"])
    let steps = explanation.searches[0].step.children
    #expect(steps.map(\.held) == [true, false, false])
    #expect(steps[0].label == "eventName is 'StopLogging'")
    #expect(steps[1].seen.count == 1 && steps[1].reason == "the value differs")
    #expect(steps[2].reason == "the field is absent")
    #expect(explanation.searches[1].step.held)
    let text = explanation.render(color: false)
    #expect(text.contains("condition: sel and not other"))
    #expect(text.contains("✗ ip is in 10.0.0.0/8  — the field is absent"))
    #expect(!text.contains("\u{1B}"))
    #expect(explanation.render(color: true).contains("\u{1B}[31m✗"))
  }

  @Test("long values and long lists are cut")
  func bounded() throws {
    let values = (0..<100).map { "v\($0)" }.joined(separator: ", ")
    let rule = try Rules.search("f: [\(values)]\ng[any]:\n  h: 1")
    let long = String(repeating: "x", count: 10_000)
    let text = Interpreter().explain(rule, try Rules.record("{\"f\":\"\(long)\",\"g\":[1,2,3,4,5,6,7,8]}")).render(
      color: false)
    #expect(text.utf8.count < 10_000)
    #expect(text.contains("92 more that did not hold"))
    #expect(text.contains("8 elements, the first 5 shown"))
  }

  @Test("names of a source lead to its fields")
  func aliases() throws {
    let rule = try Rules.search("eventtype: a\nactivity.class: grant")
    var interpreter = Interpreter()
    interpreter.paths = { $0 == "eventtype" ? ["eventType", "event.type"] : [$0] }
    interpreter.supplied = { $0 == "activity.class" ? [.string("grant")] : nil }
    #expect(interpreter.matches(rule, try Rules.record(#"{"event":{"type":"A"}}"#)))
  }
}
