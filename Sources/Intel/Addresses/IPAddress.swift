import JSONTape

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An address of 128 bits; IPv4 as ::ffff:a.b.c.d, so that both forms of one address are equal.
public struct IPAddress: Sendable, Hashable, Comparable {
  public let bits: UInt128

  static let mappedPrefix: UInt128 = 0xFFFF << 32

  init(bits: UInt128) { self.bits = bits }

  /// `nil` where the text is no address as `inet_pton` reads it.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let (high, low) = text.withUTF8({ IPAddressText.address(ByteSpan(UnsafeRawBufferPointer($0))) }) else {
      return nil
    }
    bits = UInt128(high) << 64 | UInt128(low)
  }

  var isFour: Bool { bits >> 32 == 0xFFFF }
  var four: UInt32 { UInt32(truncatingIfNeeded: bits) }
  var halves: (high: UInt64, low: UInt64) { (UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits)) }

  /// Whether it can be met on the public Internet; documentation ranges count as public.
  public var isPublic: Bool { IPAddressText.isPublic(halves) }

  /// Dotted for IPv4, RFC 5952 for IPv6.
  public var text: String {
    if isFour { return "\(four >> 24).\(four >> 16 & 255).\(four >> 8 & 255).\(four & 255)" }
    var address = in6_addr()
    withUnsafeMutableBytes(of: &address) { room in
      for index in 0..<16 { room[index] = UInt8(truncatingIfNeeded: bits >> UInt128(8 * (15 - index))) }
    }
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count)) != nil else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

/// A network in CIDR notation; a lone address is the network of itself.
public struct IPPrefix: Sendable, Hashable {
  /// With the host's bits cleared.
  public let address: IPAddress
  /// Bits of 128 that are fixed; an IPv4 length plus 96.
  public let length: Int

  init(address: IPAddress, length: Int) {
    let length = min(max(length, 0), 128)
    self.address = IPAddress(bits: address.bits & ~Self.hostMask(length))
    self.length = length
  }

  /// `203.0.113.0/24`, `2001:db8::/32`, or an address. Host bits that are set are cleared.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(first) else { return nil }
    guard parts.count == 2 else {
      self.init(address: address, length: 128)
      return
    }
    // `::ffff:203.0.113.0/120` is written with a length of 128 bits.
    let isDotted = address.isFour && !first.contains(":")
    guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(parts[1]), length <= (isDotted ? 32 : 128)
    else { return nil }
    self.init(address: address, length: isDotted ? length + 96 : length)
  }

  static func hostMask(_ length: Int) -> UInt128 { length >= 128 ? 0 : UInt128.max >> UInt128(length) }

  var last: UInt128 { address.bits | Self.hostMask(length) }
  public var isSingle: Bool { length == 128 }

  /// Whether the address lies in the network; both in the form of IPv6.
  public func contains(_ other: IPAddress) -> Bool { other.bits & ~Self.hostMask(length) == address.bits }

  public var text: String {
    if address.isFour, length >= 96 { return "\(address.text)/\(length - 96)" }
    return "\(address.text)/\(length)"
  }
}
