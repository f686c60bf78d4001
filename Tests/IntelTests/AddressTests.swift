import Activity
import Foundation
import FuzzSupport
import Testing

@testable import Intel

@Suite("Addresses and networks")
struct AddressTests {
  @Test(
    "addresses are written in one form",
    arguments: [
      ("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
    ])
  func canonical(text: String, form: String) { #expect(IPAddress(text)?.text == form) }

  @Test(
    "what is no address is none", arguments: ["", "1.2.3", "1.2.3.4.5", "example.com", "1.2.3.4/33", "::g", "1.2.3.4/"])
  func noAddress(text: String) { #expect(IPPrefix(text) == nil) }

  @Test("of nested networks the most specific is found first, then those around it")
  func nested() {
    let texts = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.3", "2001:db8::/32", "0.0.0.0/0", "10.1.0.0/16"]
    let prefixes = texts.compactMap { IPPrefix($0) }
    let table = PrefixTable(prefixes)
    func found(_ text: String) -> [Int] {
      var places: [Int] = []
      IPAddress(text).map { table.forEach(holding: $0) { places.append($0) } }
      return places
    }
    #expect(found("10.1.2.3") == [3, 2, 6, 1, 0, 5])
    #expect(found("::ffff:10.1.2.4") == [2, 6, 1, 0, 5])
    #expect(found("10.1.3.1") == [6, 1, 0, 5])
    #expect(found("10.2.0.0") == [0, 5])
    #expect(found("11.0.0.0") == [5])
    #expect(found("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff") == [4])
    #expect(found("2001:db9::") == [])
    #expect(found("::") == [])
  }

  @Test("the table agrees with a plain search on random networks")
  func agreesWithPlainSearch() {
    var random = FuzzRandom(seed: 7)
    let prefixes = (0..<400).map { _ in
      let address = IPAddress(bits: IPAddress.mappedPrefix | UInt128(random.next() & 0xFFFF))
      return IPPrefix(address: address, length: 112 + Int(random.next() % 17))
    }
    let table = PrefixTable(prefixes)
    for _ in 0..<2000 {
      let address = IPAddress(bits: IPAddress.mappedPrefix | UInt128(random.next() & 0x1FFFF))
      var found: Set<Int> = []
      table.forEach(holding: address) { found.insert($0) }
      #expect(found == Set(prefixes.indices.filter { prefixes[$0].contains(address) }))
    }
  }

  @Test("without any file an address has its prefix, and what is missing is said in both languages")
  func nothingKnown() {
    let book = AddressBook()
    let first = book.facts(of: "203.0.113.7")
    #expect(first.network != 0 && first.network == book.facts(of: "203.0.113.250").network)
    #expect(first.network != book.facts(of: "203.0.114.7").network)
    #expect(book.facts(of: "2001:db8:1:2::1").network == book.facts(of: "2001:db8:1:ffff::9").network)
    #expect(book.facts(of: "2001:db8:1::1").network != book.facts(of: "2001:db8:2::1").network)
    #expect(book.facts(of: "no address").network == 0)
    #expect(book.facts(of: "10.1.2.3").kinds == .local)
    #expect(book.facts(of: "::1").kinds == .local)
    #expect(book.gaps.map(\.kind) == AddressGap.Kind.allCases)
    #expect(book.gaps.allSatisfy { $0.en.contains("Free") && $0.ja.contains("無償") || $0.kind == .anonymity })
  }

  @Test("published ranges of providers are told by their shape")
  func ranges() throws {
    let scratch = try Scratch()
    try scratch.write(
      "a.json",
      #"{"syncToken":"1","createDate":"x","prefixes":[{"ip_prefix":"198.51.100.0/24","region":"us-east-1","service":"AMAZON"},{"ip_prefix":"198.51.100.0/24","region":"us-east-1","service":"EC2"},{"ip_prefix":"198.51.101.0/24","service":"AMAZON"}],"ipv6_prefixes":[{"ipv6_prefix":"2001:db8:aa::/48","service":"S3"}]}"#
    )
    try scratch.write(
      "b.json",
      #"{"prefixes":[{"ipv4Prefix":"203.0.113.0/25","service":"Google Cloud","scope":"x"},{"ipv6Prefix":"2001:db8:bb::/48","service":"Google Cloud"}]}"#
    )
    try scratch.write("b2.json", #"{"prefixes":[{"ipv4Prefix":"203.0.113.0/24"}]}"#)
    try scratch.write(
      "c.json",
      #"{"changeNumber":1,"cloud":"Public","values":[{"name":"ActionGroup","properties":{"addressPrefixes":["192.0.2.0/28"],"systemService":"ActionGroup"}},{"name":"AzureCloud","properties":{"addressPrefixes":["192.0.2.0/24","no"],"systemService":""}}]}"#
    )
    try scratch.write(
      "d.json",
      #"{"verifiable_password_authentication":false,"hooks":["185.199.108.0/22"],"web":["185.199.111.0/24"],"actions":["4.148.0.0/16"],"ssh_keys":["ssh-ed25519 A"]}"#
    )
    try scratch.write("e.json", #"{"us_cell_1":{"ip_ranges":["192.0.3.0/24"]}}"#)
    let contents = IntelLoader.load(paths: [scratch.path])
    let book = contents.addresses
    #expect(contents.files.allSatisfy { $0.kind == .providerRanges })
    #expect(contents.problems.map(\.message) == ["a range is no network, e.g. no"])
    let ec2 = book.facts(of: "198.51.100.9")
    #expect(ec2.provider == "aws" && ec2.providerService == "EC2" && ec2.kinds == [.provider, .hosting])
    #expect(book.facts(of: "198.51.101.9").providerService == nil)
    #expect(book.facts(of: "2001:db8:aa::1").providerService == "S3")
    #expect(book.facts(of: "203.0.113.1").provider == "gcp")
    #expect(book.facts(of: "203.0.113.200").provider == "google")
    #expect(book.facts(of: "192.0.2.1").providerService == "ActionGroup")
    #expect(book.facts(of: "192.0.2.200").provider == "azure")
    #expect(book.facts(of: "185.199.111.1").providerService == "web")
    #expect(book.facts(of: "4.148.9.9").kinds == [.provider, .hosting])
    #expect(book.facts(of: "192.0.3.1").provider == "okta")
    #expect(!book.gaps.contains { $0.kind == .provider })
  }

  @Test("lists are read by what their names say: Tor, VPN, hosting, also as AS numbers")
  func lists() throws {
    let scratch = try Scratch()
    try scratch.write("torbulkexitlist", "203.0.113.1\n203.0.113.2\n")
    try scratch.write(
      "exit-addresses", "ExitNode AB\nPublished 2026-01-01 00:00:00\nExitAddress 203.0.113.3 2026-01-01 00:00:00\n")
    try scratch.write("vpn/ipv4.txt", "# VPN\n198.51.100.0/24\n")
    try scratch.write("hosting-asn.txt", "AS64501 # somebody\n64502,Other\n")
    try scratch.write("mine.txt", "# yagura: proxy\n198.51.100.0/25\n")
    var database = MMDBWriter(type: "GeoLite2-ASN")
    database.add(
      "192.0.2.0/24",
      .map([("autonomous_system_number", .number(64501)), ("autonomous_system_organization", .text("Example"))]))
    try scratch.write("asn.mmdb", database.file())
    let contents = IntelLoader.load(paths: [scratch.path])
    #expect(contents.problems.isEmpty)
    #expect(contents.indicators.isEmpty)
    let book = contents.addresses
    #expect(book.facts(of: "203.0.113.2").kinds == .tor)
    #expect(book.facts(of: "203.0.113.3").kinds == .tor)
    #expect(book.facts(of: "198.51.100.1").kinds == [.vpn, .proxy])
    #expect(book.facts(of: "198.51.100.200").kinds == .vpn)
    let hosted = book.facts(of: "192.0.2.9")
    #expect(hosted.kinds == .hosting && hosted.asn == 64501 && hosted.organization == "Example")
    #expect(hosted.network == FoldedText.hash("AS64501"))
    #expect(Set(book.gaps.map(\.kind)) == [.country, .city, .provider])
  }
}

@Suite("Tables of networks")
struct NetworkTableTests {
  @Test("a table of networks gives facts, and no indicators")
  func facts() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "geo.csv",
      """
      network,country,asn,organization,kind
      153.156.0.0/16,JP,4713,NTT Communications,home
      153.156.88.0/27,SG,AS64500,"Office, Inc.",office
      185.220.101.0/24,DE,60729,Exits,tor
      198.18.0.0/15,US,16509,Amazon,cloud
      nothing,US,1,x,office
      """)
    let contents = IntelLoader.load(paths: [path])
    #expect(contents.files.first?.kind == .networks)
    #expect(contents.files.first?.networks == 4)
    #expect(contents.indicators.count == 0)
    #expect(contents.problems.map(\.line) == [6])
    let book = contents.addresses
    let office = book.facts(of: "153.156.88.3")
    #expect(office.country == "SG" && office.asn == 64500 && office.organization == "Office, Inc.")
    #expect(office.kinds.isEmpty)
    let home = book.facts(of: "153.156.1.1")
    #expect(home.country == "JP" && home.asn == 4713)
    // One place for one AS.
    #expect(home.network == book.facts(of: "153.156.200.9").network && home.network != office.network)
    #expect(book.facts(of: "185.220.101.9").kinds.contains(.tor))
    #expect(book.facts(of: "1.2.3.4").country == nil)
    #expect(!book.gaps.contains { [.country, .network, .tor, .anonymity].contains($0.kind) })
    #expect(book.gaps.contains { $0.kind == .city })
  }

  @Test(
    "a table that says more than facts of networks, or less, is one of indicators",
    arguments: [
      "network,country,malware\n153.156.88.0/27,JP,x\n", "network,type\n153.156.88.0/27,cidr\n",
      "ip,confidence\n153.156.88.1,50\n",
    ])
  func indicators(text: String) throws {
    let scratch = try Scratch()
    let contents = IntelLoader.load(paths: [try scratch.write("list.csv", text)])
    #expect(contents.files.first?.kind == .csv)
    #expect(contents.indicators.count == 1)
  }
}
