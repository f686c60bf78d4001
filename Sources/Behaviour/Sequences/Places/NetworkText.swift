import Activity

/// Facts from an address's text alone, for use without a source: its network, and whether it is routed in public.
enum NetworkText {
  static func facts(of text: String) -> AddressFacts {
    var facts = AddressFacts()
    let bytes = Array(text.utf8.prefix(64))
    if let four = four(bytes) {
      facts.network = Mixing.key(UInt64(four >> 8), 4)
      if isLocal(four) { facts.kinds = .local }
    } else if bytes.contains(UInt8(ascii: ":")), let six = firstGroups(text) {
      facts.network = Mixing.key(six, 6)
      let first = six >> 32
      if first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80 || six == 0 { facts.kinds = .local }
    }
    return facts
  }

  private static func four(_ bytes: [UInt8]) -> UInt32? {
    var address: UInt32 = 0
    var (dots, digits, value) = (0, 0, UInt32(0))
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, dots < 3 else { return nil }
        address = address << 8 | value
        dots += 1
        (digits, value) = (0, 0)
      } else {
        guard byte &- 48 < 10, digits < 3 else { return nil }
        digits += 1
        value = value * 10 + UInt32(byte &- 48)
        guard value < 256 else { return nil }
      }
    }
    return dots == 3 && digits > 0 ? address << 8 | value : nil
  }

  /// The first 48 bits of an IPv6 address.
  private static func firstGroups(_ text: String) -> UInt64? {
    let head = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)[0]
    var groups: [UInt64] = []
    for group in head.split(separator: ":", omittingEmptySubsequences: true).prefix(3) {
      guard let value = UInt16(group, radix: 16) else { return nil }
      groups.append(UInt64(value))
    }
    while groups.count < 3 { groups.append(0) }
    return groups[0] << 32 | groups[1] << 16 | groups[2]
  }

  /// RFC 1918, loopback, link-local, carrier NAT, "this" network, multicast and above.
  private static func isLocal(_ address: UInt32) -> Bool {
    switch address >> 24 {
    case 0, 10, 127, 224...255: true
    case 100: address >> 22 == 0x6440_0000 >> 22
    case 169: address >> 16 == 0xA9FE
    case 172: address >> 20 == 0xAC1
    case 192: address >> 16 == 0xC0A8
    default: false
    }
  }
}
