/// A first look at a regular expression, so that a broken one is named with its line; the compiler looks closer.
enum RegexSyntax {
  /// What is wrong, or `nil` where brackets, groups and escapes close.
  static func problem(_ pattern: String) -> String? {
    let bytes = Array(pattern.utf8)
    guard !bytes.isEmpty else { return "it is empty" }
    var (depth, deepest, index) = (0, 0, 0)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        guard index + 1 < bytes.count else { return "it ends with a lone backslash" }
        if bytes[index + 1] == UInt8(ascii: "Q") {
          guard let end = literalEnd(bytes, from: index + 2) else { return nil }
          index = end
        } else {
          index += 1
        }
      case UInt8(ascii: "["):
        guard let end = classEnd(bytes, from: index + 1) else { return "a '[' is not closed" }
        index = end
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      if depth < 0 { return "a ')' has no '('" }
      deepest = max(deepest, depth)
      index += 1
    }
    if depth > 0 { return "a '(' is not closed" }
    return deepest > 200 ? "its groups are nested too deep" : nil
  }

  /// Where `\E` ends what `\Q` began; `nil` where it runs to the end.
  private static func literalEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    return (start..<bytes.count - 1).first { bytes[$0] == UInt8(ascii: "\\") && bytes[$0 + 1] == UInt8(ascii: "E") }
      .map { $0 + 1 }
  }

  private static func classEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
    // A bracket right at the start is one of the class's members.
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "[") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ":"):
        let rest = bytes[(index + 2)...]
        let end = rest.indices.dropLast().first { bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: "]") }
        index = end.map { $0 + 2 } ?? index + 1
      default: index += 1
      }
    }
    return nil
  }
}
