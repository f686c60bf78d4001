import CSimdJSON

/// Where the structure of a document lies in its text: what simdjson finds before it makes a tape. Valid until its parser's
/// next use, as long as the text stays.
public struct Structure {
  /// With `Parser.padding` readable bytes past its end.
  let text: UnsafeRawBufferPointer
  /// The offsets of braces, brackets, colons, commas, and of the first bytes of strings, numbers and atoms, ascending.
  let structurals: UnsafeBufferPointer<UInt32>
  /// Where the tape and its strings will be.
  let tape: UnsafeMutablePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let builder: OpaquePointer

  var bytes: UnsafePointer<UInt8> {
    // proof: `Parser.findStructure` refuses a text that is nowhere.
    text.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
  }

  /// Whether a string may hold other bytes than its text.
  var hasEscapes: Bool { yagura_has_byte(bytes, text.count, UInt8(ascii: "\\")) != 0 }

  /// The document, outlined: its tape holds the root and the outline's values.
  @inline(__always)
  func document(_ outline: borrowing Outline) -> Document {
    // proof: an outline is found where there are structurals.
    let places = structurals.baseAddress.unsafelyUnwrapped
    let root = tape + 1
    root.pointee = Document.outlinedObject
    yagura_fill_strings(bytes, places, outline.values, Int(outline.stringCount), root)
    yagura_fill_others(
      bytes, places, outline.values + Int(outline.stringCount), Int(outline.valueCount &- outline.stringCount), root)
    return Document(tape: UnsafePointer(tape), strings: strings, text: bytes, builder: builder)
  }
}
