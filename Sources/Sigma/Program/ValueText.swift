import JSONTape

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
}

/// Reads numbers as rules compare them.
enum NumberText {
  /// A decimal number with an optional sign, fraction and exponent, and nothing else.
  static func parse(_ text: ByteSpan) -> Double? {
    guard (1...64).contains(text.count) else { return nil }
    for byte in text.buffer {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return nil
      }
    }
    return Double(text.text)
  }
}
