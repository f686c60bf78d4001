extension StringPattern {
  /// Reads a string as Sigma writes it: `*` and `?` are wildcards, a backslash escapes them and itself.
  public init(sigma text: String) {
    self = PatternTemplate(sigma: text).pattern ?? StringPattern(parts: [])
  }

  /// The pattern as Sigma would write it; bytes that are not UTF-8 come out as U+FFFD.
  public var sigmaText: String {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .any: bytes.append(UInt8(ascii: "*"))
      case .one: bytes.append(UInt8(ascii: "?"))
      case .literal(let literal):
        for (index, byte) in literal.enumerated() {
          let next = index + 1 < literal.count ? literal[index + 1] : UInt8(ascii: "*")
          let special = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
          let escapes = byte == UInt8(ascii: "\\") && "*?\\".utf8.contains(next)
          if special || escapes { bytes.append(UInt8(ascii: "\\")) }
          bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
