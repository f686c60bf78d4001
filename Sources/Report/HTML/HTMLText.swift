/// HTML as it is written. Text from outside enters only through `text` and attributes, escaped.
struct HTMLText {
  private(set) var html = ""

  /// Markup of our own.
  mutating func raw(_ markup: String) {
    html += markup
  }

  mutating func text(_ text: String) {
    html += Self.escaped(text)
  }

  /// `<name class="…">text</name>`.
  mutating func element(_ name: String, _ text: String, class style: String? = nil) {
    html += style.map { "<\(name) class=\"\($0)\">" } ?? "<\(name)>"
    html += Self.escaped(text)
    html += "</\(name)>"
  }

  /// Safe between tags and in quoted attributes. Control characters and direction marks are spelt out, as in the
  /// terminal, so that a record cannot look like another.
  static func escaped(_ text: String) -> String {
    let text = TerminalText.safe(TerminalText.bounded(text))
    guard text.utf8.contains(where: isSpecial) else { return text }
    var safe = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: safe.unicodeScalars.append(character)
      }
    }
    return safe
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }
}

/// A number as SVG wants it: one decimal, no trailing zero.
extension Double {
  var svg: String {
    let tenths = Int((self * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
