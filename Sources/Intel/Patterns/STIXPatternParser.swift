/// Reads patterns. FOLLOWEDBY binds least, then OR, then AND; a qualifier belongs to what stands directly before it.
struct STIXPatternParser {
  private let tokens: [(token: STIXToken, place: Int)]
  private var at = 0
  private var depth = 0

  /// Parentheses nest at most this deep.
  static let maxDepth = 64

  static func parse(_ pattern: String) throws(STIXPatternError) -> STIXPattern {
    var parser = STIXPatternParser(tokens: try STIXLexer.tokens(pattern))
    let result = try parser.followedBy()
    guard parser.token == .end else { throw parser.unexpected("the end of the pattern") }
    return result
  }

  private init(tokens: [(token: STIXToken, place: Int)]) { self.tokens = tokens }

  private var token: STIXToken { tokens[at].token }

  private mutating func advance() { if at < tokens.count - 1 { at += 1 } }

  private func unexpected(_ wanted: String) -> STIXPatternError {
    let found =
      switch token {
      case .identifier(let word), .symbol(let word): "'\(word)'"
      case .string(let text), .literal(_, let text): "the string '\(text.prefix(40))'"
      case .number(_, let text): text
      case .end: "the end"
      }
    return STIXPatternError("\(wanted) is expected instead of \(found)", at: tokens[at].place)
  }

  private mutating func take(symbol: String) -> Bool {
    guard token == .symbol(symbol) else { return false }
    advance()
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard case .identifier(let found) = token, found.uppercased() == word else { return false }
    advance()
    return true
  }

  private mutating func need(symbol: String) throws(STIXPatternError) {
    guard take(symbol: symbol) else { throw unexpected("'\(symbol)'") }
  }

  private mutating func need(word: String) throws(STIXPatternError) {
    guard take(word: word) else { throw unexpected(word) }
  }

  private mutating func deeper() throws(STIXPatternError) {
    depth += 1
    guard depth <= Self.maxDepth else {
      throw STIXPatternError("parentheses nest deeper than \(Self.maxDepth)", at: tokens[at].place)
    }
  }

  // MARK: Observations

  private mutating func followedBy() throws(STIXPatternError) -> STIXPattern {
    var left = try or()
    while take(word: "FOLLOWEDBY") { left = .followedBy(left, try or()) }
    return left
  }

  private mutating func or() throws(STIXPatternError) -> STIXPattern {
    var parts = [try and()]
    while take(word: "OR") { parts.append(try and()) }
    return Self.balanced(parts[...], STIXPattern.or)
  }

  private mutating func and() throws(STIXPatternError) -> STIXPattern {
    var parts = [try observation()]
    while take(word: "AND") { parts.append(try observation()) }
    return Self.balanced(parts[...], STIXPattern.and)
  }

  /// A long chain as a tree of little depth, so that walking it costs little stack.
  private static func balanced<Node>(_ parts: ArraySlice<Node>, _ join: (Node, Node) -> Node) -> Node {
    guard parts.count > 1 else { return parts[parts.startIndex] }
    let middle = parts.startIndex + parts.count / 2
    return join(balanced(parts[..<middle], join), balanced(parts[middle...], join))
  }

  private mutating func observation() throws(STIXPatternError) -> STIXPattern {
    var result: STIXPattern
    if take(symbol: "(") {
      try deeper()
      result = try followedBy()
      depth -= 1
      try need(symbol: ")")
    } else {
      try need(symbol: "[")
      result = .observation(try comparisonOr())
      try need(symbol: "]")
    }
    var qualifiers = 0
    while let qualifier = try qualifier() {
      qualifiers += 1
      guard qualifiers <= 8 else { throw STIXPatternError("more than 8 qualifiers", at: tokens[at].place) }
      result = .qualified(result, qualifier)
    }
    return result
  }

  private mutating func qualifier() throws(STIXPatternError) -> STIXPattern.Qualifier? {
    if take(word: "WITHIN") {
      guard case .number(let seconds, _) = token, seconds > 0 else { throw unexpected("a number of seconds") }
      advance()
      try need(word: "SECONDS")
      return .within(seconds)
    }
    if take(word: "REPEATS") {
      guard case .number(let number, _) = token, number >= 1, let times = Int(exactly: number) else {
        throw unexpected("a whole number of times")
      }
      advance()
      try need(word: "TIMES")
      return .repeats(times)
    }
    guard take(word: "START") else { return nil }
    let start = try time()
    try need(word: "STOP")
    return .startStop(start, try time())
  }

