#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads IPv4 and IPv6 addresses.
public enum IPAddressText {
  /// The address as 128 bits, IPv4 as ::ffff:a.b.c.d; `nil` if the text is none.
  public static func address(_ text: ByteSpan) -> (high: UInt64, low: UInt64)? {
    guard (2...45).contains(text.count) else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      buffer.copyMemory(from: text.buffer)
      guard let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
      var four = in_addr()
      if inet_pton(AF_INET, base, &four) == 1 {
        return (0, 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr)))
      }
      var six = in6_addr()
      guard inet_pton(AF_INET6, base, &six) == 1 else { return nil }
      return withUnsafeBytes(of: six) {
        (
          UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
          UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
      }
    }
  }

  /// Whether an address can be met on the public Internet. Documentation ranges count as public: that is how
  /// examples write public addresses.
  public static func isPublic(_ address: (high: UInt64, low: UInt64)) -> Bool {
    guard address.high == 0, address.low >> 32 == 0xFFFF else {
      // Unspecified, loopback, unique local (fc00::/7), link local (fe80::/10), multicast (ff00::/8).
      if address.high == 0, address.low <= 1 { return false }
      return address.high >> 57 != 0x7E && address.high >> 54 != 0x3FA && address.high >> 56 != 0xFF
    }
    let four = UInt32(truncatingIfNeeded: address.low)
    switch four >> 24 {
    case 0, 10, 127, 224...255: return false
    case 100: return four >> 22 != 0x6440_0000 >> 22
    case 169: return four >> 16 != 0xA9FE
    case 172: return four >> 20 != 0xAC1
    case 192: return four >> 16 != 0xC0A8
    default: return true
    }
  }
}
