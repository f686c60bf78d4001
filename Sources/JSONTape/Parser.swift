import CSimdJSON

/// Why a document was refused.
public struct ParseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// simdjson's words.
  public let description: String
}

/// Parses JSON documents one after another; the buffers are reused. One thread at a time.
public final class Parser {
  /// The padding that must be readable past every document's end, in bytes; its content does not matter.
  public static let padding = 64

  private let handle: OpaquePointer
  private var repaired: UnsafeMutableRawBufferPointer?
  /// Whether `build` has made its document of another text than the structure's, because a number had to be repaired. The
  /// structure is then gone.
  public private(set) var hasRepaired = false

  /// - Parameters:
  ///   - maxBytes: a longer document is refused.
  ///   - maxDepth: a more deeply nested document is refused.
  public init(maxBytes: Int = 64 << 20, maxDepth: Int = 256) throws(ParseError) {
    guard let handle = yagura_parser_new(maxBytes, maxDepth) else {
      throw ParseError(description: "not enough memory for a JSON parser")
    }
    self.handle = handle
  }

  deinit {
    yagura_parser_free(handle)
    repaired?.deallocate()
  }

  /// Parses one document of UTF-8 JSON.
  ///
  /// Integers beyond 64 bits, which simdjson refuses, become strings of their digits, so that no digit is lost.
  ///
  /// - Parameter bytes: the document; `Parser.padding` bytes past its end must be readable.
  /// - Returns: a document that is valid until the next call.
  @inline(__always)
  public func parse(_ bytes: UnsafeRawBufferPointer) throws(ParseError) -> Document {
    guard let base = bytes.baseAddress else { throw ParseError(description: "empty document") }
    let result = yagura_parse(handle, base.assumingMemoryBound(to: UInt8.self), bytes.count)
    guard result.error == 0, let tape = result.tape, let strings = result.strings else {
      return try parseRepaired(bytes, error: result.error)
    }
    return Document(tape: tape, strings: strings)
  }

  /// Finds a document's structure, for `SkeletonBook` to look whether it is known, or for `build`.
  ///
  /// - Parameter bytes: as for `parse`; they must stay until the document's last use.
  /// - Returns: what is valid until the parser's next use.
  @inline(__always)
  public func findStructure(_ bytes: UnsafeRawBufferPointer) throws(ParseError) -> Structure {
    guard let base = bytes.baseAddress else { throw ParseError(description: "empty document") }
    let found = yagura_find_structure(handle, base.assumingMemoryBound(to: UInt8.self), bytes.count)
    guard found.error == 0, let structurals = found.structurals, let tape = found.tape,
      let strings = found.strings
    else {
      throw ParseError(description: String(cString: yagura_parse_error(found.error)))
    }
    return Structure(
      text: bytes, structurals: UnsafeBufferPointer(start: structurals, count: Int(found.count)), tape: tape,
      strings: strings, builder: handle)
  }

  /// Makes the document whose structure was found last. `findStructure` and `build` are `parse`.
  @inline(__always)
  public func build(_ structure: Structure) throws(ParseError) -> Document {
    hasRepaired = false
    let result = yagura_build(handle)
    guard result.error == 0, let tape = result.tape, let strings = result.strings else {
      return try parseRepaired(structure.text, error: result.error)
    }
    return Document(tape: tape, strings: strings)
  }

  @inline(never)
  private func parseRepaired(_ bytes: UnsafeRawBufferPointer, error: Int32) throws(ParseError) -> Document {
    if yagura_parse_error_is_number(error) != 0, let buffer = quoteLongIntegers(bytes) {
      repaired?.deallocate()
      repaired = buffer
      hasRepaired = true
      let length = buffer.count - Self.padding
      let result = yagura_parse(handle, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), length)
      if result.error == 0, let tape = result.tape, let strings = result.strings {
        return Document(tape: tape, strings: strings)
      }
    }
    throw ParseError(description: String(cString: yagura_parse_error(error)))
  }

  /// The document with every integer of more than 18 digits in quotes, padded; `nil` where there is none.
  private func quoteLongIntegers(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawBufferPointer? {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 64)
    var changed = false
    var index = 0
    var inString = false
    while index < bytes.count {
      let byte = bytes[index]
      if inString {
        output.append(byte)
        if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
          index += 1
          output.append(bytes[index])
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        index += 1
        continue
      }
      let startsNumber = byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard startsNumber else {
        inString = byte == UInt8(ascii: "\"")
        output.append(byte)
        index += 1
        continue
      }
      var end = index + 1
      var plain = true
      while end < bytes.count, Self.continuesNumber(bytes[end]) {
        if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end]) { plain = false }
        end += 1
      }
      let quoted = plain && end - index > 18
      changed = changed || quoted
      if quoted { output.append(UInt8(ascii: "\"")) }
      output.append(contentsOf: bytes[index..<end])
      if quoted { output.append(UInt8(ascii: "\"")) }
      index = end
    }
    guard changed else { return nil }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: output.count + Self.padding, alignment: 64)
    buffer.copyBytes(from: output)
    buffer[output.count...].initializeMemory(as: UInt8.self, repeating: 0)
    return buffer
  }

  private static func continuesNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
      UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
