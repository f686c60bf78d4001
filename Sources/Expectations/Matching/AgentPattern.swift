/// A user agent as an entry names it: a family, a pattern with wildcards, or how the text begins.
public enum AgentPattern: Sendable, Hashable {
  case family(AgentFamily)
  case glob(TextPattern)

  init(_ text: String) {
    if let family = AgentFamily(rawValue: text.lowercased()) {
      self = .family(family)
    } else {
      let pattern = TextPattern(text)
      self = .glob(pattern.isLiteral ? TextPattern(text + "*") : pattern)
    }
  }

  public var text: String {
    switch self {
    case .family(let family): family.rawValue
    case .glob(let pattern): pattern.text
    }
  }

  /// - Parameter agent: folded.
  func accepts(_ agent: [UInt8], family: AgentFamily?) -> Bool {
    switch self {
    case .family(let wanted): wanted == family
    case .glob(let pattern): pattern.matches(agent)
    }
  }
}
