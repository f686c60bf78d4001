/// JSON as it is written: members in the order given, absent values left out. Strings are bounded and free of
/// control characters.
struct JSONText {
  /// Longer strings are cut, with an ellipsis.
  static let longest = 1 << 16

  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  // MARK: Structure

  mutating func object(_ body: (inout JSONText) -> Void) {
    open("{")
    body(&self)
    close("}")
  }

  mutating func object(_ name: StaticString, _ body: (inout JSONText) -> Void) {
    key(name)
    object(body)
  }

  mutating func array(_ name: StaticString, _ body: (inout JSONText) -> Void) {
    key(name)
    open("[")
    body(&self)
    close("]")
  }

  mutating func array<Value>(_ name: StaticString, _ values: [Value], _ body: (inout JSONText, Value) -> Void) {
    array(name) { json in
      for value in values { json.object { body(&$0, value) } }
    }
  }

  mutating func strings(_ name: StaticString, _ values: [String]) {
    array(name) { json in
      for value in values { json.value(value) }
    }
  }

  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
    needsComma = false
  }

  mutating func key(text name: String) {
    value(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  // MARK: Members

  /// `nil` writes nothing.
  mutating func field(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    value(text)
  }

  mutating func field(_ name: StaticString, _ number: Int?) {
    guard let number else { return }
    key(name)
    value(number)
  }

  mutating func field(_ name: StaticString, _ flag: Bool?) {
    guard let flag else { return }
    key(name)
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  /// Six decimals at most; what is no number is 0.
  mutating func field(_ name: StaticString, _ number: Double) {
    key(name)
    separate()
    let rounded = number.isFinite ? (number * 1e6).rounded() / 1e6 : 0
    bytes.append(contentsOf: "\(rounded)".utf8)
  }

  mutating func value(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  mutating func value(_ text: String) {
    separate()
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { append(escaping: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  // MARK: Escaping

  private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
    var end = text.count
    let isCut = end > Self.longest
    if isCut {
      end = Self.longest
      // Back to the start of a character: continuation bytes are 10xxxxxx.
      while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    }
    var clean = 0
    var at = 0
    while at < end {
      let byte = text[at]
      // A C1 control (U+0080...U+009F) is two bytes; a terminal may take it for an escape.
      let isC1 = byte == 0xC2 && at + 1 < end && text[at + 1] < 0xA0
      // Marks that change the direction of text, which a viewer would obey: U+061C, U+200E, U+200F, U+202A...U+202E,
      // U+2066...U+2069.
      if byte == 0xD8 || byte == 0xE2, let mark = Self.directionMark(text, at, end) {
        bytes.append(contentsOf: text[clean..<at])
        bytes.append(contentsOf: "\\u\(mark == 0x061C ? "0" : "")\(String(mark, radix: 16))".utf8)
        at += mark < 0x800 ? 2 : 3
        clean = at
        continue
      }
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || isC1 else {
        at += 1
        continue
      }
      bytes.append(contentsOf: text[clean..<at])
      escape(isC1 ? text[at + 1] : byte)
      at += isC1 ? 2 : 1
      clean = at
    }
    bytes.append(contentsOf: text[clean..<end])
    if isCut { bytes.append(contentsOf: "…".utf8) }
  }

  /// The mark that begins at a byte of UTF-8, or `nil` for any other character.
  private static func directionMark(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> UInt16? {
    if text[at] == 0xD8 { return at + 1 < end && text[at + 1] == 0x9C ? 0x061C : nil }
    guard at + 2 < end, text[at + 1] == 0x80 || text[at + 1] == 0x81 else { return nil }
    let code = 0x2000 | UInt16(text[at + 1] & 0x3F) << 6 | UInt16(text[at + 2] & 0x3F)
    switch code {
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return code
    default: return nil
    }
  }

  private mutating func escape(_ code: UInt8) {
    switch code {
    case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, code])
    case 0x0A: bytes.append(contentsOf: [0x5C, UInt8(ascii: "n")])
    case 0x0D: bytes.append(contentsOf: [0x5C, UInt8(ascii: "r")])
    case 0x09: bytes.append(contentsOf: [0x5C, UInt8(ascii: "t")])
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(digits[Int(code >> 4)])
      bytes.append(digits[Int(code & 15)])
    }
  }
}
