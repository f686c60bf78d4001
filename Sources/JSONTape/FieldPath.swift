/// A dotted path, split into keys. `a\.b` is one key that holds a dot.
public struct FieldPath: Hashable, Sendable {
  public var keys: [[UInt8]]

  public init(_ text: String) {
    var keys: [[UInt8]] = []
    var key: [UInt8] = []
    var escaped = false
    for byte in text.utf8 {
      if escaped {
        if byte != UInt8(ascii: ".") { key.append(UInt8(ascii: "\\")) }
        key.append(byte)
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else if byte == UInt8(ascii: ".") {
        keys.append(key)
        key = []
      } else {
        key.append(byte)
      }
    }
    if escaped { key.append(UInt8(ascii: "\\")) }
    keys.append(key)
    self.keys = keys
  }
}

/// An array of `{name, value}` pairs that is read as if it were an object.
public struct NamedList: Sendable, Hashable {
  /// Where the array stands.
  public var path: String
  /// The key of a pair's name.
  public var name: String
  /// The keys of a pair's value; all that are present count.
  public var values: [String]

  public init(path: String, name: String, values: [String]) {
    self.path = path
    self.name = name
    self.values = values
  }
}
