/// A word of a STIX pattern (STIX 2.1, section 9).
enum STIXToken: Equatable {
  case identifier(String)
  case string(String)
  case number(Double, text: String)
  /// `t'…'`, `h'…'` or `b'…'`.
  case literal(Character, String)
  case symbol(String)
  case end
}

/// Why a pattern cannot be read.
struct STIXPatternError: Error, CustomStringConvertible {
  let description: String
  init(_ message: String, at place: Int? = nil) {
    description = place.map { "\(message), at character \($0 + 1)" } ?? message
  }
}

/// Cuts a pattern into words.
struct STIXLexer {
  private let text: [UInt8]
  private var at = 0

  static let maxBytes = 1 << 20
  static let maxTokens = 200_000

  private init(_ text: [UInt8]) { self.text = text }

  static func tokens(_ pattern: String) throws(STIXPatternError) -> [(token: STIXToken, place: Int)] {
    guard pattern.utf8.count <= maxBytes else {
      throw STIXPatternError("the pattern is longer than \(maxBytes) bytes")
    }
    var lexer = STIXLexer(Array(pattern.utf8))
    var tokens: [(token: STIXToken, place: Int)] = []
    while true {
      lexer.skipBlanks()
      let place = lexer.at
      let token = try lexer.next()
      tokens.append((token, place))
      if token == .end { return tokens }
      guard tokens.count < maxTokens else { throw STIXPatternError("the pattern has more than \(maxTokens) words") }
    }
  }

  private func peek(_ offset: Int = 0) -> UInt8 { at + offset < text.count ? text[at + offset] : 0 }

  private mutating func skipBlanks() {
    while at < text.count {
      if text[at] <= 0x20 {
        at += 1
      } else if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        at += 2
        while at < text.count, !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { at += 1 }
        at = min(at + 2, text.count)
      } else if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        while at < text.count, text[at] != 0x0A { at += 1 }
      } else {
        return
      }
    }
  }

  private mutating func next() throws(STIXPatternError) -> STIXToken {
    guard at < text.count else { return .end }
    let byte = text[at]
    if byte == UInt8(ascii: "'") { return .string(try quoted()) }
    if [UInt8(ascii: "t"), UInt8(ascii: "h"), UInt8(ascii: "b")].contains(byte), peek(1) == UInt8(ascii: "'") {
      at += 1
      return .literal(Character(Unicode.Scalar(byte)), try quoted())
    }
    if Self.isLetter(byte) { return .identifier(identifier()) }
    let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    if Self.isDigit(byte) || (isSign && Self.isDigit(peek(1))) || (byte == UInt8(ascii: ".") && Self.isDigit(peek(1))) {
      return try number()
    }
    for symbol in ["!=", "<>", "==", "<=", ">="] where symbol.utf8.first == byte && symbol.utf8.last == peek(1) {
      at += 2
      return .symbol(symbol == "<>" ? "!=" : symbol == "==" ? "=" : symbol)
    }
    guard "[](){}=<>,:.*".utf8.contains(byte) else { throw STIXPatternError("an unexpected character", at: at) }
    at += 1
    return .symbol(String(Unicode.Scalar(byte)))
  }

  private mutating func quoted() throws(STIXPatternError) -> String {
    let start = at
    at += 1
    var bytes: [UInt8] = []
    while at < text.count {
      let byte = text[at]
      at += 1
      if byte == UInt8(ascii: "'") { return String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), at < text.count {
        // Only quotes and backslashes are escaped; before anything else the backslash stands for itself.
        if text[at] != UInt8(ascii: "'"), text[at] != UInt8(ascii: "\\") { bytes.append(byte) }
        bytes.append(text[at])
        at += 1
      } else {
        bytes.append(byte)
      }
    }
    throw STIXPatternError("a string without its closing quote", at: start)
  }

  private mutating func identifier() -> String {
    let start = at
    while at < text.count, Self.isLetter(text[at]) || Self.isDigit(text[at]) || text[at] == UInt8(ascii: "-") {
      at += 1
    }
    return String(decoding: text[start..<at], as: UTF8.self)
  }

  private mutating func number() throws(STIXPatternError) -> STIXToken {
    let start = at
    at += 1
    while at < text.count,
      Self.isDigit(text[at]) || text[at] == UInt8(ascii: ".") || text[at] == UInt8(ascii: "e")
        || text[at] == UInt8(ascii: "E")
    { at += 1 }
    let word = String(decoding: text[start..<at], as: UTF8.self)
    guard let value = Double(word) else { throw STIXPatternError("'\(word)' is no number", at: start) }
    return .number(value, text: word)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
