/// Text from outside made safe for a terminal, and measured as a terminal shows it.
public enum TerminalText {
  /// Control characters, escapes and marks that change the direction of text are spelt out, e.g. `\x1b`, so that a
  /// record can neither move the cursor nor pass for another.
  public static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case _ where !isUnsafe(scalar): safe.unicodeScalars.append(scalar)
      case "\n": safe += "\\n"
      case "\r": safe += "\\r"
      case "\t": safe += "\\t"
      default:
        let code = String(scalar.value, radix: 16)
        safe += scalar.value < 0x100 ? "\\x" + (code.count < 2 ? "0" : "") + code : "\\u{\(code)}"
      }
    }
    return safe
  }

  /// Longer texts of a record are cut: a name of a megabyte must not be pages of a report.
  static let longest = 4000

  static func bounded(_ text: String, to count: Int = longest) -> String {
    guard text.utf8.count > count, text.unicodeScalars.count > count else { return text }
    return String(text.unicodeScalars.prefix(count)) + "…"
  }

  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Direction marks, zero-width characters, line and paragraph separators, byte order marks, tags.
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
    default: false
    }
  }

  /// Columns: 2 for East Asian wide and full-width characters and emoji, 0 for combining marks.
  static func width(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// At most `columns` wide: the middle gives way, because both ends of names and paths tell the most.
  static func shortened(_ text: String, to columns: Int) -> String {
    guard width(text) > columns, columns > 1 else { return text }
    let half = (columns - 1) / 2
    var head = ""
    var headWidth = 0
    for character in text {
      let next = width(String(character))
      guard headWidth + next <= columns - 1 - half else { break }
      head.append(character)
      headWidth += next
    }
    var tail: [Character] = []
    var tailWidth = 0
    for character in text.reversed() {
      let next = width(String(character))
      guard tailWidth + next <= half else { break }
      tail.append(character)
      tailWidth += next
    }
    return head + "…" + String(tail.reversed())
  }

  /// Breaks at spaces, between wide characters, and within words only if a word is wider than a line.
  static func wrapped(_ text: String, to columns: Int) -> [String] {
    let columns = max(8, columns)
    var lines: [String] = []
    var line = ""
    var used = 0
    func finish() {
      while line.last == " " { line.removeLast() }
      lines.append(line)
      line = ""
      used = 0
    }
    for piece in pieces(text) {
      let size = width(piece)
      if used + size > columns, used > 0, piece != " " { finish() }
      if piece == " " {
        if used > 0, used < columns {
          line += piece
          used += 1
        } else if used >= columns {
          finish()
        }
        continue
      }
      guard size > columns else {
        line += piece
        used += size
        continue
      }
      for character in piece {
        let next = width(String(character))
        if used + next > columns { finish() }
        line.append(character)
        used += next
      }
    }
    if !line.isEmpty || lines.isEmpty { finish() }
    return lines
  }

  /// Words, spaces one by one, and wide characters one by one with the punctuation that must not start or end a line
  /// (JIS X 4051, the few rules that a terminal needs).
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var word = ""
    func finish() {
      if !word.isEmpty { pieces.append(word) }
      word = ""
    }
    for character in text {
      if character == " " {
        finish()
        pieces.append(" ")
      } else if width(String(character)) == 2 {
        finish()
        if let last = pieces.last, last != " ",
          closing.contains(character) || last.last.map(opening.contains) == true
        {
          pieces[pieces.count - 1] = last + String(character)
        } else {
          pieces.append(String(character))
        }
      } else if word.isEmpty, let last = pieces.last, last.last.map(opening.contains) == true {
        word = pieces.removeLast() + String(character)
      } else {
        word.append(character)
      }
    }
    finish()
    return pieces
  }

  /// Never at the start of a line.
  private static let closing = Set("、。，．）」』】］〉》・：；！？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ／")
  /// Never at the end of one.
  private static let opening = Set("（「『【［〈《")
}
