import Activity
import Foundation
import FuzzSupport
import Testing

@testable import Intel

@Suite("Indicators")
struct IndicatorTests {
  private func load(_ files: [(String, String)]) throws -> IntelContents {
    let scratch = try Scratch()
    for (name, text) in files { try scratch.write(name, text) }
    return IntelLoader.load(paths: [scratch.path])
  }

  private func observation(_ names: Names, _ change: (inout Observation, Names) -> Void) -> Observation {
    var observation = Observation()
    observation.time = 1_767_225_600_000_000
    observation.sensitivity = .medium
    change(&observation, names)
    return observation
  }

  @Test(
    "values are told by their shape, also when made unclickable",
    arguments: [
      ("hxxps[://]evil[.]example/a", IndicatorType.url, "https://evil.example/a"),
      ("evil[.]example", .domain, "evil.example"),
      ("*.Evil.example.", .domain, "evil.example"), ("203[.]0[.]113[.]7", .address, "203.0.113.7"),
      ("203.0.113.7:8080", .address, "203.0.113.7"), ("[2001:db8::1]:443", .address, "2001:db8::1"),
      ("203.0.113.9/24", .network, "203.0.113.0/24"), ("203.0.113.9/32", .address, "203.0.113.9"),
      ("bad[@]evil[.]example", .email, "bad@evil.example"),
      ("D41D8CD98F00B204E9800998ECF8427E", .fileHash, "d41d8cd98f00b204e9800998ecf8427e"),
      ("AKIAIOSFODNN7EXAMPLE", .credential, "AKIAIOSFODNN7EXAMPLE"),
      ("arn:aws:iam::111122223333:user/x", .arn, "arn:aws:iam::111122223333:user/x"),
      ("111122223333", .account, "111122223333"), ("okta:acme:user:00u1", .account, "okta:acme:user:00u1"),
      ("evil.example/login.php", .url, "evil.example/login.php"),
    ])
  func shapes(text: String, type: IndicatorType, value: String) {
    let read = IndicatorText.read(text)
    #expect(read?.0 == type && read?.1 == value)
  }

  @Test(
    "what has no shape is no indicator",
    arguments: ["", "hello", "1.2.3", "some words", "a.1", "-.example", String(repeating: "a", count: 3000)])
  func noShape(text: String) { #expect(IndicatorText.read(text) == nil) }

  @Test("a record is matched by address, network, domain above, agent, key, ARN and account")
  func fields() throws {
    let contents = try load([
      (
        "list.txt",
        """
        # comment
        203.0.113.7
        198.51.100.0/24   # a network
        2001:DB8:0::1
        evil.example ; domain
        AKIAIOSFODNN7EXAMPLE
        arn:aws:iam::111122223333:user/mallory
        444455556666
        mallory@other.example
        """
      ),
      ("agents.csv", "type,value\nuser-agent,evil-tool/1.0\naccount,okta:acme:user:00u9\n"),
    ])
    #expect(contents.problems.isEmpty)
    #expect(contents.indicators.count == 10)
    let names = Names()
    let set = contents.indicators
    func found(_ change: (inout Observation, Names) -> Void) -> [String] {
      set.matches(observation(names, change), names: names, at: 0).map {
        "\($0.field.map { "\($0)" } ?? "") \($0.indicator.value)"
      }
    }
    #expect(found { $0.address = $1.keep("203.0.113.7") } == ["address 203.0.113.7"])
    #expect(found { $0.address = $1.keep("::ffff:203.0.113.7") } == ["address 203.0.113.7"])
    #expect(found { $0.address = $1.keep("2001:db8::0001") } == ["address 2001:db8::1"])
    #expect(found { $0.address = $1.keep("198.51.100.77") } == ["address 198.51.100.0/24"])
    #expect(found { $0.address = $1.keep("198.51.101.77") } == [])
    #expect(found { $0.agent = $1.keep("Evil-Tool/1.0") } == ["agent evil-tool/1.0"])
    #expect(found { $0.credential = $1.keep("AKIAIOSFODNN7EXAMPLE") } == ["credential AKIAIOSFODNN7EXAMPLE"])
    #expect(
      found { $0.actor = $1.keep("aws:111122223333:user:mallory") } == ["actor arn:aws:iam::111122223333:user/mallory"])
    #expect(found { $0.issuer = $1.keep("aws:444455556666:role:x") } == ["issuer 444455556666"])
    #expect(found { $0.actor = $1.keep("okta:acme:user:00u9") } == ["actor okta:acme:user:00u9"])
    #expect(found { $0.email = $1.keep("Mallory@Other.example") } == ["email mallory@other.example"])
    #expect(found { $0.email = $1.keep("bob@mail.evil.example") } == ["email evil.example"])
    #expect(found { $0.target = $1.keep("https://cdn.evil.example:8443/hook") } == ["target evil.example"])
    #expect(found { $0.target = $1.keep("arn:aws:iam::444455556666:role/x") } == ["target 444455556666"])
    #expect(found { $0.target = $1.keep("notevil.example") } == [])
    #expect(found { $0.agent = $1.keep("203.0.113.7") } == [])
    let both = found {
      $0.address = $1.keep("203.0.113.7")
      $0.credential = $1.keep("AKIAIOSFODNN7EXAMPLE")
    }
    #expect(both.count == 2)
  }

