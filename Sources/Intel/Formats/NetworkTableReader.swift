import Activity

/// Reads tables of networks with what is known of each: `network,country,asn,organization,kind`, and the like. They are
/// told from tables of indicators by their header, in which every column says something of a network.
struct NetworkTableReader {
  private enum Column { case network, country, city, latitude, longitude, asn, organization, kind }

  private let columns: [Column]
  private var records: CSVRecords

  private static func column(_ name: String) -> Column? {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "network", "cidr", "prefix", "range", "iprange", "ipprefix": .network
    case "country", "countrycode", "countryisocode", "cc": .country
    case "city", "cityname": .city
    case "latitude", "lat": .latitude
    case "longitude", "lon", "lng": .longitude
    case "asn", "as", "asnumber", "autonomoussystemnumber": .asn
    case "organization", "organisation", "org", "operator", "asname", "asorg", "isp",
      "autonomoussystemorganization":
      .organization
    case "kind", "kinds", "type", "usagetype", "networktype": .kind
    default: nil
    }
  }

  /// `nil` where the text is no table of networks: it names a network, and its country or AS, and nothing else than
  /// facts of networks.
  init?(_ bytes: [UInt8]) {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.endIndex, bytes[start] <= 0x20 { start += 1 }
    let end = bytes[start...].prefix(4096).firstIndex(of: 0x0A) ?? bytes.endIndex
    guard end - start <= 4096 else { return nil }
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] where bytes[start..<end].contains(delimiter) {
      var head = CSVRecords(bytes[start..<end], delimiter: delimiter)
      guard let fields = head.next()?.fields else { continue }
      let columns = fields.compactMap(Self.column)
      guard columns.count == fields.count, columns.filter({ $0 == .network }).count == 1,
        columns.contains(where: { $0 == .country || $0 == .asn })
      else { continue }
      self.columns = columns
      records = CSVRecords(bytes[min(end + 1, bytes.endIndex)...], delimiter: delimiter, line: 2)
      return
    }
    return nil
  }

  mutating func read(_ reading: inout IntelReading) {
    reading.file.kind = .networks
    while let (line, fields) = records.next() { row(line, fields, &reading) }
  }

  private func row(_ line: Int, _ fields: [String], _ reading: inout IntelReading) {
    var entry = AddressRanges.Entry()
    var network = ""
    for (column, text) in zip(columns, fields) where !text.isEmpty {
      switch column {
      case .network: network = text
      case .country: entry.country = Self.country(text)
      case .city: entry.city = text
      case .latitude: entry.latitude = Self.degrees(text, limit: 90)
      case .longitude: entry.longitude = Self.degrees(text, limit: 180)
      case .asn: entry.asn = Self.asn(text)
      case .organization: entry.organization = text
      case .kind: entry.kinds = Self.kinds(text)
      }
    }
    // Half a position is none.
    if entry.latitude == nil || entry.longitude == nil { (entry.latitude, entry.longitude) = (nil, nil) }
    guard reading.addRange(network, entry) else {
      return reading.problem("a row has no network", example: network, line: line)
    }
    if entry.country != nil { reading.coverage.insert(.country) }
    if entry.latitude != nil { reading.coverage.insert(.city) }
    if entry.asn != nil { reading.coverage.insert(.network) }
    if entry.kinds.contains(.tor) { reading.coverage.insert(.tor) }
    if entry.kinds.contains(.provider) { reading.coverage.insert(.provider) }
    if !entry.kinds.isDisjoint(with: [.vpn, .proxy, .hosting, .residentialProxy]) {
      reading.coverage.insert(.anonymity)
    }
  }

  /// Two letters of ISO 3166-1, or nothing.
  private static func country(_ text: String) -> String? {
    let code = text.uppercased()
    return code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? code : nil
  }

  private static func degrees(_ text: String, limit: Double) -> Double? {
    guard let number = Double(text), number >= -limit, number <= limit else { return nil }
    return number
  }

  private static func asn(_ text: String) -> UInt32? {
    let digits = text.lowercased().hasPrefix("as") ? text.dropFirst(2) : text[...]
    guard let number = UInt32(digits), number > 0 else { return nil }
    return number
  }

  /// Words of `ListKind`, and `cloud`: a provider's own network in which customers' programs run. `office`, `home` and
  /// other words say nothing that matters.
  private static func kinds(_ text: String) -> AddressFacts.Kinds {
    var kinds: AddressFacts.Kinds = []
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
      if word == "cloud" { kinds.formUnion([.provider, .hosting]) }
      // Of a network's own kind, `residential` is a home; lists of that name hold proxies in homes.
      if word != "residential", let found = ListKind.words.first(where: { $0.word == word }) {
        kinds.formUnion(found.kinds)
      }
    }
    return kinds
  }
}
