import Activity
import Foundation
import FuzzSupport
import Testing

@testable import Intel

@Suite("MMDB databases")
struct MaxMindTests {
  static let folder: String = "../shared/corpus/geo"
  static let hasCorpus: Bool = FileManager.default.fileExists(atPath: "../shared/corpus/geo")

  @Test(
    "MaxMind's own good databases are read, its broken ones named, one problem each",
    .enabled(if: MaxMindTests.hasCorpus, "../shared/corpus/geo is not here"))
  func realDatabases() {
    let contents = IntelLoader.load(paths: [Self.folder])
    let broken = contents.problems.filter { $0.file.hasSuffix(".mmdb") }
    #expect(
      broken.map { $0.file.split(separator: "/").last.map(String.init) ?? "" } == [
        "GeoIP2-City-Test-Broken-Double-Format.mmdb", "GeoIP2-City-Test-Invalid-Node-Count.mmdb",
      ])
    let book = contents.addresses
    #expect(book.databases.count == 4)
    let london = book.facts(of: "81.2.69.160")
    #expect(london.country == "GB" && london.city == "London")
    #expect(london.latitude.map { abs($0 - 51.5) < 0.1 } == true && london.accuracyRadius == 100)
    #expect(book.facts(of: "1.128.0.0").asn == 1221)
    #expect(book.facts(of: "1.128.0.0").organization == "Telstra Pty Ltd")
    #expect(book.facts(of: "65.0.0.1").kinds.contains(.tor))
    #expect(book.facts(of: "1.2.0.1").kinds.contains(.vpn))
    #expect(Set(book.gaps.map(\.kind)) == [.provider])
  }

  @Test("MaxMind's layout and IPinfo's are told apart")
  func layouts() throws {
    let scratch = try Scratch()
    var city = MMDBWriter(type: "DBIP-City-Lite")
    city.add(
      "203.0.113.0/24",
      .map([
        ("country", .map([("iso_code", .text("JP")), ("names", .map([("en", .text("Japan"))]))])),
        ("city", .map([("names", .map([("en", .text("Kyoto")), ("ja", .text("京都市"))]))])),
        ("location", .map([("latitude", .double(35.0)), ("longitude", .double(135.77))])),
      ]))
    city.add("2001:db8::/32", .map([("registered_country", .map([("iso_code", .text("de"))]))]))
    var info = MMDBWriter(type: "ipinfo bundle_location_lite.mmdb")
    info.add(
      "198.51.100.0/24",
      .map([
        ("country", .text("Japan")), ("country_code", .text("JP")), ("asn", .text("AS64500")),
        ("as_name", .text("Example Net")),
        ("vpn", .text("true")), ("tor", .text("")), ("hosting", .boolean(true)), ("lat", .text("35.5")),
        ("lng", .text("139.5")),
      ]))
    info.add("192.0.2.0/24", .map([("asn", .text("AS64501")), ("name", .text("Host")), ("type", .text("hosting"))]))
    var line = MMDBWriter(type: "GeoIP2-Connection-Type")
    line.add("203.0.113.0/24", .map([("connection_type", .text("Cellular"))]))
    for (name, writer) in [("a.mmdb", city), ("b", info), ("c.mmdb", line)] { try scratch.write(name, writer.file()) }
    let contents = IntelLoader.load(paths: [scratch.path])
    #expect(contents.problems.isEmpty)
    let book = contents.addresses
    let kyoto = book.facts(of: "203.0.113.9")
    #expect(kyoto.country == "JP" && kyoto.city == "Kyoto" && kyoto.latitude == 35.0 && kyoto.kinds == .mobile)
    #expect(book.facts(of: "2001:db8::9").country == "DE")
    let lite = book.facts(of: "198.51.100.9")
    #expect(lite.country == "JP" && lite.asn == 64500 && lite.organization == "Example Net")
    #expect(lite.kinds == [.vpn, .hosting] && lite.longitude == 139.5)
    let host = book.facts(of: "192.0.2.1")
    #expect(host.kinds == .hosting && host.organization == "Host" && host.asn == 64501)
    #expect(
      Set(contents.files.compactMap(\.title)) == [
        "DBIP-City-Lite", "ipinfo bundle_location_lite.mmdb", "GeoIP2-Connection-Type",
      ])
  }

  /// Nested far deeper than a stack holds, or pointing to itself, or larger than it is.
  static let hostile: [(String, [UInt8])] = [
    ("deep", Array(repeating: [0x01, 0x04] as [UInt8], count: 200_000).flatMap { $0 } + [0xA0]),
    ("loop", [0x20, 0x00]), ("array of itself", [0x02, 0x04, 0x20, 0x00, 0x20, 0x00]),
    ("huge array", [0x1F, 0x04, 0xFF, 0xFF, 0xFF]), ("huge map", [0xFF, 0xFF, 0xFF, 0xFF]),
    ("huge text", [0x5F, 0xFF, 0xFF, 0xFF]), ("short double", [0xE1, 0x41, 0x61, 0x61, 0x00]),
    ("container", [0x00, 0x05]),
    ("outside", [0x38, 0xFF, 0xFF, 0xFF, 0xFF]),
  ]

  @Test("a record that is hostile costs the database, and nothing else", arguments: hostile.map(\.0))
  func hostileRecords(name: String) throws {
    let bytes = try #require(Self.hostile.first { $0.0 == name }?.1)
    let scratch = try Scratch()
    var writer = MMDBWriter(type: "GeoLite2-City")
    writer.add("203.0.113.0/24", .raw(bytes))
    try scratch.write("bad.mmdb", writer.file())
    try scratch.write("good.txt", "198.51.100.7\n")
    let contents = IntelLoader.load(paths: [scratch.path])
    #expect(contents.problems.count == 1 && contents.problems[0].file.hasSuffix("bad.mmdb"))
    #expect(contents.addresses.databases.isEmpty && contents.indicators.count == 1)
  }

  @Test("metadata that are hostile never reach libmaxminddb", arguments: hostile.map(\.0))
  func hostileMetadata(name: String) throws {
    let bytes = try #require(Self.hostile.first { $0.0 == name }?.1)
    let scratch = try Scratch()
    var writer = MMDBWriter()
    writer.add("203.0.113.0/24", .map([("asn", .number(1))]))
    let path = try scratch.write("bad.mmdb", writer.file(extraMetadata: [("x", .raw(bytes))]))
    #expect(throws: IntelProblem.self) { try MaxMindDatabase(path: path) }
  }

  @Test("a database that is cut off or flipped anywhere is refused or read, and never crashes")
  func damage() throws {
    let scratch = try Scratch()
    var writer = MMDBWriter(type: "GeoLite2-ASN")
    for third in 0..<20 {
      writer.add("203.0.\(third).0/24", .map([("autonomous_system_number", .number(UInt64(64500 + third)))]))
    }
    let whole = writer.file()
    var random = FuzzRandom(seed: 3)
    for round in 0..<300 {
      var bytes = whole
      if round % 3 == 0 {
        bytes = Array(bytes.prefix(Int(random.next() % UInt64(whole.count))))
      } else {
        for _ in 0..<(1 + Int(random.next() % 4)) {
          bytes[Int(random.next() % UInt64(whole.count))] = UInt8(truncatingIfNeeded: random.next())
        }
      }
      let path = try scratch.write("x.mmdb", bytes)
      guard let database = try? MaxMindDatabase(path: path) else { continue }
      let book = AddressBook(databases: [database], ranges: AddressRanges(), coverage: [])
      for third in 0..<20 { _ = book.facts(of: "203.0.\(third).1") }
    }
    #expect(throws: Never.self) { try MaxMindDatabase(path: try scratch.write("whole.mmdb", whole)) }
  }

  @Test("look-ups from many threads agree")
  func threads() async throws {
    let scratch = try Scratch()
    var writer = MMDBWriter(type: "GeoLite2-ASN")
    for third in 0..<200 {
      writer.add("203.0.\(third).0/24", .map([("autonomous_system_number", .number(UInt64(64500 + third)))]))
    }
    let database = try MaxMindDatabase(path: try scratch.write("x.mmdb", writer.file()))
    let book = AddressBook(databases: [database], ranges: AddressRanges(), coverage: [])
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<200).allSatisfy { book.facts(of: "203.0.\($0).9").asn == UInt32(64500 + $0) } }
      }
      for await agrees in group { #expect(agrees) }
    }
  }
}
