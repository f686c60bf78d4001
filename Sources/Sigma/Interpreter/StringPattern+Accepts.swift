extension StringPattern {
  /// Whether the whole of the bytes fits the pattern. Which ends are reachable is kept for each part in turn, so the
  /// cost is the product of the lengths.
  func accepts(_ bytes: [UInt8], cased: Bool) -> Bool {
    let text = cased ? bytes : Fold.ascii(bytes)
    var reachable = [Bool](repeating: false, count: text.count + 1)
    reachable[0] = true
    for part in parts {
      var next = [Bool](repeating: false, count: text.count + 1)
      for start in reachable.indices where reachable[start] {
        switch part {
        case .literal(let literal):
          let wanted = cased ? literal : Fold.ascii(literal)
          if text[start...].starts(with: wanted) { next[start + wanted.count] = true }
        case .any:
          for end in start...text.count { next[end] = true }
        case .one:
          if let length = Self.characterLength(text, start) { next[start + length] = true }
        }
        if part == .any { break }
      }
      reachable = next
    }
    return reachable[text.count]
  }

  /// The bytes of the Unicode scalar at an index.
  private static func characterLength(_ text: [UInt8], _ start: Int) -> Int? {
    guard start < text.count else { return nil }
    var length = 1
    guard text[start] >= 0xC0 else { return length }
    while start + length < text.count, text[start + length] & 0xC0 == 0x80 { length += 1 }
    return length
  }
}
