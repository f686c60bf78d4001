/// A record, or a part of one, as the interpreter reads it.
public indirect enum RecordValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
  case string(String)
  case array([RecordValue])
  /// In the record's order; a key may occur several times.
  case object([(key: String, value: RecordValue)])
}

extension RecordValue {
  /// The text by which matchers see the value; `nil` for null and for an array, whose members are seen instead.
  public var text: String? {
    switch self {
    case .null, .array: nil
    case .string(let text): text
    case .bool, .integer, .unsigned, .double, .object: json
    }
  }

  /// Compact JSON: no blanks, keys in the record's order, nothing escaped that need not be.
  public var json: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .double(let value): DecimalText.text(value)
    case .string(let text): Self.quoted(text)
    case .array(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.json }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        result += scalar.value < 0x10 ? "\\u000" : "\\u00"
        result += String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The value itself, or, of an array, its members at any depth; an empty array has none.
  public var members: [RecordValue] {
    guard case .array(let items) = self else { return [self] }
    return items.flatMap(\.members)
  }
}
