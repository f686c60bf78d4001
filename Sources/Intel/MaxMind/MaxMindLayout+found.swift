import Activity
import JSONTape

extension MaxMindLayout {
  /// What one record holds, before texts are copied.
  struct Found {
    var country: ByteSpan?
    var countryCode: ByteSpan?
    var registeredCountry: ByteSpan?
    var city: ByteSpan?
    var organization: ByteSpan?
    var latitude: Double?
    var longitude: Double?
    var accuracy: Double?
    var asn: UInt64?
    var kinds: AddressFacts.Kinds = []
    var tellsAnonymity = false

    /// Longer names are cut.
    private static let maxName = 200

    mutating func flag(_ kind: AddressFacts.Kinds, _ section: MMDBSection, _ value: Int) throws(MMDBFault) {
      tellsAnonymity = true
      if try section.isTrue(value) { kinds.insert(kind) }
    }

    /// MaxMind's connection and user types, IP2Location's usage types, IPinfo's AS types.
    mutating func connection(_ text: ByteSpan?) {
      switch text?.prefix(32).text.lowercased() {
      case "cellular", "mobile", "mob": kinds.insert(.mobile)
      case "satellite": kinds.insert(.sharedEgress)
      case "hosting", "dch", "content_delivery_network": kinds.insert(.hosting)
      case "consumer_privacy_network": kinds.insert(.vpn)
      default: break
      }
    }

    func move(to facts: inout AddressFacts) {
      if facts.country == nil {
        facts.country = Self.code(countryCode) ?? Self.code(country) ?? Self.code(registeredCountry)
      }
      if facts.city == nil, facts.latitude == nil {
        facts.city = city.flatMap(Self.name)
        if let latitude, let longitude, (-90...90).contains(latitude), (-180...180).contains(longitude) {
          facts.latitude = latitude
          facts.longitude = longitude
          facts.accuracyRadius = accuracy.flatMap { (0...20_100).contains($0) ? $0 : nil }
        }
      }
      if facts.asn == nil { facts.asn = asn.flatMap(UInt32.init(exactly:)).flatMap { $0 == 0 ? nil : $0 } }
      if facts.organization == nil { facts.organization = organization.flatMap(Self.name) }
      facts.kinds.formUnion(kinds)
    }

    private static func code(_ text: ByteSpan?) -> String? {
      guard let text, text.count == 2, text.buffer.allSatisfy({ (0x41...0x5A).contains(ASCIIFold.byte($0) & 0xDF) })
      else { return nil }
      return text.text.uppercased()
    }

    private static func name(_ text: ByteSpan) -> String? { text.count == 0 ? nil : text.prefix(maxName).text }
  }
}
