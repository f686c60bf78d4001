import JSONTape

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
