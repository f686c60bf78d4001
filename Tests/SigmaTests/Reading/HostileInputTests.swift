import Testing

@testable import Sigma

@Suite("Hostile rule files")
struct HostileInputTests {
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
  ]

  private static let marks = Array("[]{}()|*?\\%'\":-&!~\n ".utf8)

  @Test("no damage to a file crashes or hangs the loader", arguments: 0..<8)
  func mutations(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(bound, 1)))
    }
    let pieces = Self.seeds.flatMap { $0.split(whereSeparator: { " :,|'[]{}\n".contains($0) }).map { Array($0.utf8) } }
    for _ in 0..<400 {
      var bytes = Array(Self.seeds[random(Self.seeds.count)].utf8)
      for _ in 0..<(1 + random(6)) {
        let at = random(bytes.count)
        switch random(4) {
        case 0: bytes[at] = UInt8(random(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random(8)))
        case 2: bytes.insert(contentsOf: pieces[random(pieces.count)], at: at)
        default: bytes.insert(Self.marks[random(Self.marks.count)], at: at)
        }
        if bytes.isEmpty { bytes = [32] }
      }
      let loaded = Rules.load(String(decoding: bytes, as: UTF8.self))
      for rule in loaded.rules { _ = Interpreter().matches(rule, .object([("f", .string("-a b*"))])) }
      _ = RuleLint().check(loaded)
    }
  }

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
