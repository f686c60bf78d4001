extension Matcher {
  /// What the matcher asks for, as the end of a sentence that begins with the field.
  public var words: String {
    switch self {
    case .string(let pattern, let cased): return pattern.words + (cased ? " (same case)" : "")
    case .regex(let pattern, let flags): return "matches /\(Self.cut(pattern))/\(flags.letters)"
    case .cidr(let network): return "is in \(network.words)"
    case .number(let comparison, let number): return "\(comparison.sign) \(DecimalText.text(number))"
    case .integer(let integer): return "is \(integer)"
    case .bool(let bool): return "is \(bool)"
    case .null: return "is null or absent"
    case .exists(let wanted): return wanted ? "is there" : "is not there"
    case .fieldReference(let field, let relation, let cased):
      return "\(relation.words) the value of \(field)" + (cased ? " (same case)" : "")
    case .timePart(let part, let number): return "has the \(part) \(number)"
    case .unresolved(let placeholder): return "is one of %\(placeholder)%"
    }
  }

  fileprivate static func cut(_ text: String) -> String { text.count > 200 ? text.prefix(200) + "…" : text }
}

extension StringPattern {
  fileprivate var words: String {
    func quoted(_ bytes: [UInt8]) -> String { "'\(Matcher.cut(String(decoding: bytes, as: UTF8.self)))'" }
    switch parts.count {
    case 0: return "is empty"
    case 1:
      if case .literal(let bytes) = parts[0] { return "is \(quoted(bytes))" }
      if parts[0] == .any { return "has any value" }
    case 2:
      if case .literal(let bytes) = parts[0], parts[1] == .any { return "starts with \(quoted(bytes))" }
      if parts[0] == .any, case .literal(let bytes) = parts[1] { return "ends with \(quoted(bytes))" }
    case 3:
      if parts[0] == .any, case .literal(let bytes) = parts[1], parts[2] == .any { return "contains \(quoted(bytes))" }
    default: break
    }
    return "is like '\(Matcher.cut(sigmaText))'"
  }
}

extension RegexFlags {
  fileprivate var letters: String {
    (contains(.ignoreCase) ? "i" : "") + (contains(.multiline) ? "m" : "") + (contains(.dotAll) ? "s" : "")
  }
}

extension Matcher.Comparison {
  fileprivate var sign: String {
    switch self {
    case .less: "<"
    case .lessOrEqual: "≤"
    case .greater: ">"
    case .greaterOrEqual: "≥"
    case .equal: "="
    case .notEqual: "≠"
    }
  }
}

extension Matcher.Relation {
  fileprivate var words: String {
    switch self {
    case .equals: "equals"
    case .contains: "contains"
    case .startsWith: "starts with"
    case .endsWith: "ends with"
    }
  }
}

extension IPNetwork {
  fileprivate var words: String {
    if prefix >= 96, high == 0, low >> 32 == 0xFFFF {
      let parts = stride(from: 24, through: 0, by: -8).map { String(low >> UInt64($0) & 255) }
      return parts.joined(separator: ".") + "/\(prefix - 96)"
    }
    let groups = (0..<8).map { index in
      String((index < 4 ? high : low) >> UInt64(48 - index % 4 * 16) & 0xFFFF, radix: 16)
    }
    return groups.joined(separator: ":") + "/\(prefix)"
  }
}
