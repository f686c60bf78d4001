import Testing

@testable import Sigma

@Suite("Processing pipelines")
struct PipelineTests {
  private func load(_ pipelines: [String], _ rule: String) throws -> LoadedRules {
    RuleLoader(pipelines: try pipelines.map { try Pipeline($0, file: "pipe.yml") }).load(text: rule, file: "rule.yml")
  }

  /// The rule's expression after one pipeline of these transformations.
  private func apply(
    _ transformations: String, to search: String, vars: String = "{}", rest: String = ""
  ) throws -> SigmaRule {
    let body = search.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    let pipeline = "name: p\nvars: \(vars)\ntransformations:\n\(transformations)\n"
    let loaded = try load([pipeline], Rules.text("sel:\n\(body)", rest: rest))
    #expect(loaded.errors.isEmpty, "\(loaded.errors)")
    return try #require(loaded.rules.first)
  }

  struct Case: CustomTestStringConvertible {
    var transformation: String
    var search: String
    /// A search that must mean the same without a pipeline.
    var same: String
    var testDescription: String { transformation }

    init(_ transformation: String, _ search: String, _ same: String) {
      self.transformation = transformation
      self.search = search
      self.same = same
    }
  }

  @Test(
    "a transformation makes one search of another",
    arguments: [
      Case("{type: field_name_mapping, mapping: {a: b}}", "a|contains: x", "b|contains: x"),
      Case("{type: field_name_mapping, mapping: {a: [b, c]}}", "a: x", "- b: x\n- c: x"),
      Case("{type: field_name_mapping, mapping: {a: b}}", "c|fieldref: a", "c|fieldref: b"),
      Case("{type: field_name_mapping, mapping: {a: b}}", "a[any]:\n  a: 1", "b[any]:\n  b: 1"),
      Case("{type: field_name_prefix_mapping, mapping: {x.: y., x.z.: w.}}", "x.a: 1\nx.z.b: 2", "y.a: 1\nw.b: 2"),
      Case("{type: field_name_prefix, prefix: p.}", "a: 1", "p.a: 1"),
      Case("{type: field_name_suffix, suffix: .k}", "a: 1", "a.k: 1"),
      Case(
        "{type: field_name_prefix, prefix: p., field_name_conditions: [{type: include_fields, fields: [a]}]}",
        "a: 1\nb: 2", "p.a: 1\nb: 2"),
      Case(
        "{type: field_name_prefix, prefix: p., field_name_conditions: [{type: exclude_fields, fields: ['^a'], mode: re}]}",
        "ab: 1\nb: 2", "ab: 1\np.b: 2"),
      Case(
        "{type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [a]}]}", "a: 1\nb: 2",
        "b: 2"),
      Case("{type: replace_string, regex: '^C:\\\\', replacement: 'D:\\\\'}", #"a: 'C:\x*'"#, #"a: 'D:\x*'"#),
      Case("{type: replace_string, regex: '(\\w+)@(\\w+)', replacement: '\\2/\\g<1>'}", "a: 'x@y'", "a: 'y/x'"),
      Case("{type: replace_string, regex: x, replacement: y, skip_special: true}", "a: 'x*x'", "a: 'y*y'"),
      Case("{type: map_string, mapping: {x: y}}", "a: [x, xx]", "a: [y, xx]"),
      Case("{type: map_string, mapping: {x: [y, z]}}", "a: x", "a: [y, z]"),
      Case("{type: set_value, value: 5}", "a: x", "a: 5"),
      Case("{type: set_value, value: 5, force_type: str}", "a: x", "a: '5'"),
      Case("{type: convert_type, target_type: num}", "a: ['5', x]", "a: [5, x]"),
      Case("{type: convert_type, target_type: str}", "a: 5", "a: '5'"),
      Case("{type: case, method: upper}", "a|cased: 'x*y'", "a|cased: 'X*Y'"),
      Case("{type: case, method: snake_case}", "a|cased: CommandLine", "a|cased: command_line"),
      Case(
        "{type: hashes_fields, valid_hash_algos: [MD5, SHA1], field_prefix: File}", "h|contains: ['MD5=aa', 'SHA1=bb']",
        "- FileMD5: aa\n- FileSHA1: bb"),
      Case("{type: value_placeholders}", "a|expand: 'x%who%'", "a: [xme, 'xy*u']"),
      Case("{type: value_placeholders}", "a|expand|contains: '%who%'", "a|contains: [me, 'y*u']"),
      Case("{type: wildcard_placeholders}", "a|expand: 'x%who%'", "a: 'x*'"),
      Case("{type: wildcard_placeholders, exclude: [who]}", "a|expand: '%gone%x'", "a: '*x'"),
      Case(
        "{type: nest, items: [{type: field_name_prefix, prefix: p.}, {type: field_name_suffix, suffix: .s}]}", "a: 1",
        "p.a.s: 1"),
      Case(
        "{type: set_value, value: 1, detection_item_conditions: [{type: match_string, pattern: '^x', cond: any}]}",
        "a: xy\nb: yx", "a: 1\nb: yx"),
      Case(
        "{type: set_value, value: 1, detection_item_conditions: [{type: is_null, cond: any}]}", "a: null\nb: yx",
        "a: 1\nb: yx"),
      Case(
        "{type: set_value, value: 1, detection_item_conditions: [{type: is_null, cond: any}], detection_item_cond_not: true}",
        "a: null\nb: yx", "a: null\nb: 1"),
      Case(
        "{type: set_value, value: 1, detection_item_conditions: [{type: contains_wildcard, cond: any}]}",
        "a: 'x*'\nb: yx", "a: 1\nb: yx"),
    ])
  func transformation(_ test: Case) throws {
    let rule = try apply("- \(test.transformation)", to: test.search, vars: "{who: [me, 'y*u']}")
    #expect(try rule.expression.flat == Rules.search(test.same).expression.flat)
  }

  @Test("a condition can be added, negated, and filled from the log source")
  func addCondition() throws {
    let rule = try apply(
      """
      - {type: add_condition, conditions: {source: '$product', 'n|gt': 5}, template: true}
      - {type: add_condition, conditions: {bad: [1, 2]}, negated: true}
      """, to: "a: 1")
    let interpreter = Interpreter()
    #expect(interpreter.matches(rule, try Rules.record(#"{"a":1,"source":"test","n":6}"#)))
    #expect(!interpreter.matches(rule, try Rules.record(#"{"a":1,"source":"x","n":6}"#)))
    #expect(!interpreter.matches(rule, try Rules.record(#"{"a":1,"source":"test","n":6,"bad":2}"#)))
  }

  @Test(
    "conditions on rules say where a transformation applies",
    arguments: [
      ("rule_conditions: [{type: logsource, product: test}]", true),
      ("rule_conditions: [{type: logsource, product: other}]", false),
      ("rule_conditions: [{type: logsource, product: other}], rule_cond_not: true", true),
      ("rule_conditions: [{type: logsource, product: other}, {type: tag, tag: attack.t1}], rule_cond_op: or", true),
      ("rule_conditions: [{type: logsource, product: other}, {type: tag, tag: attack.t1}]", false),
      ("rule_conditions: {x: {type: is_sigma_rule}, y: {type: tag, tag: z}}, rule_cond_expr: x and not y", true),
      ("rule_conditions: {x: {type: is_sigma_rule}, y: {type: tag, tag: z}}, rule_cond_expr: x and y", false),
      ("rule_conditions: [{type: is_sigma_correlation_rule}]", false),
      ("rule_conditions: [{type: contains_field, field: a}]", true),
      ("rule_conditions: [{type: contains_detection_item, field: a, value: 1}]", true),
      ("rule_conditions: [{type: contains_detection_item, field: a, value: 2}]", false),
      ("rule_conditions: [{type: rule_attribute, attribute: level, value: medium, op: gte}]", true),
      ("rule_conditions: [{type: rule_attribute, attribute: level, value: critical, op: gte}]", false),
      ("rule_conditions: [{type: rule_attribute, attribute: date, value: '2024-01-01', op: gt}]", true),
      ("rule_conditions: [{type: rule_attribute, attribute: custom, value: x}]", true),
      ("rule_conditions: [{type: processing_item_applied, processing_item_id: first}]", true),
      ("rule_conditions: [{type: processing_item_applied, processing_item_id: second}]", false),
      ("rule_conditions: [{type: processing_state, key: k, val: v}]", true),
      ("rule_conditions: [{type: processing_state, key: k, val: w}]", false),
    ])
  func ruleConditions(conditions: String, applies: Bool) throws {
    let rule = try apply(
      """
      - {id: first, type: set_state, key: k, val: v}
      - {id: second, type: set_state, key: k2, val: v, rule_conditions: [{type: logsource, service: none}]}
      - {type: field_name_mapping, mapping: {a: b}, \(conditions)}
      """, to: "a: 1", rest: "level: high\ndate: 2024-05-05\ncustom: x\ntags: [attack.t1]\n")
    #expect(rule.expression == .test(FieldTest(field: applies ? "b" : "a", matcher: .integer(1))))
  }

  @Test("pipelines run by priority, and later variables win")
  func priority() throws {
    let late = "name: l\npriority: 20\ntransformations: [{type: field_name_mapping, mapping: {b: c}}]"
    let early = "name: e\npriority: 10\ntransformations: [{type: field_name_mapping, mapping: {a: b}}]"
    let rule = try #require(try load([late, early], Rules.text("sel: {a: 1}")).rules.first)
    #expect(rule.expression == .test(FieldTest(field: "c", matcher: .integer(1))))
  }

  @Test("a search that is dropped whole leaves the condition")
  func dropped() throws {
    let drop =
      "transformations: [{type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [a]}]}]"
    let rule = try #require(
      try load([drop], Rules.text("one: {a: 1}\ntwo: {b: 2}", condition: "one or two and not 1 of on*")).rules.first)
    #expect(rule.expression.flat == .test(FieldTest(field: "b", matcher: .integer(2))))
    let empty = try load([drop], Rules.text("one: {a: 1}", condition: "one"))
    #expect(empty.rules.isEmpty && empty.errors.first?.message.contains("drops all") == true)
  }

