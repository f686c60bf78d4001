import JSONTape

/// JSON to be changed: keys may come twice, numbers are kept as they are written.
public indirect enum FuzzJSON: Sendable {
  case object([(key: String, value: FuzzJSON)])
  case array([FuzzJSON])
  case string(String)
  /// As it stands: a number, true, false or null.
  case plain(String)

  public init(_ document: Document, at index: UInt32) {
    switch document.kind(index) {
    case .object:
      var members: [(key: String, value: FuzzJSON)] = []
      document.forEachMember(index) { key, value in
        members.append((key.text, FuzzJSON(document, at: value)))
        return true
      }
      self = .object(members)
    case .array:
      var elements: [FuzzJSON] = []
      document.forEachElement(index) { element in
        elements.append(FuzzJSON(document, at: element))
        return true
      }
      self = .array(elements)
    case .string: self = .string(document.string(index).text)
    default:
      var text: [UInt8] = []
      document.appendJSON(of: index, to: &text)
      self = .plain(String(decoding: text, as: UTF8.self))
    }
  }

  /// - Parameter json: one document.
  public init(_ json: [UInt8]) throws {
    let parser = try Parser()
    let padded = json + Array(repeating: 0, count: Parser.padding)
    self = try padded.withUnsafeBytes { buffer in
      let document = try parser.parse(UnsafeRawBufferPointer(rebasing: buffer[..<json.count]))
      return FuzzJSON(document, at: document.root)
    }
  }

  public var bytes: [UInt8] {
    var output: [UInt8] = []
    append(to: &output)
    return output
  }

  private func append(to output: inout [UInt8]) {
    switch self {
    case .plain(let text): output += text.utf8
    case .string(let text): Self.append(text, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (number, element) in elements.enumerated() {
        if number > 0 { output.append(UInt8(ascii: ",")) }
        element.append(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (number, member) in members.enumerated() {
        if number > 0 { output.append(UInt8(ascii: ",")) }
        Self.append(member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.append(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Where a value stands: the numbers of members and elements on the way to it.
  public typealias Path = [Int]

  /// The places of all values but the root.
  public var paths: [Path] {
    func below(_ value: FuzzJSON, _ path: Path, _ output: inout [Path]) {
      let inner: [FuzzJSON]
      switch value {
      case .object(let members): inner = members.map(\.value)
      case .array(let elements): inner = elements
      default: return
      }
      for (number, value) in inner.enumerated() {
        output.append(path + [number])
        below(value, path + [number], &output)
      }
    }
    var output: [Path] = []
    below(self, [], &output)
    return output
  }

  public subscript(_ path: Path) -> FuzzJSON {
    var value = self
    for number in path {
      switch value {
      case .object(let members): value = members[number].value
      case .array(let elements): value = elements[number]
      default: return value
      }
    }
    return value
  }

  /// The document with the value at `path` changed; nil takes it out.
  public func replacing(_ path: Path, with change: (FuzzJSON) -> FuzzJSON?) -> FuzzJSON {
    guard let number = path.first else { return change(self) ?? self }
    let rest = Path(path.dropFirst())
    func changed(_ value: FuzzJSON) -> FuzzJSON? { rest.isEmpty ? change(value) : value.replacing(rest, with: change) }
    switch self {
    case .object(var members):
      if let value = changed(members[number].value) {
        members[number].value = value
      } else {
        members.remove(at: number)
      }
      return .object(members)
    case .array(var elements):
      if let value = changed(elements[number]) { elements[number] = value } else { elements.remove(at: number) }
      return .array(elements)
    default: return self
    }
  }
}

extension FuzzRandom {
  /// The record with one change.
  public mutating func changed(_ record: FuzzJSON, others: [FuzzJSON]) -> FuzzJSON {
    let paths = record.paths
    guard !paths.isEmpty else { return record }
    let path = pick(paths)
    func other() -> FuzzJSON {
      let donor = pick(others)
      let places = donor.paths
      return places.isEmpty ? donor : donor[pick(places)]
    }
    switch below(16) {
    case 0, 1: return record.replacing(path) { _ in nil }
    case 2, 3:
      let value = other()
      return record.replacing(path) { _ in value }
    case 4, 5:
      let value: FuzzJSON = pick([
        .plain("null"), .string(""), .array([]), .object([]), .plain("true"), .plain("false"), .plain("0"),
        .plain("-1.5e3"),
        .plain("18446744073709551615"), .array([.plain("null")]), .array([.plain("null"), .string("x")]),
        .string("2026-01-02T03:04:05Z"), .string("203.0.113.7"), .plain("11562461410679940143"),
      ])
      return record.replacing(path) { _ in value }
    case 6:
      let value = other()
      return record.replacing(path) { .array([$0, value]) }
    case 7: return record.replacing(path) { .array([$0]) }
    case 8:
      let isUpper = happens(50)
      return record.replacing(path) { value in
        if case .string(let text) = value { return .string(isUpper ? text.uppercased() : text.lowercased()) }
        return value
      }
    case 9: return doubling(record, path, other())
    case 10:
      let number = next() % 1_000_000
      return record.replacing(path) { _ in .string("value-\(number)") }
    case 11:
      let number = next() % 100
      return record.replacing(path) { value in
        if case .string(let text) = value { return .string("\(text)\(number)") }
        return .plain(String(number))
      }
    case 12:
      let many = 2 + below(150)
      return record.replacing(path) { value in .array((0..<many).map { $0 == many / 2 ? value : .plain(String($0)) }) }
    case 13: return record.replacing(path) { .object([("inner", $0), ("name", .string("x")), ("value", $0)]) }
    case 14: return flattened(record)
    default:
      let value = other()
      return record.replacing(path) { .array([.plain("null"), $0, value]) }
    }
  }

  /// A member's key once more, with another value.
  private mutating func doubling(_ record: FuzzJSON, _ path: FuzzJSON.Path, _ value: FuzzJSON) -> FuzzJSON {
    let isFirst = happens(50)
    guard let last = path.last else { return record }
    return record.replacing(Array(path.dropLast())) { parent in
      guard case .object(var members) = parent else { return parent }
      members.insert((members[last].key, value), at: isFirst ? 0 : members.count)
      return .object(members)
    }
  }

  /// A member of a member with a dotted key in its parent's place.
  private mutating func flattened(_ record: FuzzJSON) -> FuzzJSON {
    guard case .object(var members) = record, !members.isEmpty else { return record }
    let number = below(members.count)
    guard case .object(let inner) = members[number].value else { return record }
    let key = members[number].key
    members.remove(at: number)
    members += inner.map { ("\(key).\($0.key)", $0.value) }
    return .object(members)
  }
}
