import Foundation
import Testing

@testable import Sigma

@Suite("Loading rules")
struct LoaderTests {
  @Test("metadata, log source and the yagura block are read")
  func metadata() throws {
    let rule = try Rules.rule(
      """
      title: A Title
      id: 929a690e-bef0-4204-a928-ef5e620d6fcc
      name: a_name
      status: test
      description: Text
      author: [One, Two]
      date: 2024-01-02
      references: [https://example.com]
      tags: [attack.t1562.008, csa.tt2022.07]
      logsource: {category: activity, product: aws, service: cloudtrail, definition: d}
      detection: {sel: {f: 1}, condition: sel, timeframe: 5m}
      falsepositives: Unknown
      level: critical
      yagura:
        entities: {actor: [a.b, c], target: d}
        response: [isolate]
        ja: {title: 題, description: 説明}
      custom: ignored
      """)
    #expect(rule.metadata.title == "A Title")
    #expect(rule.metadata.handles == ["929a690e-bef0-4204-a928-ef5e620d6fcc", "a_name"])
    #expect(rule.metadata.author == "One, Two" && rule.metadata.date == "2024-01-02")
    #expect(rule.metadata.level == .critical && rule.metadata.falsePositives == ["Unknown"])
    #expect(rule.logSource == LogSource(category: "activity", product: "aws", service: "cloudtrail", definition: "d"))
    #expect(rule.metadata.extras.entities == ["actor": ["a.b", "c"], "target": ["d"]])
    #expect(rule.metadata.extras.titleJa == "題" && rule.metadata.extras.response == ["isolate"])
    #expect(rule.metadata.location.description == "rule.yml:1")
  }

  @Test(
    "a document that is no rule is refused with its place",
    arguments: [
      ("just text", 1, "is a map with"), ("title: x\nfoo: 1", 1, "no Sigma document"),
      ("title: x\ndetection: {s: {f: 1}, condition: s}", 1, "'logsource' is missing"),
      ("title: x\nlogsource: aws\ndetection: {s: {f: 1}, condition: s}", 2, "'logsource' must be a map"),
      ("title: x\nlogsource: {product: a}\ndetection: {s: {f: 1}}", 3, "no 'condition'"),
      ("title: x\nlogsource: {product: a}\ndetection: {condition: s}", 3, "no search"),
      ("title: x\nlogsource: {product: a}\ndetection: [s]", 3, "map of searches"),
      ("title: [x]\nlogsource: {product: a}\ndetection: {s: {f: 1}, condition: s}", 1, "'title' must be a text"),
      ("level: huge\nlogsource: {product: a}\ndetection: {s: {f: 1}, condition: s}", 1, "unknown level"),
      ("logsource: {product: a}\ndetection: {s: {}, condition: s}", 2, "search 's' is empty"),
      ("logsource: {product: a}\ndetection: {s: [], condition: s}", 2, "search 's' is empty"),
      ("logsource: {product: a}\ndetection: {s: ~, condition: s}", 2, "search 's' is empty"),
      ("logsource: {product: a}\ndetection: {s: {f: []}, condition: s}", 2, "empty list"),
      ("logsource: {product: a}\ndetection: {s: {f: {g: 1}}, condition: s}", 2, "'f.inner'"),
      ("logsource: {product: a}\ndetection: {s: {f: [[1]]}, condition: s}", 2, "must be a text, number"),
      ("logsource: {product: a}\ndetection: {s: [[]], condition: s}", 2, "empty map or list"),
      ("logsource: {product: a}\ndetection: {s: {'f[first]': {a: 1}}, condition: s}", 2, "[any], [all]"),
      ("logsource: {product: a}\ndetection: {s: {'[any]': {a: 1}}, condition: s}", 2, "no field before"),
      ("logsource: {product: a}\ndetection: {s: [~], condition: s}", 2, "null cannot be a keyword"),
      ("yagura: {foo: 1}\nlogsource: {product: a}\ndetection: {s: {f: 1}, condition: s}", 1, "unknown key 'foo'"),
      ("a: 1\na: 2", 2, "occurs twice"), ("action: dance", 1, "unknown action"),
      ("action: repeat\ntitle: x", 1, "no document before"),
    ])
  func refused(text: String, line: Int, message: String) throws {
    let problem = try Rules.error(text)
    #expect(problem.message.contains(message))
    #expect(problem.location == SourceLocation(file: "rule.yml", line: line))
  }

