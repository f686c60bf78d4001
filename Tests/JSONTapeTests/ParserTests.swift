import JSONTape
import Testing

@Suite struct ParserTests {
  @Test(
    "what is no JSON is refused with a reason",
    arguments: ["{", "{\"a\":}", "nul", "{\"a\":1}x", "\"\u{1}\"", "[1,2", "{\"a\" 1}", ""])
  func refusal(text: String) throws {
    let parser = try Parser()
    #expect(throws: ParseError.self) { try JSON.with(text, parser) { _ in } }
    // The parser goes on with the next document.
    try JSON.with("{\"a\":1}", parser) { document in #expect(document.kind(document.root) == .object) }
  }

  @Test("invalid UTF-8 is refused")
  func invalidUTF8() throws {
    let parser = try Parser()
    let bytes: [UInt8] = Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    #expect(throws: ParseError.self) { try JSON.with(bytes, parser) { _ in } }
  }

  @Test("nesting is bounded")
  func depth() throws {
    let parser = try Parser(maxDepth: 64)
    try JSON.with(String(repeating: "[", count: 60) + String(repeating: "]", count: 60), parser) { _ in }
    #expect(throws: ParseError.self) {
      try JSON.with(String(repeating: "[", count: 70) + String(repeating: "]", count: 70), parser) { _ in }
    }
  }

  @Test("the depth bound stays when the buffers grow")
  func depthAfterGrowth() throws {
    let parser = try Parser(maxDepth: 64)
    try JSON.with("[\"\(String(repeating: "x", count: 300_000))\"]", parser) { _ in }
    #expect(throws: ParseError.self) {
      try JSON.with(String(repeating: "[", count: 70) + String(repeating: "]", count: 70), parser) { _ in }
    }
  }

  @Test("size is bounded")
  func size() throws {
    let parser = try Parser(maxBytes: 100_000)
    #expect(throws: ParseError.self) {
      try JSON.with("[\"\(String(repeating: "x", count: 200_000))\"]", parser) { _ in }
    }
  }

  @Test(
    "numbers keep every digit",
    arguments: [
      ("0", "0"), ("-1", "-1"), ("9223372036854775807", "9223372036854775807"),
      ("18446744073709551615", "18446744073709551615"), ("99999999999999999999999", "99999999999999999999999"),
      ("-123456789012345678901234567890", "-123456789012345678901234567890"), ("1.5", "1.5"), ("3.0", "3"),
    ])
  func numbers(written: String, read: String) throws {
    try JSON.with("{\"n\":\(written),\"s\":\"12345678901234567890 \\\" 1\"}", try Parser()) { document in
      let place = try #require(document.member(document.root, "n"))
      var text: [UInt8] = []
      document.appendText(of: place, to: &text)
      #expect(String(decoding: text, as: UTF8.self) == read)
    }
  }

  @Test("a document comes back as compact JSON")
  func serialisation() throws {
    let text = #"{"a":[1,-2,3.5,true,false,null,"x\"y\\z\n\u0001é"],"b":{"c":{}},"d":[]}"#
    try JSON.with(text, try Parser()) { document in
      var output: [UInt8] = []
      document.appendJSON(of: document.root, to: &output)
      #expect(String(decoding: output, as: UTF8.self) == text)
    }
  }
}

enum JSON {
  /// Parses `text` and hands the document to `body`.
  static func with<Result>(_ text: String, _ parser: Parser, _ body: (Document) throws -> Result) throws -> Result {
    try with(Array(text.utf8), parser, body)
  }

  static func with<Result>(_ bytes: [UInt8], _ parser: Parser, _ body: (Document) throws -> Result) throws -> Result {
    let padded = bytes + Array(repeating: 0, count: Parser.padding)
    return try padded.withUnsafeBytes { buffer in
      try body(try parser.parse(UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count])))
    }
  }
}
