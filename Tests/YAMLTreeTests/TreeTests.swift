import Testing
import YAMLTree

@Suite("Trees of YAML documents")
struct TreeTests {
  private func one(_ text: String) throws -> YAMLNode {
    try #require(try YAMLNode.parse(text, file: "rule.yml").first)
  }

  private func failure(_ text: String) -> YAMLError? {
    do throws(YAMLError) {
      _ = try YAMLNode.parse(text, file: "rule.yml")
      return nil
    } catch {
      return error
    }
  }

  @Test("maps keep their order, lines and columns")
  func places() throws {
    let node = try one("# remark\ntitle: A\ndetection:\n  sel:\n    - x\n    - y\n")
    #expect(node.mapping?.map(\.key) == ["title", "detection"])
    let items = try #require(node["detection"]?["sel"]?.sequence)
    #expect(items.map(\.line) == [5, 6])
    #expect(items.map(\.column) == [7, 7])
    #expect(node["detection"]?["sel"]?.keyLine == 4)
    #expect(node["nothing"] == nil)
  }

  @Test("a file holds several documents, or none")
  func documents() throws {
    #expect(try YAMLNode.parse("", file: "x").isEmpty)
    #expect(try YAMLNode.parse("# only a remark\n", file: "x").isEmpty)
    #expect(try YAMLNode.parse("a: 1\n---\nb: 2\n...\n---\n", file: "x").map(\.kindName) == ["a map", "a map", "null"])
    #expect(try YAMLNode.parse("\u{feff}a: 1\r\nb: 2\r\n", file: "x").first?["b"]?.int == 2)
  }

  @Test("accessors give what is there, never what is not")
  func accessors() throws {
    let node = try one("s: text\nn: ~\ni: 3\nd: 1.5\nb: yes\nl: [a, 1]\nm: {x: 1}\n~: k\n")
    #expect(node["s"]?.string == "text" && node["i"]?.string == "3" && node["n"]?.string == nil)
    #expect(node["i"]?.int == 3 && node["d"]?.int == nil && node["i"]?.double == 3 && node["d"]?.double == 1.5)
    #expect(node["b"]?.bool == true && node["s"]?.bool == nil)
    #expect(node["l"]?.strings == ["a", "1"] && node["s"]?.strings == ["text"] && node["m"]?.strings == nil)
    #expect(node["n"]?.isNull == true && node["~"]?.keyIsNull == true && node["s"]?.keyIsNull == false)
  }

  @Test("aliases are what they name, and '<<' merges maps")
  func aliases() throws {
    let node = try one("base: &b {x: 1, y: 2}\nsame: *b\nmore:\n  <<: *b\n  y: 3\nboth:\n  y: 4\n  <<: [*b, {z: 5}]\n")
    #expect(node["same"]?["y"]?.int == 2)
    #expect(node["same"]?.line == 2)
    #expect(node["more"]?["x"]?.int == 1 && node["more"]?["y"]?.int == 3)
    #expect(node["both"]?["y"]?.int == 4 && node["both"]?["z"]?.int == 5)
  }

  @Test(
    "what cannot be read is refused with its line",
    arguments: [
      ("a: 1\nb: 2\na: 3\n", 3, "occurs twice"), ("a: *nobody\n", 1, "unknown alias"), ("a: [1, 2\n", 2, ""),
      ("a: 1\n  b: 2\n", 2, ""), ("? [a]\n: 1\n", 1, "key must be a text"), ("a: 'x\n", 2, ""), ("a:\n\t- b\n", 2, ""),
      ("<<: 3\n", 1, "'<<' takes"), ("&a [*a]\n", 1, "unknown alias"),
    ])
  func refused(text: String, line: Int, message: String) throws {
    let error = try #require(failure(text))
    #expect(error.line == line)
    #expect(message.isEmpty || error.message.contains(message))
    #expect(error.description.hasPrefix("rule.yml:\(line):"))
  }

  @Test("a key that occurs twice is found in a wide map too")
  func wide() throws {
    let lines = (0..<100).map { "k\($0): 1\n" }.joined()
    #expect(try one(lines).mapping?.count == 100)
    #expect(failure(lines + "k7: 1\n")?.line == 101)
  }

  @Test("aliases that multiply are refused before they fill the memory")
  func laughs() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(failure(text)?.message.contains("expand to more than") == true)
  }

  @Test("nesting, size and encoding are bounded")
  func bounds() throws {
    #expect(failure(String(repeating: "[", count: 63) + String(repeating: "]", count: 63)) == nil)
    #expect(failure(String(repeating: "[", count: 100_000))?.message.contains("levels deep") == true)
    #expect(
      failure(
        "a: &a " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
          + "\nb: " + String(repeating: "[", count: 40) + "*a" + String(repeating: "]", count: 40)) != nil)
    #expect(throws: YAMLError.self) { try YAMLNode.parse([UInt8](repeating: 32, count: (8 << 20) + 1), file: "x") }
    #expect(throws: YAMLError.self) { try YAMLNode.parse([0x61, 0x3a, 0x20, 0xff, 0xfe], file: "x") }
    #expect(throws: YAMLError.self) { try YAMLNode.parse([0x61, 0x00, 0x62], file: "x") }
  }
}
