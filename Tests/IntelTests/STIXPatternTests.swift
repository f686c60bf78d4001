import FuzzSupport
import Testing

@testable import Intel

@Suite("STIX patterns")
struct STIXPatternTests {
  private func translate(_ pattern: String) throws -> STIXTranslation {
    STIXTranslation(try STIXPatternParser.parse(pattern))
  }

  private func values(_ pattern: String) throws -> [String] {
    try translate(pattern).terms.map { term in
      term.tests.map { "\($0.isNegated ? "not " : "")\($0.type.word) \($0.value)" }.joined(separator: " & ")
    }
  }

  @Test(
    "what a record can show becomes values",
    arguments: [
      ("[ipv4-addr:value = '203.0.113.7']", ["address 203.0.113.7"]),
      (
        "[ipv4-addr:value == '203.0.113.0/24' OR ipv6-addr:value = '2001:DB8::1']",
        ["network 203.0.113.0/24", "address 2001:db8::1"]
      ),
      ("[ipv4-addr:value ISSUBSET '198.51.100.0/24']", ["network 198.51.100.0/24"]),
      ("[ipv4-addr:value ISSUPERSET '198.51.100.1/32']", ["address 198.51.100.1"]),
      ("[domain-name:value IN ('a.example', 'B.example.')]", ["domain a.example", "domain b.example"]),
      ("[domain-name:value LIKE '%.bad.example']", ["domain bad.example"]),
      ("[url:value = 'https://bad.example/it\\'s']", ["url https://bad.example/it's"]),
      (
        "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e' AND file:hashes.'SHA-1' = 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709' AND file:name = 'x']",
        ["file-hash d41d8cd98f00b204e9800998ecf8427e", "file-hash da39a3ee5e6b4b0d3255bfef95601890afd80709"]
      ),
      (
        "[email-addr:value = 'A@bad.example'] OR [user-account:account_login = 'mallory']",
        ["email a@bad.example", "account mallory"]
      ),
      (
        "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'evil/1.0']",
        ["user-agent evil/1.0"]
      ),
      (
        "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.9']",
        ["address 203.0.113.9"]
      ),
      (
        "[ipv4-addr:value = '203.0.113.7' AND domain-name:value != 'good.example']",
        ["address 203.0.113.7 & not domain good.example"]
      ),
      (
        "[ipv4-addr:value NOT IN ('203.0.113.7', '203.0.113.8') AND email-addr:value = 'a@b.example']",
        ["email a@b.example & not address 203.0.113.8 & not address 203.0.113.7"]
      ),
      ("[x-cloud-key:access_key_id = 'AKIAIOSFODNN7EXAMPLE']", ["credential AKIAIOSFODNN7EXAMPLE"]),
      ("[x-aws:role_arn = 'arn:aws:iam::111122223333:role/x']", ["arn arn:aws:iam::111122223333:role/x"]),
      (
        "([ipv4-addr:value = '203.0.113.7'] OR [ipv4-addr:value = '203.0.113.8']) WITHIN 600 SECONDS",
        ["address 203.0.113.7", "address 203.0.113.8"]
      ),
      ("/* c */ [ipv4-addr:value='203.0.113.7'] REPEATS 1 TIMES // end", ["address 203.0.113.7"]),
      (
        "[(ipv4-addr:value = '203.0.113.7' OR ipv4-addr:value = '203.0.113.8') AND (user-account:user_id = 'a' OR user-account:user_id = 'b')]",
        [
          "address 203.0.113.7 & account a", "address 203.0.113.7 & account b", "address 203.0.113.8 & account a",
          "address 203.0.113.8 & account b",
        ]
      ),
    ])
  func seen(pattern: String, expected: [String]) throws {
    #expect(try values(pattern) == expected)
    #expect(try translate(pattern).reasons.isEmpty)
  }

