import JSONTape

/// A network of IPv4 or IPv6, or one address.
public struct AddressRange: Sendable, Hashable {
  let high: UInt64
  let low: UInt64
  /// Of 128 bits; IPv4 is kept as ::ffff:a.b.c.d.
  let prefix: Int
  public let text: String

  /// Reads `203.0.113.0/24`, `2001:db8::/32` or one address; bits past the prefix are cleared.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let address = Self.address(String(parts[0])) else { return nil }
    let isFour = !parts[0].utf8.contains(UInt8(ascii: ":"))
    var prefix = 128
    if parts.count == 2 {
      guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ $0 &- 48 < 10 }),
        let number = Int(parts[1]), number <= (isFour ? 32 : 128)
      else { return nil }
      prefix = isFour ? number + 96 : number
    }
    self.text = text
    self.prefix = prefix
    high = address.high & Self.mask(prefix)
    low = address.low & Self.mask(prefix - 64)
  }

  static func address(_ text: String) -> (high: UInt64, low: UInt64)? {
    var copy = text
    return copy.withUTF8 { IPAddressText.address(ByteSpan(UnsafeRawBufferPointer($0))) }
  }

  func contains(_ address: (high: UInt64, low: UInt64)) -> Bool {
    address.high & Self.mask(prefix) == high && address.low & Self.mask(prefix - 64) == low
  }

  private static func mask(_ bits: Int) -> UInt64 {
    // Swift's `<<` gives 0 for a shift by the whole width.
    bits <= 0 ? 0 : bits >= 64 ? .max : .max << UInt64(64 - bits)
  }
}
