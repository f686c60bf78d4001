import JSONTape

/// A pattern with wildcards, matched with one point of return, so that its cost is bounded by the product of the
/// lengths.
struct Glob: Sendable {
  private var parts: [StringPattern.Part]
  private let cased: Bool

  init(_ pattern: StringPattern, cased: Bool) {
    self.cased = cased
    parts = pattern.parts.map { part in
      guard case .literal(let bytes) = part, !cased else { return part }
      return .literal(ASCIIFold.fold(bytes))
    }
  }

  func matches(_ value: ByteSpan) -> Bool {
    var part = 0
    var at = 0
    var resumePart = -1
    var resumeAt = 0
    while true {
      if part == parts.count {
        if at == value.count { return true }
      } else if case .any = parts[part] {
        resumePart = part
        resumeAt = at
        part += 1
        continue
      } else if let length = step(parts[part], value, at) {
        part += 1
        at += length
        continue
      }
      guard resumePart >= 0, resumeAt < value.count else { return false }
      resumeAt += 1
      at = resumeAt
      part = resumePart + 1
    }
  }

  /// How many bytes of `value` from `at` the part takes, or `nil`.
  private func step(_ part: StringPattern.Part, _ value: ByteSpan, _ at: Int) -> Int? {
    switch part {
    case .any: return 0
    case .one:
      guard at < value.count else { return nil }
      var length = 1
      if value[at] >= 0xC0 {
        while at + length < value.count, value[at + length] & 0xC0 == 0x80 { length += 1 }
      }
      return length
    case .literal(let bytes):
      guard value.count - at >= bytes.count else { return nil }
      let rest = value.dropFirst(at)
      let equal = bytes.withUnsafeBytes {
        cased ? rest.prefix($0.count) == ByteSpan($0) : rest.hasFoldedPrefix($0)
      }
      return equal ? bytes.count : nil
    }
  }
}
