/// An IPv4 address.
struct Address: Sendable, Hashable {
  var value: UInt32

  init(_ value: UInt32) { self.value = value }

  init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) { value = UInt32(a << 24 | b << 16 | c << 8 | d) }

  var text: String { "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)" }
}

/// A network that the simulated world uses: a row of `geo.csv`.
struct Network: Sendable {
  enum Kind: String, Sendable { case office, home, mobile, hotel, cloud, hosting, vpn, tor }

  let base: Address
  let bits: Int
  let country: String
  let asn: Int
  let organization: String
  let kind: Kind

  var text: String { "\(base.text)/\(bits)" }

  /// One of the network's hosts; the same key gives the same one.
  func host(_ key: UInt64) -> Address {
    let size = UInt64(1) << UInt64(32 - bits)
    let span = size > 4 ? size - 2 : 1
    return Address(base.value &+ UInt32(truncatingIfNeeded: 1 + Random.mix(key) % span))
  }

  /// From a line of the table: `base/bits,country,asn,organization,kind`.
  init?(_ line: Substring) {
    let parts = line.split(separator: ",")
    guard parts.count == 5, let asn = Int(parts[2]), let kind = Kind(rawValue: String(parts[4])) else { return nil }
    let network = parts[0].split(whereSeparator: { $0 == "." || $0 == "/" }).compactMap { Int($0) }
    guard network.count == 5 else { return nil }
    base = Address(network[0], network[1], network[2], network[3])
    bits = network[4]
    country = String(parts[1])
    self.asn = asn
    organization = String(parts[3])
    self.kind = kind
  }
}