  @Test("failures name the pipeline and its message, and stop only the rule")
  func failures() throws {
    for type in ["rule_failure", "detection_item_failure"] {
      let loaded = try load(
        ["transformations: [{type: \(type), message: not here}]"], Rules.text("sel: {a: 1}"))
      #expect(loaded.rules.isEmpty)
      #expect(
        loaded.errors.first?.message.contains("not here") == true && loaded.errors[0].message.contains("pipe.yml:1"))
    }
    let placeholder = try load(
      ["transformations: [{type: value_placeholders}]"], Rules.text("sel: {'a|expand': '%x%'}"))
    #expect(placeholder.errors.first?.message.contains("%x%") == true)
  }

  @Test("the fields of a correlation follow those of its rules")
  func correlation() throws {
    let text =
      Rules.text("sel: {a: 1}", rest: "name: r\n") + "---\ntitle: C\nname: c\ncorrelation:\n  type: value_count\n"
      + "  rules: [r]\n  group-by: [user, al]\n  timespan: 1h\n  condition: {field: a, gte: 2}\n  aliases: {al: {r: a}}\n"
    let pipe =
      "transformations: [{type: field_name_mapping, mapping: {a: b, user: u, al: no}, rule_conditions: [{type: logsource, product: test}]}]"
    let correlation = try #require(try load([pipe], text).correlations.first)
    #expect(correlation.groupBy == ["u", "al"] && correlation.kind == .valueCount(fields: ["b"]))
    #expect(correlation.aliases == ["al": ["r": "b"]])
    let several = try load(["transformations: [{type: field_name_mapping, mapping: {user: [u, v]}}]"], text)
    #expect(several.errors.first?.message.contains("several fields") == true)
  }

  @Test(
    "what is no pipeline is refused with its line",
    arguments: [
      ("- a", 1, "one map"), ("name: x\nfoo: 1", 2, "unknown key 'foo'"), ("priority: high", 1, "whole number"),
      ("transformations: {a: 1}", 1, "must be a list"),
      ("transformations:\n- {type: fly}", 2, "unknown transformation 'fly'"),
      ("transformations:\n- {id: x}", 2, "'type'"), ("transformations:\n- {type: field_name_mapping}", 2, "'mapping'"),
      ("transformations:\n- {type: regex}", 2, "not supported"),
      ("transformations:\n- {type: replace_string, regex: '(', replacement: x}", 2, "is broken"),
      (
        "transformations:\n- {type: drop_detection_item, rule_conditions: [{type: moon}]}", 2,
        "unknown condition 'moon'"
      ),
      ("transformations:\n- {type: case, method: odd}", 2, "one of lower"), ("vars: [a]", 1, "'vars' must be"),
      ("a: [", 2, "flow node"),
      (
        "transformations:\n- {type: drop_detection_item, rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: b}",
        2, "names the condition 'b'"
      ),
    ])
  func refused(text: String, line: Int, message: String) {
    do throws(SigmaError) {
      _ = try Pipeline(text, file: "pipe.yml")
      Issue.record("it loaded")
    } catch {
      #expect(error.message.contains(message))
      #expect(error.location.line == line)
    }
  }
}

extension Expression {
  /// Without the nesting that means nothing.
  fileprivate var flat: Expression {
    switch self {
    case .and(let parts):
      let inner = parts.map(\.flat).flatMap { part -> [Expression] in
        if case .and(let more) = part { more } else { [part] }
      }
      return inner.count == 1 ? inner[0] : .and(inner)
    case .or(let parts):
      let inner = parts.map(\.flat).flatMap { part -> [Expression] in
        if case .or(let more) = part { more } else { [part] }
      }
      return inner.count == 1 ? inner[0] : .or(inner)
    case .not(let part): return .not(part.flat)
    case .elements(let field, let quantifier, let each):
      return .elements(field: field, quantifier: quantifier, each: each.flat)
    case .test, .keyword: return self
    }
  }
}
