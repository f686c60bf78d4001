extension PatternTemplate {
  /// `%name%` becomes a placeholder; `\%` a percent sign.
  var expanded: PatternTemplate {
    var result = PatternTemplate()
    for part in parts {
      guard case .literal(let bytes) = part else {
        result.append(part)
        continue
      }
      Self.expand(bytes, into: &result)
    }
    return result
  }

  private static func expand(_ bytes: [UInt8], into result: inout PatternTemplate) {
    let percent = UInt8(ascii: "%")
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == percent {
        literal.append(percent)
        index += 2
      } else if bytes[index] == percent, let end = bytes[(index + 1)...].firstIndex(where: { !isName($0) }),
        bytes[end] == percent, end > index + 1
      {
        result.append(.literal(literal))
        literal.removeAll()
        result.append(.placeholder(String(decoding: bytes[(index + 1)..<end], as: UTF8.self)))
        index = end + 1
      } else {
        literal.append(bytes[index])
        index += 1
      }
    }
    result.append(.literal(literal))
  }

  /// Letters, digits, underscores and hyphens.
  private static func isName(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || byte >= 0x80
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }
}