  private mutating func time() throws(STIXPatternError) -> String {
    switch token {
    case .literal("t", let text), .string(let text):
      advance()
      return text
    default: throw unexpected("a time such as t'2026-01-31T00:00:00Z'")
    }
  }

  // MARK: Comparisons

  private mutating func comparisonOr() throws(STIXPatternError) -> STIXComparison {
    var parts = [try comparisonAnd()]
    while take(word: "OR") { parts.append(try comparisonAnd()) }
    return Self.balanced(parts[...], STIXComparison.or)
  }

  private mutating func comparisonAnd() throws(STIXPatternError) -> STIXComparison {
    var parts = [try comparison()]
    while take(word: "AND") { parts.append(try comparison()) }
    return Self.balanced(parts[...], STIXComparison.and)
  }

  private mutating func comparison() throws(STIXPatternError) -> STIXComparison {
    if take(symbol: "(") {
      try deeper()
      let inner = try comparisonOr()
      depth -= 1
      try need(symbol: ")")
      return inner
    }
    // The grammar puts NOT after the path; patterns in the wild put it before as well.
    var isNegated = take(word: "NOT")
    if take(word: "EXISTS") {
      return .test(STIXTest(path: try path(), isNegated: isNegated, operation: .exists, values: []))
    }
    let path = try path()
    if take(word: "NOT") { isNegated.toggle() }
    let (operation, negates) = try self.operation()
    let values = operation == .isIn ? try set() : [try value()]
    return .test(STIXTest(path: path, isNegated: isNegated != negates, operation: operation, values: values))
  }

  private mutating func operation() throws(STIXPatternError) -> (STIXTest.Operation, negates: Bool) {
    switch token {
    case .symbol("!="):
      advance()
      return (.equal, true)
    case .symbol(let symbol):
      guard let operation = STIXTest.Operation(rawValue: symbol) else { break }
      advance()
      return (operation, false)
    case .identifier(let word):
      guard let operation = STIXTest.Operation(rawValue: word.uppercased()), operation != .exists else { break }
      advance()
      return (operation, false)
    default: break
    }
    throw unexpected("a comparison such as = or LIKE")
  }

  private mutating func set() throws(STIXPatternError) -> [STIXTest.Value] {
    try need(symbol: "(")
    var values: [STIXTest.Value] = []
    if take(symbol: ")") { return values }
    repeat { values.append(try value()) } while take(symbol: ",")
    try need(symbol: ")")
    return values
  }

  private mutating func value() throws(STIXPatternError) -> STIXTest.Value {
    let result: STIXTest.Value
    switch token {
    case .string(let text): result = .string(text)
    case .number(let number, let text): result = .number(number, text: text)
    case .literal("t", let text): result = .timestamp(text)
    case .literal("h", let text): result = .hex(text)
    case .literal(_, let text): result = .binary(text)
    case .identifier(let word) where ["true", "false"].contains(word.lowercased()):
      result = .boolean(word.lowercased() == "true")
    default: throw unexpected("a value")
    }
    advance()
    return result
  }

  private mutating func path() throws(STIXPatternError) -> STIXPath {
    guard case .identifier(let type) = token else { throw unexpected("an object's type") }
    advance()
    try need(symbol: ":")
    var path = STIXPath(type: type.lowercased(), steps: [.key(try key())])
    while true {
      if take(symbol: ".") {
        path.steps.append(.key(try key()))
      } else if take(symbol: "[") {
        switch token {
        case .symbol("*"): path.steps.append(.index("*"))
        case .number(_, let text): path.steps.append(.index(text))
        default: throw unexpected("an index or *")
        }
        advance()
        try need(symbol: "]")
      } else {
        return path
      }
      guard path.steps.count <= 64 else { throw STIXPatternError("a path of more than 64 steps", at: tokens[at].place) }
    }
  }

  private mutating func key() throws(STIXPatternError) -> String {
    switch token {
    case .identifier(let key), .string(let key):
      advance()
      return key
    case .number(_, let text):
      advance()
      return text
    default: throw unexpected("a property's name")
    }
  }
}
