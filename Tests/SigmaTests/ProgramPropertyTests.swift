import FuzzSupport
import JSONTape
import Testing

@testable import Sigma

/// The compiled program against the plain interpreter, on random rules and records.
@Suite struct ProgramPropertyTests {
  @Test("the compiled program and the interpreter agree on random rules and records", arguments: 0..<40)
  func agreement(seed: Int) throws {
    var random = FuzzRandom(seed: UInt64(seed) &* 7919 &+ 17)
    let parser = try Parser()
    for _ in 0..<60 {
      let rules = (0..<12).map { _ in RandomRule.expression(&random, depth: 3) }
      var builder = FieldPlan.Builder()
      let program = Program(rules: rules) { builder.slot(for: [$0]) }
      try #require(program.problems.isEmpty)
      let plan = builder.build()
      let view = RecordView(slots: SlotTable(slotCount: plan.slotCount))
      let evaluator = Evaluator(program: program)
      for _ in 0..<12 {
        let json = RandomRule.record(&random)
        let padded = Array(json.utf8) + Array(repeating: 0, count: Parser.padding)
        try padded.withUnsafeBytes { buffer in
          let document = try parser.parse(UnsafeRawBufferPointer(rebasing: buffer[..<json.utf8.count]))
          view.load(document, root: document.root, plan: plan)
          evaluator.run(view)
          let record = RecordValue(document, at: document.root)
          for (number, rule) in rules.enumerated() {
            let wanted = Interpreter().holds(rule, record)
            let found = evaluator.matches.contains(UInt32(number))
            #expect(wanted == found, "seed \(seed): \(rule) on \(json)")
          }
        }
      }
    }
  }
}

/// Rules and records over few names and values, so that they meet often.
enum RandomRule {
  static let fields = ["a", "b", "c.d", "c.e", "list", "list.x", "list.y", "k.with.dots", "deep.one.two", "missing"]
  static let texts = [
    "foo", "FOO", "bar", "foobar", "barfoo", "", "10", "10.5", "true", "10.1.2.3", "é", "a*b", "x\\y",
    "2026-01-02T03:04:05Z",
  ]

  static func expression(_ random: inout FuzzRandom, depth: Int) -> Expression {
    switch depth > 0 ? Int.random(in: 0..<10, using: &random) : 9 {
    case 0, 1: return .and(parts(&random, depth))
    case 2, 3: return .or(parts(&random, depth))
    case 4: return .not(expression(&random, depth: depth - 1))
    case 5:
      let quantifier: Expression.Quantifier = [.any, .all, .none].randomElement(using: &random) ?? .any
      let inner = ["x", "y", "z.w"].randomElement(using: &random) ?? "x"
      return .elements(
        field: ["list", "c", "a"].randomElement(using: &random) ?? "list", quantifier: quantifier,
        each: .and([.test(FieldTest(field: inner, matcher: matcher(&random)))]))
    case 6: return .keyword(.string(pattern(&random), cased: Bool.random(using: &random)))
    default:
      return .test(FieldTest(field: fields.randomElement(using: &random) ?? "a", matcher: matcher(&random)))
    }
  }

  private static func parts(_ random: inout FuzzRandom, _ depth: Int) -> [Expression] {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in expression(&random, depth: depth - 1) }
  }

  static func matcher(_ random: inout FuzzRandom) -> Matcher {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return .null
    case 1: return .exists(Bool.random(using: &random))
    case 2: return .integer(Int64.random(in: 8...12, using: &random))
    case 3: return .bool(Bool.random(using: &random))
    case 4:
      let comparison: Matcher.Comparison =
        [.less, .greaterOrEqual, .equal, .notEqual].randomElement(using: &random) ?? .less
      return .number(comparison, [10, 10.5, 3].randomElement(using: &random) ?? 10)
    case 5:
      let address: UInt64 = 0xFFFF_0A01_0000
      return .cidr(IPNetwork(high: 0, low: address, prefix: 112))
    case 6:
      return .regex(
        pattern: ["^fo+", "bar$", "(?i)FOO", "o{2}b", "^$", "(foo|bar){2}", "(?=foo)f", "1.\\.5"].randomElement(
          using: &random)
          ?? "x", flags: Bool.random(using: &random) ? .ignoreCase : [])
    case 7:
      let relation: Matcher.Relation =
        [.equals, .contains, .startsWith, .endsWith].randomElement(using: &random) ?? .equals
      return .fieldReference(
        field: fields.randomElement(using: &random) ?? "a", relation: relation, cased: Bool.random(using: &random))
    case 8:
      return .timePart(
        [.hour, .day, .week, .month].randomElement(using: &random) ?? .hour, Int.random(in: 1...3, using: &random))
    default: return .string(pattern(&random), cased: Int.random(in: 0..<4, using: &random) == 0)
    }
  }

  private static func pattern(_ random: inout FuzzRandom) -> StringPattern {
    var parts: [StringPattern.Part] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      switch Int.random(in: 0..<5, using: &random) {
      case 0, 1: if parts.last != .any { parts.append(.any) }
      case 2: parts.append(.one)
      default:
        let text = ["foo", "b", "ar", "o", "10", "é", "*", "F"].randomElement(using: &random) ?? "foo"
        if case .literal(let bytes)? = parts.last {
          parts[parts.count - 1] = .literal(bytes + Array(text.utf8))
        } else {
          parts.append(.literal(Array(text.utf8)))
        }
      }
    }
    return StringPattern(parts: parts)
  }

  static func record(_ random: inout FuzzRandom) -> String {
    var members: [String] = []
    for key in ["a", "b", "c", "list", "k", "k.with", "k.with.dots", "deep.one", "deep", "a"]
    where Bool.random(using: &random) {
      members.append("\(quoted(key)):\(value(&random, key: key, depth: 2))")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func value(_ random: inout FuzzRandom, key: String, depth: Int) -> String {
    switch depth > 0 ? Int.random(in: 0..<12, using: &random) : Int.random(in: 3..<12, using: &random) {
    case 0, 1:
      let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, key: key, depth: depth - 1) }
      return "[\(items.joined(separator: ","))]"
    case 2:
      let inner = ["d", "e", "x", "y", "with", "with.dots", "one", "one.two", "two", "dots", "z"]
      let members = inner.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        .map { "\(quoted($0)):\(value(&random, key: $0, depth: depth - 1))" }
      return "{\(members.joined(separator: ","))}"
    case 3: return "null"
    case 4: return Bool.random(using: &random) ? "true" : "false"
    case 5: return String(Int.random(in: 8...12, using: &random))
    case 6: return ["10.5", "3.0", "-1", "18446744073709551615", "1e3"].randomElement(using: &random) ?? "1"
    default: return quoted(texts.randomElement(using: &random) ?? "foo")
    }
  }

  private static func quoted(_ text: String) -> String { "\"\(text.replacing("\\", with: "\\\\"))\"" }
}
