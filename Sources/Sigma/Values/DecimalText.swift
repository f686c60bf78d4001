/// How numbers and texts meet: the one reading and the one writing that all of Sigma's matching uses.
public enum DecimalText {
  /// Reads a decimal number with an optional sign, fraction and exponent, and nothing around it, in at most 64 bytes.
  public static func number(_ text: some StringProtocol) -> Double? {
    guard (1...64).contains(text.utf8.count) else { return nil }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return nil
      }
    }
    return Double(text)
  }

  /// The shortest text that reads back as the value; an integral value below 2^53 has no fraction.
  public static func text(_ value: Double) -> String {
    guard abs(value) < 9_007_199_254_740_992, value == value.rounded() else { return value.description }
    return String(Int64(value))
  }
}
