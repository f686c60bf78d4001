/// A string of a rule while it is read: like `StringPattern`, but placeholders may still be in it.
struct PatternTemplate: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    /// Never empty.
    case literal([UInt8])
    case any
    case one
    /// `%name%` under `expand`.
    case placeholder(String)
  }

  private(set) var parts: [Part] = []

  init() {}

  init(parts: some Sequence<Part>) {
    for part in parts { append(part) }
  }

  /// Reads `*` and `?` as wildcards and `\*`, `\?`, `\\` as what they escape; any other backslash is itself.
  init(sigma text: String) {
    let bytes = Array(text.utf8)
    var literal: [UInt8] = []
    literal.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\\"):
        let next = index < bytes.count ? bytes[index] : 0
        if next == UInt8(ascii: "*") || next == UInt8(ascii: "?") || next == UInt8(ascii: "\\") {
          literal.append(next)
          index += 1
        } else {
          literal.append(byte)
        }
      case UInt8(ascii: "*"), UInt8(ascii: "?"):
        append(.literal(literal))
        literal.removeAll(keepingCapacity: true)
        append(byte == UInt8(ascii: "*") ? .any : .one)
      default:
        literal.append(byte)
      }
    }
    append(.literal(literal))
  }

  /// The text as it stands, without wildcards.
  init(plain bytes: some Sequence<UInt8>) {
    append(.literal(Array(bytes)))
  }

  /// Joins literals and drops a second `any` in a row.
  mutating func append(_ part: Part) {
    switch (parts.last, part) {
    case (_, .literal(let bytes)) where bytes.isEmpty: return
    case (.literal(let before), .literal(let bytes)): parts[parts.count - 1] = .literal(before + bytes)
    case (.any, .any): return
    default: parts.append(part)
    }
  }

  var startsWithAny: PatternTemplate { PatternTemplate(parts: [.any] + parts) }
  var endsWithAny: PatternTemplate { PatternTemplate(parts: parts + [.any]) }

  /// The bytes, where there is nothing but a literal.
  var plain: [UInt8]? {
    switch parts.count {
    case 0: return []
    case 1:
      guard case .literal(let bytes) = parts[0] else { return nil }
      return bytes
    default: return nil
    }
  }

  var firstPlaceholder: String? {
    for case .placeholder(let name) in parts { return name }
    return nil
  }

  /// `nil` while a placeholder is left.
  var pattern: StringPattern? {
    var result: [StringPattern.Part] = []
    result.reserveCapacity(parts.count)
    for part in parts {
      switch part {
      case .literal(let bytes): result.append(.literal(bytes))
      case .any: result.append(.any)
      case .one: result.append(.one)
      case .placeholder: return nil
      }
    }
    return StringPattern(parts: result)
  }

  func mapLiterals(_ transform: ([UInt8]) -> [UInt8]) -> PatternTemplate {
    PatternTemplate(
      parts: parts.map { part in
        guard case .literal(let bytes) = part else { return part }
        return .literal(transform(bytes))
      })
  }
}
