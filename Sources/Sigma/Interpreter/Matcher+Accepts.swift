import JSONTape

extension Matcher {
  /// Whether the text of one value satisfies the matcher. What is about a field, not about a value, is false here.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .string(let pattern, let cased):
      return pattern.accepts(Array(text.utf8), cased: cased)
    case .regex(let pattern, let flags):
      guard let regex = try? BoundedRegex(pattern: pattern, flags: flags) else { return false }
      return Self.withSpan(text) { regex.matches($0) }
    case .cidr(let network):
      return IPAddress(text).map(network.contains) ?? false
    case .number(let comparison, let bound):
      guard let number = DecimalText.number(text) else { return false }
      switch comparison {
      case .less: return number < bound
      case .lessOrEqual: return number <= bound
      case .greater: return number > bound
      case .greaterOrEqual: return number >= bound
      case .equal: return number == bound
      case .notEqual: return number != bound
      }
    case .integer(let integer):
      return text == String(integer)
    case .bool(let bool):
      return Fold.ascii(Array(text.utf8)) == Array((bool ? "true" : "false").utf8)
    case .timePart(let part, let wanted):
      return Self.withSpan(text) { Timestamp.parse($0) }.map { part.value(ofMicroseconds: $0) } == wanted
    case .null, .exists, .fieldReference, .unresolved:
      return false
    }
  }

  private static func withSpan<Result>(_ text: String, _ body: (ByteSpan) -> Result) -> Result {
    // An empty array has no address to point to.
    let bytes = Array(text.utf8) + [0]
    return bytes.withUnsafeBytes { body(ByteSpan($0).prefix(bytes.count - 1)) }
  }
}

extension Matcher.Relation {
  func holds(_ text: String, _ other: String, cased: Bool) -> Bool {
    let whole = cased ? Array(text.utf8) : Fold.ascii(Array(text.utf8))
    let part = cased ? Array(other.utf8) : Fold.ascii(Array(other.utf8))
    switch self {
    case .equals: return whole == part
    case .startsWith: return whole.starts(with: part)
    case .endsWith: return whole.reversed().starts(with: part.reversed())
    case .contains:
      guard whole.count >= part.count else { return false }
      return (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
    }
  }
}

/// Case folding as all of Sigma's matching does it: `A`–`Z` only.
enum Fold {
  static func ascii(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
