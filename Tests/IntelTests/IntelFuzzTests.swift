import Activity
import Foundation
import FuzzSupport
import Testing

@testable import Intel

/// Feeds and databases come from strangers: what is wrong with them is told, and costs nothing of the rest.
@Suite("Fuzz: threat intelligence")
struct IntelFuzzTests {
  private static let feeds: [(name: String, text: String)] = [
    (
      "stix.json",
      #"""
      {"type":"bundle","id":"bundle--1","objects":[
      {"type":"indicator","spec_version":"2.1","id":"indicator--1","created_by_ref":"identity--1","modified":"2026-01-02T00:00:00Z","name":"C2","pattern":"[ipv4-addr:value = '203.0.113.7' OR (domain-name:value LIKE '%.bad.example' AND url:value MATCHES '^https?://[a-z]+')] FOLLOWEDBY [file:hashes.'SHA-1' = 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709'] WITHIN 5 SECONDS","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z","valid_until":"2027-01-01T00:00:00Z","confidence":70},
      {"type":"identity","id":"identity--1","name":"CERT Example"},{"type":"malware","id":"malware--1","name":"EvilRAT"},
      {"type":"relationship","id":"relationship--1","relationship_type":"indicates","source_ref":"indicator--1","target_ref":"malware--1"}]}
      """#
    ),
    (
      "misp.json",
      #"{"Event":{"info":"Case","date":"2026-01-01","Orgc":{"name":"CERT"},"threat_level_id":"2","Tag":[{"name":"tlp:white"}],"Attribute":[{"type":"ip-dst|port","value":"203.0.113.9|443","to_ids":true,"timestamp":"1767225600"},{"type":"domain|ip","value":"bad.example|203.0.113.8","to_ids":true}],"Object":[{"name":"file","Attribute":[{"type":"sha256","value":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","to_ids":true}]}]}}"#
    ),
    (
      "list.csv",
      "indicator,type,confidence,valid_until\n203.0.113.7,ip,90,2027-01-01\n\"hxxp[://]a[.]example/\"\"b\",url,,\n"
    ),
    ("list.txt", "# names\nbad[.]example\n2001:db8::/32\nuser@bad.example ; note\nd41d8cd98f00b204e9800998ecf8427e\n"),
    (
      "aws.json",
      #"{"syncToken":"1","createDate":"2026-01-01-00-00-00","prefixes":[{"ip_prefix":"3.5.140.0/22","region":"ap-northeast-2","service":"AMAZON"}],"ipv6_prefixes":[{"ipv6_prefix":"2600:1f14::/35","service":"EC2"}]}"#
    ),
    (
      "exits.txt",
      "ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E\nPublished 2026-01-01 00:00:00\nExitAddress 203.0.113.10 2026-01-01 01:00:00\n"
    ),
  ]

  private static let pieces = [
    "203.0.113.0/33", "::ffff:203.0.113.7", "0.0.0.0/0", "[", "]'", " AND ", " OR ", "NOT ", "((((((((", "'\\'",
    "MATCHES '(a+)+$'",
    "LIKE '%%%%'", "REPEATS 99999999999 TIMES", "START t'2026' STOP t'2025'", "[*]", "9999-99-99", "-1", "1e400",
    "\"\"\"",
    "\\u0000", "\r\n", ";;;;", "{\"type\":\"indicator\"}", "\"objects\":[[]]", "xn--", "%zz", "|", "\u{202E}",
  ].map { Array($0.utf8) }

  @Test("no damage to a feed crashes or hangs its reader, and what is read can be asked")
  func feeds() throws {
    let scratch = try Scratch()
    try FuzzRun.rounds(
      "feeds", 150, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let feed = run.random.pick(Self.feeds)
        let bytes = run.random.damage(Array(feed.text.utf8), pieces: Self.pieces)
        let path = try scratch.write(feed.name, bytes)
        let contents = IntelLoader.load(paths: [path])
        #expect(contents.problems.count <= IntelLoader.maxProblems, "seed \(run.seed)")
        for problem in contents.problems {
          #expect(!problem.message.isEmpty && problem.line ?? 1 >= 1, "seed \(run.seed)")
        }
        for text in [
          "203.0.113.7", "https://abc.bad.example/", "x.bad.example", "", "é", String(repeating: "a", count: 5000),
        ] {
          for match in contents.indicators.match(text: text, at: 1_767_225_600_000_000) {
            #expect(!match.value.isEmpty)
          }
        }
        _ = contents.addresses.facts(of: "203.0.113.10")
      })
  }

  @Test("no damage to a pattern crashes or hangs its reader")
  func patterns() {
    let seeds = [
      "[ipv4-addr:value = '203.0.113.7' AND NOT (url:value MATCHES 'a')] FOLLOWEDBY [domain-name:value IN ('a', 'b')] REPEATS 5 TIMES",
      "([file:hashes.'SHA-256' != h'00ff'] OR [x:y[*].z[0].w > 1.5]) START t'2026-01-01T00:00:00Z' STOP t'2026-02-01T00:00:00Z'",
    ].map { Array($0.utf8) }
    FuzzRun.rounds(
      "patterns", 600, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let text = String(decoding: run.random.damage(run.random.pick(seeds), pieces: Self.pieces), as: UTF8.self)
        guard let pattern = try? STIXPatternParser.parse(text) else { return }
        #expect(STIXTranslation(pattern).terms.count < 10_000, "seed \(run.seed)")
      })
  }

  @Test("no damage to a database crashes or hangs who asks it")
  func databases() throws {
    let scratch = try Scratch()
    var city = MMDBWriter(type: "GeoLite2-City")
    city.add(
      "203.0.113.0/24",
      .map([
        ("country", .map([("iso_code", .text("JP")), ("names", .map([("en", .text("Japan"))]))])),
        ("city", .map([("names", .map([("ja", .text("京都市"))]))])),
        (
          "location",
          .map([("latitude", .double(35)), ("longitude", .double(135.77)), ("accuracy_radius", .number(50))])
        ),
      ]))
    city.add("2001:db8::/32", .map([("registered_country", .map([("iso_code", .text("de"))]))]))
    var network = MMDBWriter(type: "GeoLite2-ASN")
    network.add(
      "198.51.100.0/24",
      .map([("autonomous_system_number", .number(64500)), ("autonomous_system_organization", .text("Example"))]))
    let files = [city.file(), network.file()]
    try FuzzRun.rounds(
      "databases", 150, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let path = try scratch.write(
          "a.mmdb", run.random.damage(run.random.pick(files), pieces: [MaxMindMetadata.marker]))
        let contents = IntelLoader.load(paths: [path])
        for address in ["203.0.113.7", "198.51.100.9", "2001:db8::1", "255.255.255.255", "::", "no address"] {
          let facts = contents.addresses.facts(of: address)
          #expect(facts.latitude.map { $0.isFinite } ?? true, "seed \(run.seed)")
        }
      })
  }
}
