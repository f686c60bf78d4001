import JSONTape

/// Answers of servers, read without copies while `body` runs.
struct FeedJSON {
  private let document: Document
  private let index: UInt32

  static func read<Result>(_ bytes: [UInt8], _ body: (FeedJSON) throws -> Result) throws -> Result {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + Parser.padding, alignment: 64)
    defer { room.deallocate() }
    room.copyBytes(from: bytes)
    room[bytes.count...].initializeMemory(as: UInt8.self, repeating: 0)
    let parser: Parser
    let document: Document
    do throws(ParseError) {
      parser = try Parser(maxBytes: max(bytes.count, 1 << 16), maxDepth: 128)
      document = try parser.parse(UnsafeRawBufferPointer(rebasing: room[..<bytes.count]))
    } catch {
      throw FeedFailure("the server's answer is no JSON: \(error)")
    }
    return try withExtendedLifetime(parser) { try body(FeedJSON(document: document, index: document.root)) }
  }

  subscript(_ key: StaticString) -> FeedJSON? {
    document.member(index, key).map { FeedJSON(document: document, index: $0) }
  }

  var elements: [FeedJSON] {
    var elements: [FeedJSON] = []
    document.forEachElement(index) {
      elements.append(FeedJSON(document: document, index: $0))
      return true
    }
    return elements
  }

  var text: String? { document.kind(index) == .string ? document.string(index).text : nil }
  var bool: Bool? { document.kind(index) == .yes ? true : document.kind(index) == .no ? false : nil }

  func append(to output: inout [UInt8]) { document.appendJSON(of: index, to: &output) }
}
