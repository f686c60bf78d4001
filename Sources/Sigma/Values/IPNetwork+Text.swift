extension IPNetwork {
  /// Reads `10.0.0.0/8`, `fe80::/10`, or one address; bits past the prefix are cleared.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { return nil }
    let isDotted = !parts[0].utf8.contains(UInt8(ascii: ":"))
    var prefix = 128
    if parts.count == 2 {
      guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ $0 &- 48 < 10 }),
        let number = Int(parts[1]), number <= (isDotted ? 32 : 128)
      else { return nil }
      prefix = isDotted ? number + 96 : number
    }
    let (highMask, lowMask) = Self.masks(prefix)
    self.init(high: address.high & highMask, low: address.low & lowMask, prefix: prefix)
  }

  /// Whether the address is in the network.
  public func contains(_ address: IPAddress) -> Bool {
    let (highMask, lowMask) = Self.masks(prefix)
    return address.high & highMask == high && address.low & lowMask == low
  }

  private static func masks(_ prefix: Int) -> (high: UInt64, low: UInt64) {
    // Swift's `<<` gives 0 for a shift by the whole width.
    (prefix >= 64 ? .max : .max << UInt64(64 - prefix), prefix <= 64 ? 0 : .max << UInt64(128 - prefix))
  }
}
