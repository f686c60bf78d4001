/// A scalar as written, and what it means.
public struct YAMLScalar: Sendable, Hashable {
  /// Unescaped and unfolded, without quotes.
  public var text: String
  /// Neither quoted nor a block scalar: only such text may mean a number, a boolean or null.
  public var isPlain: Bool
  /// In full, e.g. `tag:yaml.org,2002:str`; `nil` where none is written.
  public var tag: String?

  public init(text: String, isPlain: Bool = false, tag: String? = nil) {
    self.text = text
    self.isPlain = isPlain
    self.tag = tag
  }

  /// What the scalar means by YAML 1.1, as PyYAML (and with it pySigma) reads it: `yes`, `no`, `on` and `off` are
  /// booleans, `0x1F`, `0b11`, `017` and `1:30` integers. Dates stay text, and so do integers outside of `Int64`.
  public var value: YAMLValue {
    if let tag { return resolve(tag: tag) }
    return isPlain ? YAMLValue(plain: text) : .string(text)
  }

  private func resolve(tag: String) -> YAMLValue {
    guard tag.hasPrefix("tag:yaml.org,2002:") else { return .string(text) }
    switch tag.dropFirst(18) {
    case "null": return .null
    case "bool", "int": return YAMLValue(plain: text)
    case "float":
      let value = YAMLValue(plain: text)
      if case .integer(let integer) = value { return .double(Double(integer)) }
      return value
    default: return .string(text)
    }
  }
}

/// The meaning of a scalar.
public enum YAMLValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case double(Double)
  case string(String)
}
