/// A name's letters and digits in lower case, as bytes. A name is asked for a hundred parts, and comparing texts as Unicode
/// has it costs a thousand times as much, which an organisation of some thousand operations feels.
struct PlainWord {
  private let bytes: [UInt8]

  init(_ name: String) {
    bytes = name.lowercased().utf8.filter { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 }
  }

  /// - Parameter part: of the same letters and digits.
  func contains(_ part: StaticString) -> Bool {
    let count = part.utf8CodeUnitCount
    return bytes.count >= count && (0...(bytes.count - count)).contains { holds(part, at: $0) }
  }

  func hasSuffix(_ part: StaticString) -> Bool {
    let count = part.utf8CodeUnitCount
    return bytes.count >= count && holds(part, at: bytes.count - count)
  }

  static func == (word: PlainWord, text: StaticString) -> Bool {
    word.bytes.count == text.utf8CodeUnitCount && word.holds(text, at: 0)
  }

  /// Whether the part stands at a place from which on there are bytes enough.
  private func holds(_ part: StaticString, at place: Int) -> Bool {
    part.withUTF8Buffer { part in
      for index in part.indices where part[index] != bytes[place + index] { return false }
      return true
    }
  }
}
