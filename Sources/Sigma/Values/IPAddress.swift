/// An address; IPv4 is kept as IPv4-mapped IPv6 (::ffff:a.b.c.d).
public struct IPAddress: Hashable, Sendable {
  /// Network order.
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether it is IPv4, or IPv4-mapped.
  public var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// Reads dotted IPv4 (four decimal parts, no leading zeros) and IPv6 of RFC 4291 (with `::` and with a dotted
  /// end); no port, no zone, no brackets, nothing around it.
  public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 2, bytes.count <= 45 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) {
      guard let groups = Self.groups(bytes) else { return nil }
      high = groups[0..<4].reduce(0) { $0 << 16 | UInt64($1) }
      low = groups[4..<8].reduce(0) { $0 << 16 | UInt64($1) }
    } else {
      guard let value = Self.dotted(bytes[...]) else { return nil }
      high = 0
      low = 0xFFFF_0000_0000 | UInt64(value)
    }
  }

  public init?(_ text: some StringProtocol) {
    var copy = String(text)
    guard let address = copy.withUTF8({ IPAddress($0) }) else { return nil }
    self = address
  }

  private static func dotted(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    var value: UInt32 = 0
    var parts = 0
    for part in bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...3).contains(part.count), part.allSatisfy({ $0 &- 48 < 10 }),
        part.count == 1 || part.first != UInt8(ascii: "0")
      else { return nil }
      let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 48) }
      guard number < 256 else { return nil }
      value = value << 8 | number
      parts += 1
    }
    return parts == 4 ? value : nil
  }

  private static func groups(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    var gap: Int?
    for index in bytes.indices.dropLast() where bytes[index] == colon && bytes[index + 1] == colon {
      guard gap == nil else { return nil }
      gap = index
    }
    guard let gap else {
      guard let all = list(bytes[...], dottedEnd: true), all.count == 8 else { return nil }
      return all
    }
    guard let head = list(bytes[..<gap], dottedEnd: false), let tail = list(bytes[(gap + 2)...], dottedEnd: true),
      head.count + tail.count <= 7
    else { return nil }
    return head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func list(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, dottedEnd: Bool) -> [UInt16]? {
    guard !bytes.isEmpty else { return [] }
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var result: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if dottedEnd, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let value = dotted(part) else { return nil }
        result += [UInt16(value >> 16), UInt16(value & 0xFFFF)]
        continue
      }
      guard (1...4).contains(part.count) else { return nil }
      var value: UInt16 = 0
      for byte in part {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
        value = value << 4 | UInt16(digit)
      }
      result.append(value)
    }
    return result
  }
}
