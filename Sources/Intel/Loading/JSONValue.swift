import JSONTape

/// A value of a parsed document, for files whose shape is not ours. Borrows the document: valid until its parser's
/// next use.
struct JSONValue {
  let document: Document
  let index: UInt32

  subscript(_ key: StaticString) -> JSONValue? {
    document.member(index, key).map { JSONValue(document: document, index: $0) }
  }

  var isObject: Bool { document.kind(index) == .object }
  var isArray: Bool { document.kind(index) == .array }

  var span: ByteSpan? { document.kind(index) == .string ? document.string(index) : nil }
  /// A string's text; `nil` where it is none or empty.
  var text: String? { span.flatMap { $0.count == 0 ? nil : $0.text } }

  /// The text of a string or a number.
  var scalar: String? {
    switch document.kind(index) {
    case .string: text
    case .integer: String(document.integer(index))
    case .unsigned: String(document.unsigned(index))
    default: nil
    }
  }

  var integer: Int? {
    switch document.kind(index) {
    case .integer: Int(document.integer(index))
    case .unsigned: Int(exactly: document.unsigned(index))
    case .double: Int(exactly: document.double(index).rounded())
    case .string: span.flatMap { Int($0.prefix(24).text) }
    default: nil
    }
  }

  var bool: Bool? {
    switch document.kind(index) {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// A time as microseconds since 1970.
  var time: Int64? {
    switch document.kind(index) {
    case .string: span.flatMap(Timestamp.parse)
    case .integer: Timestamp.epoch(document.integer(index))
    default: nil
    }
  }

  func forEachElement(_ body: (JSONValue) throws -> Void) rethrows {
    try document.forEachElement(index) {
      try body(JSONValue(document: document, index: $0))
      return true
    }
  }

  func forEachMember(_ body: (ByteSpan, JSONValue) throws -> Void) rethrows {
    try document.forEachMember(index) { key, value in
      try body(key, JSONValue(document: document, index: value))
      return true
    }
  }

  var first: JSONValue? {
    var first: JSONValue?
    document.forEachElement(index) {
      first = JSONValue(document: document, index: $0)
      return false
    }
    return first
  }

  /// The texts of an array of strings.
  var texts: [String] {
    var texts: [String] = []
    forEachElement { if let text = $0.text { texts.append(text) } }
    return texts
  }
}

/// A parsed file with the bytes it was parsed from.
struct JSONText {
  let root: JSONValue

  init(_ bytes: [UInt8], _ parser: Parser) throws(ParseError) {
    // A byte order mark is no JSON.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count + Parser.padding, alignment: 64)
    defer { room.deallocate() }
    room.copyBytes(from: content)
    room[content.count...].initializeMemory(as: UInt8.self, repeating: 0)
    // simdjson copies strings to buffers of its own, so that the document outlives the bytes.
    let document = try parser.parse(UnsafeRawBufferPointer(rebasing: room[..<content.count]))
    root = JSONValue(document: document, index: document.root)
  }
}
