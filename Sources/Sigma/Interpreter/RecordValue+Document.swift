import JSONTape

extension RecordValue {
  /// Copies a value out of a parsed document. Its depth is bounded by the parser's.
  public init(_ document: Document, at index: UInt32) {
    switch document.kind(index) {
    case .null: self = .null
    case .yes: self = .bool(true)
    case .no: self = .bool(false)
    case .integer: self = .integer(document.integer(index))
    case .unsigned: self = .unsigned(document.unsigned(index))
    case .double: self = .double(document.double(index))
    case .string: self = .string(document.string(index).text)
    case .array:
      var items: [RecordValue] = []
      document.forEachElement(index) { element in
        items.append(RecordValue(document, at: element))
        return true
      }
      self = .array(items)
    case .object:
      var members: [(key: String, value: RecordValue)] = []
      document.forEachMember(index) { key, value in
        members.append((key.text, RecordValue(document, at: value)))
        return true
      }
      self = .object(members)
    }
  }
}
