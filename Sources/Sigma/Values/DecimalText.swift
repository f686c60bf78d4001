/// How numbers and texts meet: the one reading and the one writing that all of Sigma's matching uses.
public enum DecimalText {
  /// Reads `-12`, `1.5`, `2e3`: JSON's grammar, where leading zeros and a leading `+` may stand too; nothing around
  /// it, no more than 64 bytes. `nil` for all other text and where the value is not finite.
  public static func number(_ text: some StringProtocol) -> Double? {
    var copy = String(text)
    return copy.withUTF8 { number($0) }
  }

  public static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count <= 64 else { return nil }
    var index = 0
    func digits() -> Bool {
      let start = index
      while index < bytes.count, bytes[index] &- 48 < 10 { index += 1 }
      return index > start
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard digits() else { return nil }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() else { return nil }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
      guard digits() else { return nil }
    }
    guard index == bytes.count, let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// The shortest text that reads back as the value, e.g. `1.5`, `1.0`, `1e+16`.
  public static func text(_ value: Double) -> String { value.description }

  /// The text of a double as an integer, where it is one below 2^53.
  public static func integerText(_ value: Double) -> String? {
    guard abs(value) < 9_007_199_254_740_992, value == value.rounded(.towardZero) else { return nil }
    return String(Int64(value))
  }
}
