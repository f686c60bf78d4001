import Activity
import JSONTape

/// How a database lays its records out. MaxMind's layout is the common one; DB-IP's files follow it. IPinfo's are flat,
/// and some of their keys mean something else by database (`name`, `type`), as the type tells.
struct MaxMindLayout: Sendable {
  private let isIPinfo: Bool

  init(type: String) { isIPinfo = type.lowercased().hasPrefix("ipinfo") }

  /// What a record can tell, for the summary.
  func provides(section: MMDBSection, record: Int) throws(MMDBFault) -> MaxMindDatabase.Provides {
    var facts = AddressFacts()
    let tellsAnonymity = try complete(&facts, section: section, record: record)
    var provides = MaxMindDatabase.Provides()
    if facts.country != nil { provides.insert(.country) }
    if facts.city != nil || facts.latitude != nil { provides.insert(.city) }
    if facts.asn != nil { provides.insert(.network) }
    if tellsAnonymity { provides.insert(.anonymity) }
    if facts.kinds.contains(.mobile) || facts.kinds.contains(.sharedEgress) { provides.insert(.connection) }
    return provides
  }

  /// Fills what is absent in `facts`; kinds are added.
  ///
  /// - Returns: whether the record has keys that tell of anonymisers.
  @discardableResult
  func complete(_ facts: inout AddressFacts, section: MMDBSection, record: Int) throws(MMDBFault) -> Bool {
    var found = Found()
    var budget = MMDBSection.Budget()
    try section.forEachMember(record, &budget) { (key, value, budget) throws(MMDBFault) in
      switch key {
      case "country":
        if let text = try section.text(value) {
          found.country = text
        } else {
          try nested(value, section, &budget, &found, Self.country)
        }
      case "registered_country": try nested(value, section, &budget, &found, Self.registeredCountry)
      case "city":
        if let text = try section.text(value) {
          found.city = text
        } else {
          try nested(value, section, &budget, &found, Self.city)
        }
      case "location": try nested(value, section, &budget, &found, Self.location)
      case "traits": try nested(value, section, &budget, &found, Self.traits)
      case "as": try nested(value, section, &budget, &found, traits)
      default: try flat(key, value, section, &found)
      }
    }
    found.move(to: &facts)
    return found.tellsAnonymity
  }

  private typealias Reader = (ByteSpan, Int, MMDBSection, inout Found) throws(MMDBFault) -> Void

  private func nested(
    _ place: Int, _ section: MMDBSection, _ budget: inout MMDBSection.Budget, _ found: inout Found, _ reader: Reader
  ) throws(MMDBFault) {
    var copy = found
    try section.forEachMember(place, &budget) { (key, value, _) throws(MMDBFault) in
      try reader(key, value, section, &copy)
    }
    found = copy
  }

  private static func country(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    if case "iso_code" = key { found.country = try section.text(value) }
  }

  private static func registeredCountry(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    if case "iso_code" = key { found.registeredCountry = try section.text(value) }
  }

  private static func city(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    guard case "names" = key else { return }
    var budget = MMDBSection.Budget()
    var english: ByteSpan?
    try section.forEachMember(value, &budget) { (language, name, _) throws(MMDBFault) in
      if case "en" = language { english = try section.text(name) }
    }
    found.city = english
  }

  private static func location(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    switch key {
    case "latitude": found.latitude = try section.real(value)
    case "longitude": found.longitude = try section.real(value)
    case "accuracy_radius": found.accuracy = try section.real(value)
    default: break
    }
  }

  private static func traits(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    _ = try common(key, value, section, &found)
  }

  private func traits(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    switch key {
    case "number": found.asn = try section.unsigned(value)
    default: try flat(key, value, section, &found)
    }
  }

  /// Keys that MaxMind and DB-IP use at the top of a record and under `traits`. Whether the key was one.
  private static func common(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) -> Bool {
    switch key {
    case "autonomous_system_number": found.asn = try section.unsigned(value)
    case "autonomous_system_organization": found.organization = try section.text(value)
    case "organization", "isp": if found.organization == nil { found.organization = try section.text(value) }
    case "is_anonymous": found.tellsAnonymity = true
    case "is_anonymous_vpn": try found.flag(.vpn, section, value)
    case "is_tor_exit_node": try found.flag(.tor, section, value)
    case "is_public_proxy", "is_anonymous_proxy": try found.flag(.proxy, section, value)
    case "is_residential_proxy": try found.flag(.residentialProxy, section, value)
    case "is_hosting_provider": try found.flag(.hosting, section, value)
    case "is_satellite_provider": if try section.isTrue(value) { found.kinds.insert(.sharedEgress) }
    case "connection_type", "user_type", "usage_type": found.connection(try section.text(value))
    default: return false
    }
    return true
  }

  private func flat(
    _ key: ByteSpan, _ value: Int, _ section: MMDBSection, _ found: inout Found
  ) throws(MMDBFault) {
    if try Self.common(key, value, section, &found) { return }
    switch key {
    case "country_code": found.countryCode = try section.text(value)
    case "lat", "latitude": found.latitude = try section.real(value)
    case "lng", "lon", "longitude": found.longitude = try section.real(value)
    case "radius", "accuracy_radius": found.accuracy = try section.real(value)
    case "asn":
      let text = try section.text(value)
      found.asn = if let text { Self.number(text) } else { try section.unsigned(value) }
    case "as_name", "as_organization": found.organization = try section.text(value)
    case "name" where isIPinfo: if found.organization == nil { found.organization = try section.text(value) }
    case "type" where isIPinfo, "as_type": found.connection(try section.text(value))
    case "vpn", "is_vpn": try found.flag(.vpn, section, value)
    case "tor", "is_tor": try found.flag(.tor, section, value)
    case "proxy", "is_proxy": try found.flag(.proxy, section, value)
    case "relay": if try section.isTrue(value) { found.kinds.insert(.sharedEgress) }
    case "hosting", "is_hosting": try found.flag(.hosting, section, value)
    case "residential_proxy": try found.flag(.residentialProxy, section, value)
    case "is_mobile", "mobile": if try section.isTrue(value) { found.kinds.insert(.mobile) }
    case "is_satellite": if try section.isTrue(value) { found.kinds.insert(.sharedEgress) }
    default: break
    }
  }

  /// `AS15169` or `15169`.
  private static func number(_ text: ByteSpan) -> UInt64? {
    let text = text.prefix(16).text
    return UInt64(text.uppercased().hasPrefix("AS") ? text.dropFirst(2) : text[...])
  }
}
