import Testing

@testable import Sigma

@Suite("Conditions")
struct ConditionTests {
  /// Searches `a`, `b`, `c`, `sel_1`, `sel_2`, `_x`, each true where the record has its name as a key.
  private func holds(_ condition: String, _ present: Set<String>) throws -> Bool {
    let names = ["a", "b", "c", "sel_1", "sel_2", "_x"]
    let searches = names.map { "\($0): {'\($0)|exists': true}" }.joined(separator: "\n")
    let quoted = condition.hasPrefix("[") ? condition : "'\(condition)'"
    let rule = try Rules.rule(Rules.text(searches, condition: quoted))
    return Interpreter().matches(rule, .object(present.sorted().map { ($0, .null) }))
  }

  @Test(
    "not binds tighter than and, and tighter than or",
    arguments: [
      ("a or b and c", ["a"], true), ("a or b and c", ["b"], false), ("(a or b) and c", ["a"], false),
      ("not a and b", ["b"], true), ("not (a and b)", ["b"], true), ("not not a", ["a"], true),
      ("a and not b or c", ["c"], true), ("NOT a AND b", ["b"], true), ("a Or b", ["b"], true),
      ("1 of sel_*", ["sel_2"], true), ("all of sel_*", ["sel_2"], false), ("all of sel_*", ["sel_1", "sel_2"], true),
      ("any of sel_*", ["sel_1"], true), ("1 OF *_1", ["sel_1"], true), ("1 of them", ["_x"], false),
      ("1 of them", ["b"], true), ("all of them", ["a", "b", "c", "sel_1", "sel_2"], true),
      ("all of them", ["a"], false),
      ("1 of _*", ["_x"], true), ("not 1 of sel_* and a", ["a"], true), ("a and (b)", ["a", "b"], true),
      ("((((a))))", ["a"], true), ("1 of s*_2", ["sel_2"], true), ("[a, b and c]", ["b", "c"], true),
      ("[a, b]", ["c"], false), ("a and(b or c)", ["a", "c"], true),
    ] as [(String, [String], Bool)])
  func grammar(condition: String, present: [String], expected: Bool) throws {
    #expect(try holds(condition, Set(present)) == expected)
  }

  @Test(
    "what is no condition is refused with what to do",
    arguments: [
      ("a and", "ends too early"), ("a b", "goes on after its end"), ("(a", "not closed"), ("a)", "goes on"),
      (")", "has no '('"), ("", "must be a text"), ("' '", "is empty"), ("nope", "names the search 'nope'"),
      ("1 of nope_*", "no search matches"), ("3 of a*", "not known"), ("1 of", "lacks what it is of"),
      ("and a", "where a search's name belongs"), ("a | count() by user > 5", "'event_count'"),
      ("a | count(user) by host > 5", "correlation document"), ("a | near b", "'temporal'"),
      ("a | sum(x) > 5", "'value_sum'"), ("{x: 1}", "must be a text"),
    ])
  func refused(condition: String, message: String) throws {
    let problem = try Rules.error(Rules.text("a: {f: 1}", condition: condition))
    #expect(problem.message.contains(message))
    #expect(problem.location.description == "rule.yml:5")
  }

  @Test("nesting, length and growth are bounded")
  func bounds() throws {
    let deep = String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)
    #expect(try Rules.error(Rules.text("a: {f: 1}", condition: deep)).message.contains("nested"))
    let nots = String(repeating: "not ", count: 1000) + "a"
    #expect(try Rules.error(Rules.text("a: {f: 1}", condition: nots)).message.contains("nested"))
    let long = Array(repeating: "a", count: 5000).joined(separator: " and ")
    #expect(try Rules.error(Rules.text("a: {f: 1}", condition: long)).message.contains("words"))
    let searches = (0..<500).map { "s\($0): {f: [\((0..<20).map(String.init).joined(separator: ","))]}" }
    let wide = Array(repeating: "1 of s*", count: 500).joined(separator: " or ")
    #expect(try Rules.error(Rules.text(searches.joined(separator: "\n"), condition: wide)).message.contains("split it"))
  }

  @Test("searches that no condition uses are known")
  func unused() throws {
    let rule = try Rules.rule(Rules.text("a: {f: 1}\nb: {f: 1}\nc: {f: 1}", condition: "a or 1 of c*"))
    #expect(rule.unusedSearches == ["b"])
    #expect(rule.conditions == ["a or 1 of c*"])
  }
}
