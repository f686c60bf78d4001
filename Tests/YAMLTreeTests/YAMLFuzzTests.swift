import Foundation
import FuzzSupport
import Testing
import YAMLTree

@Suite("Fuzz: YAML")
struct YAMLFuzzTests {
  private static let seeds = [
    "a: &x [1, 0x1F, 1_000, .inf, ~, yes, 'it''s', \"\\u00e9\\n\"]\nb: *x\nc: {d: |\n    text\n  }\n",
    "? [k, l]\n: v\n<<: &m {p: q}\nr: !!str 5\n---\n- - - deep\n- >-\n  folded\n  text\n...\n# note\n",
    "a: {b: {c: {d: [[[[x]]]]}}}\nlong: '\(String(repeating: "z", count: 300))'\n",
  ].map { Array($0.utf8) }

  private static let pieces =
    [
      "&x ", "*x", "*y", "<<: *x", "!!binary ", "!<tag:x> ", "|+2\n", ">\n", "\t", "---\n", "...\n", "? ", ": ", "- ",
      "[", "{",
      "%YAML 1.2\n", "\u{FEFF}", "0o17", "1e999", "\"\\x", "\u{85}", "[[[[[[[[[[[[[[[[",
      "&a [&b [&c [1,1,1],*c,*c],*b,*b]",
    ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80]]

  @Test("no bytes crash or hang the reader; faults and nodes have lines")
  func bytes() {
    FuzzRun.rounds(
      "YAML", 1000, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let bytes = run.random.damage(run.random.pick(Self.seeds), pieces: Self.pieces)
        do throws(YAMLError) {
          for node in try YAMLNode.parse(bytes, file: "damaged.yml") { #expect(Self.count(node, run.seed) > 0) }
        } catch {
          #expect(error.line >= 1 && !error.message.isEmpty, "seed \(run.seed)")
        }
      })
  }

  private static func count(_ node: YAMLNode, _ seed: UInt64) -> Int {
    #expect(node.line >= 1, "seed \(seed)")
    var number = 1
    for inner in node.sequence ?? [] { number += count(inner, seed) }
    for entry in node.mapping ?? [] { number += count(entry.value, seed) }
    return number
  }
}
