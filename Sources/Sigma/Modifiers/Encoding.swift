/// The encodings that modifiers apply to values.
enum Encoding {
  /// Of UTF-8; what is not UTF-8 becomes U+FFFD.
  static func utf16le(_ bytes: [UInt8]) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).utf16.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
  }

  static func utf16be(_ bytes: [UInt8]) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).utf16.flatMap {
      [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
    }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// RFC 4648, with padding.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = UInt32(bytes[start]) << 16
      if count > 1 { group |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[start + 2]) }
      for position in 0..<4 {
        let digit = Int(group >> UInt32(18 - 6 * position)) & 63
        result.append(position <= count ? alphabet[digit] : UInt8(ascii: "="))
      }
    }
    return result
  }

  /// What the bytes look like within Base64 of something longer, at each of the three ways to fall on its groups:
  /// only digits that the bytes alone decide.
  static func base64Offsets(_ bytes: [UInt8]) -> [[UInt8]] {
    (0..<3).compactMap { shift in
      let encoded = base64([UInt8](repeating: UInt8(ascii: " "), count: shift) + bytes)
      let first = [0, 2, 3][shift]
      let last = encoded.count - [0, 3, 2][(bytes.count + shift) % 3]
      return first < last ? Array(encoded[first..<last]) : nil
    }
  }
}
