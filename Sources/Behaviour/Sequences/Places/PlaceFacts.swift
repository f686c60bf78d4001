import Activity

/// What the detectors keep of an address's facts: numbers only.
struct PlaceFacts: KeyedEntry {
  /// Of the network; 0 where the text is no address.
  var network: UInt64 = 0
  /// Of the /24 or /48 whatever its AS: an AS holds a city's homes, which are nobody's office. 0 where the text is no
  /// address.
  var site: UInt64 = 0
  /// Of the name of the provider that publishes the address as its own.
  var provider: UInt64 = 0
  var lastUse: Int64 = 0
  var latitude: Float = .nan
  var longitude: Float = .nan
  /// Kilometres; NaN where unknown.
  var radius: Float = .nan
  /// Two ASCII bytes as in `Observation.country`; 0 where unknown.
  var country: UInt16 = 0
  /// `AddressFacts.Kinds`.
  var kindBits: UInt16 = 0
  /// 1 where the address is of IPv6.
  var family: UInt16 = 0
  /// 1 where a source of facts knew more than the network.
  var isKnown: UInt16 = 0

  init() {}

  var kinds: AddressFacts.Kinds { AddressFacts.Kinds(rawValue: kindBits) }
  var hasPosition: Bool { !latitude.isNaN && !longitude.isNaN }
  var isLocal: Bool { kinds.contains(.local) }
  var isAnonymiser: Bool { !kinds.isDisjoint(with: .anonymiser) }
  /// Behind it there may be anybody: a place by which no one is told to have moved.
  var isShared: Bool { !kinds.isDisjoint(with: [.sharedEgress, .provider]) }
  var isHosting: Bool { kinds.contains(.hosting) }

  init(_ facts: AddressFacts, address: String, names: Names) {
    network = facts.network
    site = NetworkText.facts(of: address).network
    if let provider = facts.provider { self.provider = names.keep(provider) }
    if let latitude = facts.latitude, let longitude = facts.longitude, latitude.magnitude <= 90,
      longitude.magnitude <= 180
    {
      self.latitude = Float(latitude)
      self.longitude = Float(longitude)
    }
    if let accuracy = facts.accuracyRadius, accuracy >= 0 { radius = Float(accuracy) }
    if let country = facts.country { self.country = Self.country(country) }
    kindBits = facts.kinds.rawValue
    family = address.utf8.contains(UInt8(ascii: ":")) ? 1 : 0
    isKnown = facts.country != nil || facts.asn != nil || !facts.kinds.isEmpty || facts.provider != nil ? 1 : 0
  }

  static func country(_ text: String) -> UInt16 {
    let bytes = Array(text.uppercased().utf8)
    guard bytes.count == 2 else { return 0 }
    return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
  }

  static func countryText(_ code: UInt16) -> String? {
    guard code != 0 else { return nil }
    return String(decoding: [UInt8(truncatingIfNeeded: code), UInt8(code >> 8)], as: UTF8.self)
  }
}

extension PlaceFacts {
  /// Great-circle kilometres between two positions (haversine, mean radius of the Earth).
  static func kilometres(_ from: (Float, Float), _ to: (Float, Float)) -> Double {
    let radians = Double.pi / 180
    let (a, b) = (Double(from.0) * radians, Double(to.0) * radians)
    let (dLatitude, dLongitude) = (b - a, Double(to.1 - from.1) * radians)
    let sines = (sine(dLatitude / 2), sine(dLongitude / 2))
    let h = min(1, sines.0 * sines.0 + cosine(a) * cosine(b) * sines.1 * sines.1)
    return 2 * 6_371.0 * arcsine(h.squareRoot())
  }
}