  @Test(
    "what a record cannot show is named with the reason",
    arguments: [
      ("[process:name = 'x.exe']", "'process:name' is nothing"),
      ("[ipv4-addr:value = '203.0.113.7'] FOLLOWEDBY [url:value = 'http://a.example']", "FOLLOWEDBY"),
      ("[ipv4-addr:value = '203.0.113.7'] AND [url:value = 'http://a.example']", "several observations"),
      ("[ipv4-addr:value = '203.0.113.7'] REPEATS 5 TIMES WITHIN 60 SECONDS", "REPEATS 5 TIMES"),
      ("[ipv4-addr:value > '203.0.113.7']", "order"), ("[ipv4-addr:value != '203.0.113.7']", "must not hold"),
      ("[network-traffic:dst_port = 443 AND network-traffic:dst_ref.value = '203.0.113.9']", "dst_port"),
      ("[domain-name:value LIKE '%']", "nearly everything"), ("[url:value MATCHES '(']", "regular expression"),
      ("[EXISTS file:name]", "EXISTS"), ("[autonomous-system:number = 64500]", "hosting-asn.txt"),
      ("[ipv4-addr:value = 'nonsense']", "no value"), ("[ipv4-addr:value ISSUPERSET '198.51.100.0/24']", "ISSUPERSET"),
    ])
  func unseen(pattern: String, reason: String) throws {
    let translation = try translate(pattern)
    #expect(translation.terms.isEmpty)
    #expect(translation.reasons.count == 1 && translation.reasons[0].contains(reason))
  }

  @Test("START and STOP bound the time in which it counts")
  func window() throws {
    let translation = try translate(
      "[ipv4-addr:value = '203.0.113.7'] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'")
    #expect(translation.terms.first?.from == 1_767_225_600_000_000)
    #expect(translation.terms.first?.until == 1_767_312_000_000_000)
  }

  @Test("operators bind as section 9 says: AND before OR before FOLLOWEDBY")
  func precedence() throws {
    let test = { (value: String) in
      STIXPattern.observation(
        .test(
          STIXTest(
            path: STIXPath(type: "a", steps: [.key("b")]), isNegated: false, operation: .equal, values: [.string(value)]
          )))
    }
    #expect(
      try STIXPatternParser.parse("[a:b='1'] FOLLOWEDBY [a:b='2'] OR [a:b='3'] AND [a:b='4']")
        == .followedBy(test("1"), .or(test("2"), .and(test("3"), test("4")))))
  }

  @Test(
    "what is no pattern is refused with its place",
    arguments: [
      "", "[", "[a:b]", "[a:b = ]", "[a:b = 'x'", "[a:b = 'x]", "a:b = 'x'", "[a:b = 'x'] junk", "[a:b IN 'x']",
      "[a = 'x']",
      "[a:b = 'x'] REPEATS 0 TIMES", "[a:b = 'x'] WITHIN SECONDS", "[a:b ~ 'x']", "[a:b[x] = 1]",
      String(repeating: "(", count: 5000),
    ])
  func refused(pattern: String) { #expect(throws: STIXPatternError.self) { try STIXPatternParser.parse(pattern) } }

  @Test("a pattern of ten thousand alternatives is read; joint ones that multiply beyond bounds are named")
  func large() throws {
    let many = (0..<10_000).map { "ipv4-addr:value = '10.\($0 / 256).\($0 % 256).1'" }.joined(separator: " OR ")
    #expect(try translate("[\(many)]").terms.count == 10_000)
    let some = (0..<100).map { "url:value = 'http://a\($0).example'" }.joined(separator: " OR ")
    let bomb = "[(\(some)) AND (\(some))]"
    #expect(try translate(bomb).terms.isEmpty)
    #expect(try translate(bomb).reasons.first?.contains("multiply") == true)
  }

  @Test("no text makes the parser fail otherwise than by saying so")
  func anyText() {
    var random = FuzzRandom(seed: 11)
    let pieces = [
      "[", "]", "(", ")", "ipv4-addr", ":", "value", "=", "'1.2.3.4'", "AND", "OR", "NOT", "IN", "'", "\\", "START",
      "t'", "LIKE", "99", "*", ".", "FOLLOWEDBY",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int(random.next() % 24)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined(
        separator: " ")
      if let pattern = try? STIXPatternParser.parse(text) { _ = STIXTranslation(pattern) }
    }
  }
}
