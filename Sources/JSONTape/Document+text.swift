extension Document {
  /// Appends the text by which string matchers see the value at `index`: a string's own bytes, a number in
  /// decimal, `true`, `false`, `null`, and for an object or array its compact JSON, at most `limit` bytes of it.
  public func appendText(of index: UInt32, to output: inout [UInt8], limit: Int = 1 << 20) {
    if tag(index) == 0x22 {
      output.append(contentsOf: string(index).buffer)
    } else {
      appendJSON(of: index, to: &output, limit: output.count + limit)
    }
  }

  /// Appends the value at `index` as compact JSON; stops adding values once `output` is longer than `limit`.
  public func appendJSON(of index: UInt32, to output: inout [UInt8], limit: Int = .max) {
    guard output.count < limit else { return }
    switch kind(index) {
    case .string: Self.appendQuoted(string(index), to: &output)
    case .integer: output.append(contentsOf: String(integer(index)).utf8)
    case .unsigned: output.append(contentsOf: String(unsigned(index)).utf8)
    case .double: output.append(contentsOf: Self.text(of: double(index)).utf8)
    case .yes: output.append(contentsOf: "true".utf8)
    case .no: output.append(contentsOf: "false".utf8)
    case .null: output.append(contentsOf: "null".utf8)
    case .object:
      output.append(UInt8(ascii: "{"))
      var first = true
      forEachMember(index) { key, value in
        if !first { output.append(UInt8(ascii: ",")) }
        first = false
        Self.appendQuoted(key, to: &output)
        output.append(UInt8(ascii: ":"))
        appendJSON(of: value, to: &output, limit: limit)
        return output.count < limit
      }
      output.append(UInt8(ascii: "}"))
    case .array:
      output.append(UInt8(ascii: "["))
      var first = true
      forEachElement(index) { value in
        if !first { output.append(UInt8(ascii: ",")) }
        first = false
        appendJSON(of: value, to: &output, limit: limit)
        return output.count < limit
      }
      output.append(UInt8(ascii: "]"))
    }
  }

  /// The shortest text that reads back as the same number; an integral number below 2^53 without a fraction.
  public static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 9_007_199_254_740_992 { return String(Int64(number)) }
    return "\(number)"
  }

  private static func appendQuoted(_ text: ByteSpan, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      index &+= 1
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      output.append(contentsOf: text.dropFirst(start).prefix(index &- 1 &- start).buffer)
      start = index
      appendEscaped(byte, to: &output)
    }
    output.append(contentsOf: text.dropFirst(start).buffer)
    output.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      output.append(UInt8(ascii: "\\"))
      output.append(byte)
    case 0x0A: output.append(contentsOf: "\\n".utf8)
    case 0x0D: output.append(contentsOf: "\\r".utf8)
    case 0x09: output.append(contentsOf: "\\t".utf8)
    default:
      let digits = Array("0123456789abcdef".utf8)
      output.append(contentsOf: "\\u00".utf8)
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}