  @Test("long strings and deep searches are refused")
  func bounds() throws {
    let long = String(repeating: "x", count: 70_000)
    #expect(try Rules.error(Rules.text("sel: {f: \(long)}")).message.contains("bytes"))
    #expect(try Rules.error("title: \(long)\n" + Rules.text("sel: {f: 1}").dropFirst(12)).message.contains("bytes"))
    let deep = String(repeating: "[", count: 40) + "{f: 1}" + String(repeating: "]", count: 40)
    #expect(try Rules.error(Rules.text("sel: \(deep)")).message.contains("levels deep"))
    let nested = String(repeating: "{'f[any]': ", count: 40) + "{f: 1}" + String(repeating: "}", count: 40)
    #expect(try Rules.error(Rules.text("sel: \(nested)")).message.contains("levels deep"))
  }

  @Test("a bad rule stops nothing, in a file or beside one")
  func problemsStopNothing() {
    let loaded = Rules.load(
      Rules.text("sel: {f: 1}") + "---\ntitle: bad\ndetection: 1\n---\n" + Rules.text("sel: {f: 2}") + "---\n")
    #expect(loaded.rules.count == 2)
    #expect(loaded.errors.count == 1)
  }

  @Test("global documents are merged into those after them, until a reset; repeat repeats")
  func collections() throws {
    let loaded = Rules.load(
      """
      action: global
      title: Shared
      level: low
      logsource: {product: windows}
      detection: {condition: sel}
      ---
      logsource: {service: one}
      detection: {sel: {f: 1}}
      ---
      action: repeat
      level: high
      detection: {sel: {g: 2}}
      ---
      action: reset
      ---
      title: Alone
      logsource: {product: linux}
      detection: {sel: {f: 3}, condition: sel}
      """)
    #expect(loaded.errors.isEmpty)
    #expect(loaded.rules.map(\.metadata.title) == ["Shared", "Shared", "Alone"])
    #expect(loaded.rules.map(\.metadata.level) == [.low, .high, nil])
    #expect(loaded.rules.map(\.logSource.service) == ["one", "one", nil])
    #expect(loaded.rules.map(\.logSource.product) == ["windows", "windows", "linux"])
    #expect(try Interpreter().matches(loaded.rules[1], Rules.record(#"{"f":1,"g":2}"#)))
    #expect(try !Interpreter().matches(loaded.rules[1], Rules.record(#"{"g":2}"#)))
  }

  @Test("filters are joined to the rules they name, and to all where they say any")
  func filters() throws {
    let rule = Rules.text("sel: {f: 1}", rest: "name: r1\n")
    let other = Rules.text("sel: {f: 1}", rest: "id: 929a690e-bef0-4204-a928-ef5e620d6fcc\n")
    let named =
      "title: F\nlogsource: {product: test}\nfilter: {rules: [r1], own: {user|startswith: adm_}, condition: not own}"
    let all = "title: G\nlogsource: {product: elsewhere}\nfilter: {rules: any, own: {f: 1}, condition: not own}"
    let loaded = Rules.load([named, rule, other, all].joined(separator: "\n---\n"))
    #expect(loaded.errors.isEmpty && loaded.filters.count == 2)
    let quiet = try Rules.record(#"{"f":1,"user":"adm_x"}"#)
    #expect(!Interpreter().matches(loaded.rules[0], quiet))
    #expect(Interpreter().matches(loaded.rules[1], quiet))
    #expect(try Interpreter().matches(loaded.rules[0], Rules.record(#"{"f":1,"user":"x"}"#)))
    var first = Rules.load(rule)
    first.merge(Rules.load(named))
    #expect(!Interpreter().matches(first.rules[0], quiet))
    #expect(
      Rules.load("title: F\nfilter: {own: {f: 1}, condition: own}").errors.first?.message.contains("'rules: any'")
        == true)
  }

  @Test("directories are searched in the order of names, tests and hidden files are left out")
  func directories() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("sigma-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root.appendingPathComponent("b/c"), withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: root.appendingPathComponent(name))
    }
    for name in ["z.yml", "a.yaml", "b/c/m.yml"] {
      try write(name, Rules.text("sel: {f: 1}").replacing("title: Test", with: "title: \(name)"))
    }
    for name in ["a.test.yml", ".hidden.yml", "notes.txt"] { try write(name, "]") }
    try write("b/broken.yml", "a: [")
    try FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("b/circle"), withDestinationURL: root)
    for workers in [1, 4] {
      let loaded = RuleLoader(workers: workers).load([root.path, root.path + "/missing"])
      #expect(loaded.rules.map(\.metadata.title) == ["a.yaml", "b/c/m.yml", "z.yml"])
      #expect(loaded.problems.count == 2)
      #expect(loaded.problems.contains { $0.location.file.hasSuffix("b/broken.yml") && $0.location.line >= 1 })
      #expect(loaded.problems.contains { $0.message.contains("cannot be opened") })
    }
  }
}
