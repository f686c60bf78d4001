import FuzzSupport
import Testing

@testable import Sigma

@Suite("Fuzz: rule files")
struct RuleFuzzTests {
  private static let seeds = [
    """
    title: A
    logsource: {product: test}
    detection:
      sel:
        f|contains|all: ['-a', "b\\\\*"]
        g|re|i: '^x(y|z)[a-z]+$'
        h[any]: {i|cidr: 10.0.0.0/8, j|gt: 5}
        t|hour|gte: 22
      kw: [one, 'two*']
      other: {k|base64offset|contains: secret, l|expand: '%x%', m|windash: '-a /b'}
      condition: sel and not (1 of kw* or all of oth*)
    """,
    """
    action: global
    title: C
    ---
    correlation:
      type: value_count
      rules: [a, b]
      group-by: [u]
      timespan: 1h
      condition: {field: x, gte: 5}
      aliases: {u: {a: b}}
    ---
    logsource: {product: test}
    filter: {rules: any, s: {f: &x [1, ~, true]}, r: {f: *x}, condition: not s}
    """,
  ].map { Array($0.utf8) }

  private static let pieces =
    [
      "|base64offset|contains", "|windash", "|wide", "|fieldref", "|expand", "|re|m|s", "|cidr", "|hour", "|cased",
      "[all]", "[none]", "null", "'(a+)+$'", "'['", "1 of them", "all of sel*", " and ", " or ", " not ", "((", "))",
      "condition: [a, b]", "action: repeat", "---\n", "&x ", "*x", "'%x%'", "timespan: 99999999999d", "'*?*?*?*?*'",
      "\u{0}", "é", "- ",
    ].map { Array($0.utf8) }

  private static let words = [
    "sel", "kw", "sel*", "them", "1", "2", "any", "all", "of", "and", "or", "not", "(", ")", "|", "", "*", "_x", "AND",
    "é",
  ]

  @Test("no damage to a rule file crashes or hangs the loader or the lint; faults have lines; what loads can be tried")
  func files() {
    FuzzRun.rounds(
      "rule files", 600, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let bytes = run.random.damage(run.random.pick(Self.seeds), pieces: Self.pieces)
        let loaded = Rules.load(String(decoding: bytes, as: UTF8.self))
        _ = RuleLint().check(loaded)
        for problem in loaded.errors { #expect(!problem.message.isEmpty, "seed \(run.seed)") }
        for rule in loaded.rules { _ = Interpreter().matches(rule, .object([("f", .string("-a b*"))])) }
      })
  }

  @Test("no condition crashes or hangs its parser")
  func conditions() {
    FuzzRun.rounds(
      "conditions", 300, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        var words = (0..<run.random.below(12)).map { _ in run.random.pick(Self.words) }
        if run.random.happens(3) {
          let word = run.random.pick(["(", "not", "sel or"])
          words = Array(repeating: word, count: run.random.below(3000)) + words
        }
        let loaded = Rules.load(
          """
          title: A
          logsource: {product: test}
          detection:
            sel: {f: x}
            kw: [one]
            condition: "\(words.joined(separator: " "))"
          """)
        #expect(loaded.rules.count + loaded.errors.count > 0, "seed \(run.seed): \(words.prefix(20))")
        for rule in loaded.rules { _ = Interpreter().matches(rule, .object([("f", .string("x"))])) }
      })
  }
}
