/// Reads a condition: `not` binds tighter than `and`, `and` tighter than `or`; words of the grammar are read without
/// regard to case.
struct ConditionParser {
  private let tokens: [Substring]
  private let location: SourceLocation
  private var index = 0
  private var depth = 0

  static func parse(_ text: String, at location: SourceLocation) throws(SigmaError) -> ConditionNode {
    guard text.utf8.count <= SigmaLimits.text else { throw SigmaError(location, "the condition is too long") }
    let tokens = tokenise(text)
    guard tokens.count <= SigmaLimits.tokens else {
      throw SigmaError(location, "the condition has more than \(SigmaLimits.tokens) words")
    }
    if let bar = tokens.firstIndex(of: "|") { throw aggregation(tokens[(bar + 1)...], location) }
    var parser = ConditionParser(tokens: tokens, location: location)
    guard !tokens.isEmpty else { throw SigmaError(location, "the condition is empty; name the searches to combine") }
    let node = try parser.or()
    guard let rest = parser.peek else { return node }
    throw SigmaError(
      location, "the condition goes on after its end, at '\(rest.prefix(40))'; is an 'and' or 'or' missing?")
  }

  private init(tokens: [Substring], location: SourceLocation) {
    self.tokens = tokens
    self.location = location
  }

  private static func tokenise(_ text: String) -> [Substring] {
    var tokens: [Substring] = []
    let bytes = text.utf8
    var start: String.Index?
    func close(_ end: String.Index) {
      if let from = start { tokens.append(text[from..<end]) }
      start = nil
    }
    var at = bytes.startIndex
    while at < bytes.endIndex {
      switch bytes[at] {
      case UInt8(ascii: " "), 9, 10, 13: close(at)
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"):
        close(at)
        tokens.append(text[at..<bytes.index(after: at)])
      default: start = start ?? at
      }
      at = bytes.index(after: at)
    }
    close(at)
    return tokens
  }

  /// What Sigma had before correlations: `| count() by x > n`, `| near y`.
  private static func aggregation(_ tokens: ArraySlice<Substring>, _ location: SourceLocation) -> SigmaError {
    let first = tokens.first.map { $0.lowercased() } ?? ""
    let name = first.prefix { $0.isLetter }
    if name == "near" {
      return SigmaError(
        location, "'| near' is no longer part of Sigma; write a correlation document of type 'temporal' instead")
    }
    let type =
      name == "count" ? "'event_count' (or 'value_count' to count a field's values)" : "'value_sum' or 'value_avg'"
    return SigmaError(
      location,
      "aggregation in a condition ('| \(tokens.prefix(6).joined(separator: " "))') is no longer part of Sigma; "
        + "keep the searches and write a correlation document of type \(type) instead")
  }

  private var peek: Substring? { index < tokens.count ? tokens[index] : nil }

  private func isWord(_ word: String, at offset: Int = 0) -> Bool {
    index + offset < tokens.count && tokens[index + offset].lowercased() == word
  }

  private mutating func or() throws(SigmaError) -> ConditionNode {
    var parts = [try and()]
    while isWord("or") {
      index += 1
      parts.append(try and())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func and() throws(SigmaError) -> ConditionNode {
    var parts = [try unary()]
    while isWord("and") {
      index += 1
      parts.append(try unary())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func unary() throws(SigmaError) -> ConditionNode {
    guard let token = peek else {
      throw SigmaError(location, "the condition ends too early; a search's name is missing at its end")
    }
    guard depth < SigmaLimits.depth else {
      throw SigmaError(location, "the condition is nested more than \(SigmaLimits.depth) levels deep")
    }
    depth += 1
    defer { depth -= 1 }
    index += 1
    if token == "(" {
      let node = try or()
      guard peek == ")" else { throw SigmaError(location, "a '(' in the condition is not closed") }
      index += 1
      return node
    }
    if token == ")" { throw SigmaError(location, "a ')' in the condition has no '(' or nothing before it") }
    if isWord("of") { return try selector(token.lowercased()) }
    switch token.lowercased() {
    case "not": return .not(try unary())
    case "and", "or", "of": throw SigmaError(location, "the condition has '\(token)' where a search's name belongs")
    default: return .name(String(token))
    }
  }

  private mutating func selector(_ quantifier: String) throws(SigmaError) -> ConditionNode {
    index += 1
    guard let pattern = peek, pattern != ")", pattern != "(" else {
      throw SigmaError(location, "'\(quantifier) of' lacks what it is of: a pattern such as 'selection_*', or 'them'")
    }
    index += 1
    let name = pattern.lowercased() == "them" ? "them" : String(pattern)
    switch quantifier {
    case "1", "any": return .selector(all: false, pattern: name)
    case "all": return .selector(all: true, pattern: name)
    default:
      throw SigmaError(
        location, "'\(quantifier.prefix(20)) of' is not known; Sigma has '1 of', 'any of' and 'all of'")
    }
  }
}
