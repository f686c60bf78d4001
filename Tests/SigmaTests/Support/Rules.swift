import JSONTape
import Testing

@testable import Sigma

/// Short ways to make rules and records in tests.
enum Rules {
  /// A rule with this detection, indented or not.
  static func text(_ detection: String, condition: String? = "sel", rest: String = "") -> String {
    let body = detection.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(
      separator: "\n")
    let end = condition.map { "\n  condition: \($0)" } ?? ""
    return "title: Test\nlogsource: {product: test}\n\(rest)detection:\n\(body)\(end)\n"
  }

  static func load(_ text: String) -> LoadedRules { RuleLoader().load(text: text, file: "rule.yml") }

  /// The one rule of a text that must load.
  static func rule(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> SigmaRule {
    let loaded = load(text)
    #expect(loaded.errors.isEmpty, "\(loaded.errors)", sourceLocation: sourceLocation)
    return try #require(loaded.rules.first, sourceLocation: sourceLocation)
  }

  /// The rule whose one search is this map or list.
  static func search(_ search: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> SigmaRule {
    let body = search.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
    return try rule(text("sel:\n\(body)"), sourceLocation: sourceLocation)
  }

  static func record(_ json: String) throws -> RecordValue {
    let parser = try Parser()
    let bytes = Array(json.utf8)
    let padded = bytes + [UInt8](repeating: 0, count: Parser.padding)
    return try padded.withUnsafeBytes { buffer in
      RecordValue(try parser.parse(UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count])), at: 1)
    }
  }

  static func fires(
    _ search: String, _ json: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Bool {
    Interpreter().matches(try self.search(search, sourceLocation: sourceLocation), try record(json))
  }

  /// The first error of a text that must not load.
  static func error(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> LoadProblem {
    try #require(load(text).errors.first, "it loaded", sourceLocation: sourceLocation)
  }
}
