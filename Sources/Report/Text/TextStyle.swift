import Activity
import Detection

/// What stands for a level, by shape; the word and, if allowed, the colour come with it.
extension Level {
  var shape: String {
    switch self {
    case .critical: "▲"
    case .high: "◆"
    case .medium: "●"
    case .low: "○"
    case .informational: "·"
    }
  }
}

/// How a piece of terminal text looks where colour is allowed.
enum TextStyle {
  case bold, dim
  case level(Level)
  case boldLevel(Level)

  /// Parameters of Select Graphic Rendition; colours of the 256-colour cube that read on black and on white.
  private var parameters: String {
    switch self {
    case .bold: "1"
    case .dim: "2"
    case .level(let level): "38;5;\(Self.color(level))"
    case .boldLevel(let level): "1;38;5;\(Self.color(level))"
    }
  }

  private static func color(_ level: Level) -> Int {
    switch level {
    case .critical: 160
    case .high: 166
    case .medium: 136
    case .low: 67
    case .informational: 244
    }
  }

  func applied(to text: String) -> String {
    text.isEmpty ? text : "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }
}

extension Int {
  /// With a comma between thousands.
  var grouped: String {
    var text = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (self < 0 ? "-" : "") + String(text.reversed())
  }
}
