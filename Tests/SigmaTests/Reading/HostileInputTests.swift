import Testing

@testable import Sigma

@Suite("Hostile rule files")
struct HostileInputTests {
  @Test(
    "what would grow without bound is refused at once",
    arguments: [
      "sel:\n  f|windash: '\(String(repeating: " -a", count: 2000))'",
      "sel:\n  f|windash: '\(String(repeating: "-a*", count: 6))'",
      "sel:\n  f|windash: '-a -b -c -d -e \(String(repeating: "x", count: 60_000))'",
      (0..<2000).map { "s\($0): {f: 1}" }.joined(separator: "\n"),
      "\(String(repeating: "s", count: 300)): {f: 1}",
    ])
  func growth(detection: String) throws {
    _ = try Rules.error(Rules.text(detection, condition: "1 of s*"))
  }

  @Test("a collection that copies itself over and over ends")
  func collections() {
    let keys = (0..<20_000).map { "k\($0): 1\n" }.joined()
    let loaded = Rules.load("action: global\n" + keys + String(repeating: "---\na: 1\n", count: 1000))
    #expect(loaded.errors.contains { $0.message.contains("too large together") })
  }
}
