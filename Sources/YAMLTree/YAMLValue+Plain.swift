extension YAMLValue {
  /// Resolves plain text by the rules of PyYAML's `SafeLoader`.
  public init(plain text: String) {
    var text = text
    self = text.withUTF8 { Self.resolve($0) } ?? .string(text)
  }

  /// `nil` where the text is but text.
  private static func resolve(_ bytes: UnsafeBufferPointer<UInt8>) -> YAMLValue? {
    guard let first = bytes.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return bytes.count == 1 ? .null : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(bytes)
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"),
      UInt8(ascii: "O"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return bytes.count <= 5 ? word(String(decoding: bytes, as: UTF8.self)) : nil
    default: return nil
    }
  }

  /// A word counts in lower case, in capitals and capitalised, no other way.
  private static func word(_ text: String) -> YAMLValue? {
    switch text {
    case "null", "Null", "NULL": .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": .bool(false)
    default: nil
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> YAMLValue? {
    guard bytes.count <= 64 else { return nil }
    var digits = bytes[...]
    let negative = digits.first == UInt8(ascii: "-")
    if negative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard digits.first != nil else { return nil }
    if let integer = integer(digits, negative: negative) { return .integer(integer) }
    return double(digits, negative: negative, signed: digits.count != bytes.count).map(YAMLValue.double)
  }

  private typealias Digits = Slice<UnsafeBufferPointer<UInt8>>

  private static func integer(_ digits: Digits, negative: Bool) -> Int64? {
    let second = digits.dropFirst().first
    if digits.first == UInt8(ascii: "0"), second != nil {
      switch second {
      case UInt8(ascii: "b"): return magnitude(digits.dropFirst(2), radix: 2, negative: negative)
      case UInt8(ascii: "x"): return magnitude(digits.dropFirst(2), radix: 16, negative: negative)
      default: return magnitude(digits, radix: 8, negative: negative)
      }
    }
    guard digits.first != UInt8(ascii: "_") else { return nil }
    if digits.contains(UInt8(ascii: ":")) { return sexagesimal(digits).flatMap { Int64(exactly: negative ? -$0 : $0) } }
    return magnitude(digits, radix: 10, negative: negative)
  }

  private static func magnitude(_ digits: Digits, radix: Int64, negative: Bool) -> Int64? {
    var value: Int64 = 0
    var any = false
    for byte in digits where byte != UInt8(ascii: "_") {
      guard let digit = digitValue(byte), digit < radix else { return nil }
      let (scaled, first) = value.multipliedReportingOverflow(by: radix)
      let (next, second) = negative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      guard !first, !second else { return nil }
      value = next
      any = true
    }
    return any ? value : nil
  }

  private static func digitValue(_ byte: UInt8) -> Int64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int64(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// `1:30` is 90; `1:30.5` is 90.5.
  private static func sexagesimal(_ digits: Digits) -> Double? {
    let groups = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard groups.count > 1, groups.count <= 8, groups[0].first.map({ digitValue($0) != nil }) == true else {
      return nil
    }
    var value = 0.0
    for (index, group) in groups.enumerated() {
      // Only the first group and a last one's fraction may hold underscores.
      let whole = group.prefix { $0 != UInt8(ascii: ".") }
      guard index == 0 || !whole.contains(UInt8(ascii: "_")) else { return nil }
      let text = String(decoding: group.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
      guard let part = Double(text),
        text.utf8.allSatisfy({ digitValue($0).map { $0 < 10 } ?? ($0 == UInt8(ascii: ".")) }),
        index == groups.count - 1 || !text.contains("."), index == 0 || (part < 60 && !text.hasPrefix("."))
      else { return nil }
      value = value * 60 + part
    }
    return value
  }

  private static func double(_ digits: Digits, negative: Bool, signed: Bool) -> Double? {
    let text = String(decoding: digits, as: UTF8.self)
    switch text {
    case ".inf", ".Inf", ".INF": return negative ? -Double.infinity : Double.infinity
    case ".nan", ".NaN", ".NAN": return signed ? nil : Double.nan
    default: break
    }
    guard let dot = digits.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    if digits.contains(UInt8(ascii: ":")) { return sexagesimal(digits).map { negative ? -$0 : $0 } }
    // `.5` needs a digit after its dot; an exponent needs a dot before it and a sign in it.
    let next = digits.index(after: dot)
    if dot == digits.startIndex {
      guard !signed, next < digits.endIndex, digitValue(digits[next]).map({ $0 < 10 }) == true else { return nil }
    }
    guard digits.first != UInt8(ascii: "_") else { return nil }
    if let exponent = digits.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      let sign = digits.index(after: exponent)
      guard exponent > dot, sign < digits.endIndex,
        digits[sign] == UInt8(ascii: "+") || digits[sign] == UInt8(ascii: "-"),
        !digits[sign...].contains(UInt8(ascii: "_"))
      else { return nil }
    }
    let clean = text.utf8.filter { $0 != UInt8(ascii: "_") }
    guard clean.allSatisfy({ digitValue($0) != nil && $0 | 0x20 <= UInt8(ascii: "e") || ".+-".utf8.contains($0) })
    else {
      return nil
    }
    let padded = clean.last == UInt8(ascii: ".") ? clean + [UInt8(ascii: "0")] : clean
    return Double(String(decoding: padded, as: UTF8.self).replacing(".e", with: ".0e").replacing(".E", with: ".0e"))
      .map { negative ? -$0 : $0 }
  }
}
