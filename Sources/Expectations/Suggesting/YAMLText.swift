/// Texts from records inside YAML that people read and keep.
enum YAMLText {
  /// A text as a scalar: nothing in it can end the quotes or the line.
  static func quoted(_ text: String) -> String { "'" + plain(text).replacing("'", with: "''") + "'" }

  /// A text as part of a comment: it stays on its line.
  static func comment(_ text: String) -> String { String(plain(text).prefix(120)) }

  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(isPlain(scalar) ? scalar : "?") }
    return String(scalars)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
