import CSimdJSON

/// A parsed document: simdjson's tape and its strings. It owns nothing and is valid until its parser's next use.
///
/// Invariant: `tape` was written by simdjson without an error, so that every index reached by the functions here
/// from `root` lies on the tape, and every string lies in `strings` with 32 readable bytes after the last.
///
/// An *outlined* document's tape holds no more, at first, than the root and the values that an `Outline` names, marked by
/// a tag's highest bit: strings point into the text, and of objects and arrays there is only the tag. The rest of the tape
/// is built when somebody looks into one of them.
@frozen
// proof: the pointed-to memory is read-only for everyone but the parser, whose owner alone hands documents out.
public struct Document: @unchecked Sendable {
  @usableFromInline let tape: UnsafePointer<UInt64>
  @usableFromInline let strings: UnsafePointer<UInt8>
  /// Of an outlined document: its text, and who builds its tape.
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let builder: OpaquePointer?

  @inlinable
  init(
    tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, text: UnsafePointer<UInt8>? = nil,
    builder: OpaquePointer? = nil
  ) {
    self.tape = tape
    self.strings = strings
    self.text = text ?? strings
    self.builder = builder
  }

  /// The tape index of the document's value.
  @inlinable public var root: UInt32 { 1 }

  /// What stands at a tape index.
  @frozen
  public enum Kind: UInt8, Sendable {
    case object = 0x7B
    case array = 0x5B
    case string = 0x22
    case integer = 0x6C
    case unsigned = 0x75
    case double = 0x64
    case yes = 0x74
    case no = 0x66
    case null = 0x6E
  }

  @inlinable
  public func tag(_ index: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: tape[Int(index)] >> 56) & 0x7F }

  /// Whether a word is not as simdjson writes it.
  @inlinable @inline(__always)
  static func isOutlined(_ word: UInt64) -> Bool { Int64(bitPattern: word) < 0 }

  /// The word of an object or array, after the whole tape has been built.
  @inlinable @inline(__always)
  func container(_ index: UInt32) -> UInt64 {
    let word = tape[Int(index)]
    return Self.isOutlined(word) ? built(index) : word
  }

  @usableFromInline @inline(never)
  func built(_ index: UInt32) -> UInt64 {
    guard let builder else { return tape[Int(index)] }
    yagura_build_outlined(builder, index)
    return tape[Int(index)]
  }

  /// The word of an object whose own tape is not built.
  static var outlinedObject: UInt64 { UInt64(UInt32(YAGURA_OUTLINED) | 0x7B) &<< 56 }

  /// The word of a string that stands in the text, as `yagura_fill_strings` writes it.
  @inline(__always)
  static func outlinedText(at place: Range<Int>) -> UInt64 {
    UInt64(UInt32(YAGURA_OUTLINED) | 0x22) &<< 56 | UInt64(truncatingIfNeeded: place.count) &<< 32
      | UInt64(truncatingIfNeeded: place.lowerBound)
  }

  /// The word before an integer.
  static var integer: UInt64 { 0x6C &<< 56 }

  @inlinable
  public func kind(_ index: UInt32) -> Kind { Kind(rawValue: tag(index)) ?? .null }

  /// The index after the value at `index`.
  @inlinable @inline(__always)
  public func next(_ index: UInt32) -> UInt32 {
    let word = container(index)
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case 0x7B, 0x5B: return UInt32(truncatingIfNeeded: word)
    case 0x6C, 0x75, 0x64: return index &+ 2
    default: return index &+ 1
    }
  }

  /// The index of the closing word of the object or array at `index`.
  @inlinable
  public func end(_ index: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: container(index)) &- 1 }

  /// The bytes of the string at `index`, unescaped UTF-8; they live as long as the document.
  @inlinable @inline(__always)
  public func string(_ index: UInt32) -> ByteSpan {
    let word = tape[Int(index)]
    if Self.isOutlined(word) {
      return ByteSpan(
        start: UnsafeRawPointer(text) + Int(word & 0xFFFF_FFFF), count: Int(word &>> 32 & 0x00FF_FFFF))
    }
    let start = UnsafeRawPointer(strings) + Int(word & 0x00FF_FFFF_FFFF_FFFF)
    return ByteSpan(start: start + 4, count: Int(start.loadUnaligned(as: UInt32.self)))
  }

  @inlinable
  public func integer(_ index: UInt32) -> Int64 { Int64(bitPattern: tape[Int(index) + 1]) }

  @inlinable
  public func unsigned(_ index: UInt32) -> UInt64 { tape[Int(index) + 1] }

  @inlinable
  public func double(_ index: UInt32) -> Double { Double(bitPattern: tape[Int(index) + 1]) }

  /// Calls `body` with the key and the value's index of each member of the object at `index`, duplicates
  /// included, until it returns false.
  @inlinable
  public func forEachMember(_ index: UInt32, _ body: (ByteSpan, UInt32) throws -> Bool) rethrows {
    guard tag(index) == 0x7B else { return }
    let stop = end(index)
    var at = index &+ 1
    while at < stop {
      let value = at &+ 1
      if try !body(string(at), value) { return }
      at = next(value)
    }
  }

  /// Calls `body` with the index of each element of the array at `index` until it returns false.
  @inlinable
  public func forEachElement(_ index: UInt32, _ body: (UInt32) throws -> Bool) rethrows {
    guard tag(index) == 0x5B else { return }
    let stop = end(index)
    var at = index &+ 1
    while at < stop {
      if try !body(at) { return }
      at = next(at)
    }
  }

  /// The value of the first member with this key, or `nil`.
  @inlinable
  public func member(_ index: UInt32, _ key: StaticString) -> UInt32? {
    var found: UInt32?
    let wanted = ByteSpan(start: UnsafeRawPointer(key.utf8Start), count: key.utf8CodeUnitCount)
    forEachMember(index) { name, value in
      guard name == wanted else { return true }
      found = value
      return false
    }
    return found
  }
}