  @Test("an indicator counts until it expires, on the event's time")
  func expiry() throws {
    let contents = try load([
      (
        "a.csv",
        "value,valid_until,confidence,tlp,source,description\n203.0.113.7,2026-01-01T00:00:00Z,80,TLP:AMBER,x,scanner\n"
      )
    ])
    let match = try #require(contents.indicators.match(text: "203.0.113.7", at: 1_767_225_599_999_999).first)
    #expect(
      match.indicator.confidence == 80 && match.indicator.tlp == .amber && match.indicator.description == "scanner")
    #expect(
      match.en.contains("203.0.113.7 is in threat intelligence as an address")
        && match.en.contains("valid until 2026-01-01"))
    #expect(match.ja.contains("脅威インテリジェンス") && match.ja.contains("有効期限：2026-01-01"))
    #expect(contents.indicators.match(text: "203.0.113.7", at: 1_767_225_600_000_000).isEmpty)
    #expect(contents.indicators.match(text: "203.0.113.7").count == 1)
  }

  static let bundle = """
    {"type":"bundle","id":"bundle--1","objects":[
    {"type":"indicator","spec_version":"2.1","id":"indicator--1","created_by_ref":"identity--1","created":"2026-01-01T00:00:00Z","modified":"2026-01-02T00:00:00Z","name":"C2","pattern":"[ipv4-addr:value = '203.0.113.7' OR ipv4-addr:value = '203.0.113.8']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z","valid_until":"2027-01-01T00:00:00Z","confidence":70,"labels":["l1"],"indicator_types":["malicious-activity"],"object_marking_refs":["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"]},
    {"type":"indicator","id":"indicator--2","modified":"2026-01-02T00:00:00Z","revoked":true,"pattern":"[ipv4-addr:value = '203.0.113.9']","pattern_type":"stix"},
    {"type":"indicator","id":"indicator--3","modified":"2026-01-02T00:00:00Z","pattern":"title: x","pattern_type":"sigma"},
    {"type":"indicator","id":"indicator--4","modified":"2026-01-02T00:00:00Z","pattern":"[process:pid = 1]","pattern_type":"stix"},
    {"type":"indicator","id":"indicator--5","modified":"2026-01-02T00:00:00Z","pattern":"[ipv4-addr:value = '192.0.2.1' AND user-account:user_id = 'bob']","pattern_type":"stix"},
    {"type":"identity","id":"identity--1","name":"CERT Example","identity_class":"organization"},
    {"type":"malware","id":"malware--1","name":"EvilRAT","is_family":true},
    {"type":"relationship","id":"relationship--1","relationship_type":"indicates","source_ref":"indicator--1","target_ref":"malware--1"}
    ]}
    """

  @Test("a STIX bundle keeps who says it, what it indicates, confidence and TLP; revoked and unread are told")
  func stix() throws {
    let contents = try load([("b.json", Self.bundle)])
    let match = try #require(contents.indicators.match(text: "203.0.113.8").first)
    #expect(
      match.indicator.author == "CERT Example" && match.indicator.indicates == ["EvilRAT"]
        && match.indicator.id == "indicator--1")
    #expect(
      match.indicator.confidence == 70 && match.indicator.tlp == .amber
        && match.indicator.labels == ["l1", "malicious-activity"])
    #expect(contents.indicators.match(text: "203.0.113.9").isEmpty)
    #expect(contents.files.first?.passedOver == 1)
    #expect(contents.problems.map(\.message).contains { $0.contains("sigma") })
    #expect(contents.problems.map(\.message).contains { $0.contains("process:pid") })
    #expect(contents.problems.count == 2)
  }

  @Test("a pattern that joins conditions matches only where all hold")
  func joint() throws {
    let set = try load([("b.json", Self.bundle)]).indicators
    let names = Names()
    let both = observation(names) {
      $0.address = $1.keep("192.0.2.1")
      $0.actor = $1.keep("okta:acme:user:bob")
    }
    // The actor's key is not the user's id alone, so that the issuer carries it here.
    var plain = both
    plain.issuer = names.keep("bob")
    #expect(set.matches(plain, names: names, at: 0).map(\.indicator.id) == ["indicator--5"])
    #expect(set.matches(observation(names) { $0.address = $1.keep("192.0.2.1") }, names: names, at: 0).isEmpty)
  }

  @Test("the newest version of an object counts, whatever the order of files")
  func versions() throws {
    func object(_ modified: String, _ address: String, revoked: Bool = false) -> String {
      #"{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--9","modified":"\#(modified)","revoked":\#(revoked),"pattern":"[ipv4-addr:value = '\#(address)']","pattern_type":"stix"}]}"#
    }
    let old = object("2026-01-01T00:00:00Z", "203.0.113.1")
    let new = object("2026-02-01T00:00:00Z", "203.0.113.2")
    let gone = object("2026-03-01T00:00:00Z", "203.0.113.2", revoked: true)
    for files in [[("a.json", old), ("b.json", new)], [("a.json", new), ("b.json", old)]] {
      let set = try load(files).indicators
      #expect(set.match(text: "203.0.113.1").isEmpty && set.match(text: "203.0.113.2").count == 1 && set.count == 1)
    }
    let twice = try load([("a.json", new), ("b.json", new)]).indicators
    #expect(twice.count == 1 && twice.match(text: "203.0.113.2").count == 1)
    #expect(try load([("a.json", gone), ("b.json", new), ("c.json", old)]).indicators.isEmpty)
  }

  @Test("MISP events, objects and feeds are read; what is not for detection is passed over")
  func misp() throws {
    let event =
      #"{"Event":{"info":"Campaign","Orgc":{"name":"CIRCL"},"Tag":[{"name":"tlp:green"},{"name":"x"}],"Attribute":[{"uuid":"u1","type":"ip-dst|port","value":"203.0.113.7|443","to_ids":true,"comment":"c2","timestamp":"1767225600"},{"uuid":"u2","type":"domain","value":"benign.example","to_ids":false},{"uuid":"u3","type":"mutex","value":"m","to_ids":true},{"uuid":"u5","type":"domain","value":"gone.example","to_ids":true,"deleted":true}],"Object":[{"name":"file","Attribute":[{"uuid":"u4","type":"filename|sha256","value":"a.exe|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","to_ids":true}]}]}}"#
    let contents = try load([
      ("5a.json", event),
      ("manifest.json", #"{"5a":{"info":"Campaign","Orgc":{"name":"CIRCL"},"timestamp":"1","date":"2026-01-01"}}"#),
      ("rest.json", #"{"response":{"Attribute":[{"type":"user-agent","value":"evil/2","to_ids":true}]}}"#),
    ])
    let match = try #require(contents.indicators.match(text: "203.0.113.7").first)
    #expect(match.indicator.name == "Campaign" && match.indicator.author == "CIRCL" && match.indicator.tlp == .green)
    #expect(match.indicator.labels == ["x"] && match.indicator.description == "c2")
    #expect(
      contents.indicators.match(text: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855").count == 1)
    #expect(contents.indicators.match(text: "evil/2", type: .userAgent).count == 1)
    #expect(contents.indicators.count == 3)
    #expect(contents.files.map(\.kind) == [.misp, .mispManifest, .misp])
    #expect(
      contents.problems.map(\.message) == ["MISP attributes of type 'mutex' are nothing that an audit record shows"])
  }

  @Test("tables are read by header, by a header in a comment, with other delimiters, and without a header")
  func tables() throws {
    let contents = try load([
      ("a.csv", "Indicator;Type;Description\n203.0.113.1;IPv4;\"a; \"\"b\"\"\"\n"),
      (
        "b.csv",
        "# feed\n# \"first_seen_utc\",\"ioc_value\",\"ioc_type\",\"malware_printable\",\"confidence_level\"\n\"2026-01-01\", \"203.0.113.2:443\", \"ip:port\", \"EvilRAT\", \"75\"\n"
      ),
      ("c.csv", "203.0.113.3,2026-01-01,x\n203.0.113.4,2026-01-02,y\n"),
      ("d.tsv", "domain\tnote\nevil.example\tz\nnot a domain\tq\n"),
    ])
    #expect(contents.indicators.match(text: "203.0.113.1").first?.indicator.description == "a; \"b\"")
    let second = contents.indicators.match(text: "203.0.113.2").first?.indicator
    #expect(second?.name == "EvilRAT" && second?.confidence == 75)
    #expect(contents.indicators.match(text: "203.0.113.4").count == 1)
    #expect(contents.indicators.match(text: "www.evil.example").count == 1)
    #expect(contents.problems.count == 1 && contents.problems[0].line == 3)
  }

  @Test("wildcards and regular expressions are tried on user agents and URLs")
  func patterns() throws {
    func indicator(_ number: Int, _ pattern: String) -> String {
      #"{"type":"indicator","id":"indicator--\#(number)","modified":"2026-01-01T00:00:00Z","pattern_type":"stix","pattern":"\#(pattern)"}"#
    }
    let agent = "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'"
    let objects = [
      indicator(1, "[\(agent) LIKE 'evil/_.%']"),
      indicator(2, "[url:value MATCHES '^https://[a-z]+[.]bad[.]example/']"),
      indicator(3, "[url:value MATCHES '(a+)+$']"),
    ]
    let set = try load([
      ("b.json", "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[\(objects.joined(separator: ","))]}")
    ]).indicators
    #expect(set.match(text: "EVIL/2.10", type: .userAgent).map(\.indicator.id) == ["indicator--1"])
    #expect(set.match(text: "evil/22", type: .userAgent).isEmpty)
    #expect(set.match(text: "https://x.bad.example/p", type: .url).map(\.indicator.id) == ["indicator--2"])
    #expect(set.match(text: String(repeating: "a", count: 1500) + "!", type: .url).isEmpty)
  }

  @Test("gzip is read; what is damaged, empty or something else is told and costs nothing of the rest")
  func damage() throws {
    let scratch = try Scratch()
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 51, 50, 48, 214, 51, 208, 51, 52, 52, 214, 51, 231, 2, 0, 185, 93, 33, 210, 12,
      0, 0, 0,
    ]
    try scratch.write("cut.gz", packed.prefix(20))
    try scratch.write("binary.dat", [0, 1, 2, 3, 0])
    try scratch.write("broken.json", "{\"type\":\"bundle\",\"objects\":[")
    try scratch.write("odd.json", "{\"x\":1}")
    try scratch.write("empty.txt", "")
    try scratch.write("LICENSE", "evil.example\n")
    try scratch.write("letter.txt", "Dear reader,\nthis is no list, though it names\nevil.example\n")
    try scratch.write("fine.txt", "203.0.113.7\nnonsense here\nmore nonsense\n203.0.113.8\n203.0.113.9\n")
    let contents = IntelLoader.load(paths: [scratch.path, scratch.path + "/missing"])
    #expect(contents.indicators.count == 3)
    #expect(contents.problems.count == 7)
    #expect(contents.problems.contains { $0.message.contains("fewer than half") })
    #expect(contents.problems.contains { $0.file.hasSuffix("fine.txt") && $0.line == 2 })
  }

  @Test("a memory changes no result, nor does the order of records, and it follows a new set")
  func memory() throws {
    let names = Names()
    var random = FuzzRandom(seed: 5)
    let lines = (0..<500).map { _ in "10.\(random.next() % 64).\(random.next() % 8).0/\(20 + random.next() % 13)" }
    let first = try load([("a.txt", lines.joined(separator: "\n"))]).indicators
    let second = try load([("a.txt", "10.1.1.1\n")]).indicators
    let records = (0..<20_000).map { _ in
      observation(names) {
        $0.address = $1.keep("10.\(random.next() % 64).\(random.next() % 8).\(random.next() % 256)")
      }
    }
    var memory = IndicatorMemory()
    let plain = records.prefix(3000).map { first.matches($0, names: names, at: 0) }
    #expect(records.prefix(3000).map { first.matches($0, names: names, at: 0, memory: &memory) } == plain)
    for record in records.reversed() { _ = first.matches(record, names: names, at: 0, memory: &memory) }
    #expect(records.prefix(3000).map { first.matches($0, names: names, at: 0, memory: &memory) } == plain)
    #expect(plain.contains { !$0.isEmpty } && plain.contains { $0.isEmpty })
    let hit = observation(names) { $0.address = $1.keep("10.1.1.1") }
    _ = first.matches(hit, names: names, at: 0, memory: &memory)
    #expect(second.matches(hit, names: names, at: 0, memory: &memory).map(\.indicator.value) == ["10.1.1.1"])
  }

  @Test("a feed that changes is loaded anew, one that is only touched is not")
  func reload() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.txt", "203.0.113.7\n")
    let feed = IntelFeed(paths: [scratch.path])
    let before = feed.contents
    #expect(!feed.reloadIfChanged())
    try scratch.write("a.txt", "203.0.113.7\n")
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 5)], ofItemAtPath: path)
    #expect(!feed.reloadIfChanged())
    try scratch.write("b.txt", "203.0.113.8\n")
    #expect(feed.reloadIfChanged())
    #expect(feed.contents.indicators.count == 2 && before.indicators.count == 1)
    try FileManager.default.removeItem(atPath: path)
    #expect(feed.reloadIfChanged())
    #expect(feed.contents.indicators.match(text: "203.0.113.7").isEmpty)
  }
}
