/// A node of a YAML document, with its place in the file. Anchors are resolved: an alias is the node it names.
public struct YAMLNode: Sendable {
  /// What a node is.
  public enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    /// In the file's order; no key occurs twice.
    case mapping([(key: String, value: YAMLNode)])
  }

  public var content: Content
  /// Counted from 1.
  public var line: Int { Int(place.line) }
  /// Counted from 1, in characters.
  public var column: Int { Int(place.column) }
  /// The line of the key that this node is the value of, or the node's own line.
  public var keyLine: Int { Int(place.keyLine) }
  /// Whether the key that this node is the value of is plain and reads as null (`~`, `null` or nothing).
  public var keyIsNull: Bool { place.keyIsNull }

  var place: Place

  struct Place: Sendable {
    var line: Int32
    var column: Int32
    var keyLine: Int32
    var keyIsNull = false
  }

  /// A node that stands in no file, for defaults and tests.
  public init(_ content: Content, line: Int = 1, column: Int = 1) {
    self.content = content
    place = Place(line: Int32(clamping: line), column: Int32(clamping: column), keyLine: Int32(clamping: line))
  }

  init(content: Content, place: Place) {
    self.content = content
    self.place = place
  }
}

extension YAMLNode {
  public var scalar: YAMLScalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  public var sequence: [YAMLNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  public var mapping: [(key: String, value: YAMLNode)]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The value at a key of a mapping; `nil` where the node is no mapping or lacks the key.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    for entry in entries where entry.key == key { return entry.value }
    return nil
  }

  /// The scalar's text, whatever it resolves to; `nil` for a plain null and for collections.
  public var string: String? {
    guard case .scalar(let scalar) = content, scalar.value != .null else { return nil }
    return scalar.text
  }

  /// The texts of a sequence of scalars, or of a lone scalar; `nil` where something else is there.
  public var strings: [String]? {
    switch content {
    case .scalar:
      return string.map { [$0] }
    case .sequence(let items):
      var texts: [String] = []
      texts.reserveCapacity(items.count)
      for item in items {
        guard let text = item.string else { return nil }
        texts.append(text)
      }
      return texts
    case .mapping:
      return nil
    }
  }

  public var int: Int? {
    guard case .integer(let value)? = scalar?.value else { return nil }
    return Int(value)
  }

  /// A float's or an integer's value.
  public var double: Double? {
    switch scalar?.value {
    case .double(let value)?: value
    case .integer(let value)?: Double(value)
    default: nil
    }
  }

  public var bool: Bool? {
    guard case .bool(let value)? = scalar?.value else { return nil }
    return value
  }

  public var isNull: Bool { scalar?.value == .null }

  /// `mapping`, `list`, `text`, …: for messages.
  public var kindName: String {
    switch content {
    case .mapping: return "a map"
    case .sequence: return "a list"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return "null"
      case .bool: return "a boolean"
      case .integer, .double: return "a number"
      case .string: return "a text"
      }
    }
  }
}
