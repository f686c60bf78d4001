import Testing

@testable import Sigma

@Suite("Lint")
struct LintTests {
  private static let head = """
    title: Test
    id: 929a690e-bef0-4204-a928-ef5e620d6fcc
    status: test
    description: Text
    level: low
    date: 2024-01-02
    tags: [attack.t1562.008, attack.defense-evasion, csa.tt2022.07, cve.2021-44228]
    logsource: {product: test}

    """
  private static let detection = "detection: {sel: {f: 1}, condition: sel}\n"

  private func lint(_ text: String) -> [String] {
    let loaded = Rules.load(text)
    #expect(loaded.errors.isEmpty, "\(loaded.errors)")
    return RuleLint().check(loaded).map(\.message)
  }

  @Test("a complete rule has nothing to say")
  func clean() {
    #expect(lint(Self.head + Self.detection).isEmpty)
  }

  @Test(
    "what is missing or malformed is named",
    arguments: [
      ("title: Test", "", "title is missing"), ("title: Test", "title: \(String(repeating: "x", count: 300))", "256"),
      ("id: 929a690e-bef0-4204-a928-ef5e620d6fcc", "", "id is missing"),
      ("id: 929a690e-bef0-4204-a928-ef5e620d6fcc", "id: my-rule", "no UUID"), ("level: low", "", "level is missing"),
      ("status: test", "status: done", "unknown status"), ("status: test", "", "status is missing"),
      ("description: Text", "", "description is missing"), ("2024-01-02", "2024/01/02", "YYYY-MM-DD"),
      ("2024-01-02", "2024-13-02", "YYYY-MM-DD"), ("attack.t1562.008", "attack.t15", "no ATT&CK technique"),
      ("attack.t1562.008", "Attack.T1562", "malformed"), ("attack.t1562.008", "cloud", "malformed"),
      ("attack.t1562.008", "csa.tt2022.07", "stands twice"),
      ("{product: test}", "{definition: x}", "concerns all records"),
    ])
  func metadata(part: String, replacement: String, message: String) {
    let messages = lint(Self.head.replacing(part, with: replacement) + Self.detection)
    #expect(messages.count == 1 && messages[0].contains(message), "\(messages)")
  }

  @Test("searches without use and placeholders without value are named")
  func logic() {
    #expect(
      lint(Self.head + "detection: {sel: {'f|expand': '%who%'}, other: {g: 1}, condition: sel}\n").map { $0.prefix(40) }
        == [
          "no condition uses the search 'other'; re", "no pipeline resolves the placeholder %wh",
        ])
  }

  @Test("ids and names are unique")
  func unique() {
    let messages = lint(Self.head + "name: n\n" + Self.detection + "---\n" + Self.head + "name: n\n" + Self.detection)
    #expect(messages.count == 2 && messages[0].contains("is also that of rule.yml:1"))
  }

  @Test("references of correlations and filters lead somewhere, and not in a circle")
  func references() {
    func correlation(_ name: String, _ id: String, _ rules: String) -> String {
      Self.head.replacing("6fcc", with: id).replacing("logsource: {product: test}", with: "name: \(name)")
        + "correlation: {type: event_count, rules: [\(rules)], timespan: 1h, condition: {gte: 2}, aliases: {x: {\(rules): f}}}\n"
    }
    let filter =
      Self.head.replacing("6fcc", with: "0000") + "filter: {rules: [gone], sel: {f: 1}, condition: sel}\n"
    let messages = lint(
      [correlation("a", "0001", "b"), correlation("b", "0002", "a"), filter].joined(separator: "---\n"))
    #expect(messages.filter { $0.contains("refers to itself") }.count == 2)
    #expect(messages.filter { $0.contains("alias 'x' is not used") }.count == 2)
    #expect(messages.filter { $0.contains("is for the rule 'gone'") }.count == 1)
    #expect(messages.count == 5)
  }
}
