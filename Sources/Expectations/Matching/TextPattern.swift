import JSONTape

/// A text in which `*` stands for any run of characters and `?` for one; ASCII case counts for nothing.
public struct TextPattern: Sendable, Hashable {
  /// As written.
  public let text: String
  let bytes: [UInt8]

  public init(_ text: String) {
    self.text = text
    // Runs of stars mean what one does, and would cost more.
    var bytes: [UInt8] = []
    for byte in ASCIIFold.fold(text.utf8) where byte != Self.star || bytes.last != Self.star { bytes.append(byte) }
    self.bytes = bytes
  }

  private static let star = UInt8(ascii: "*")
  private static let one = UInt8(ascii: "?")

  public var isLiteral: Bool { !bytes.contains { $0 == Self.star || $0 == Self.one } }

  /// The hash by which observations name this text; meant for literals.
  var hash: UInt64 { TextHash.of(text) }

  /// - Parameter value: folded. One point of return keeps the cost below the product of the lengths.
  func matches(_ value: [UInt8]) -> Bool {
    var part = 0
    var at = 0
    var resumePart = -1
    var resumeAt = 0
    while true {
      if part == bytes.count, at == value.count { return true }
      if part < bytes.count, bytes[part] == Self.star {
        resumePart = part
        resumeAt = at
        part += 1
      } else if part < bytes.count, at < value.count, bytes[part] == value[at] || bytes[part] == Self.one {
        at += 1
        if bytes[part] == Self.one {
          while at < value.count, value[at] & 0xC0 == 0x80 { at += 1 }
        }
        part += 1
      } else {
        guard resumePart >= 0, resumeAt < value.count else { return false }
        resumeAt += 1
        at = resumeAt
        part = resumePart + 1
      }
    }
  }

  /// Whether the whole text fits; ASCII case counts for nothing.
  public func matches(_ value: String) -> Bool { matches(ASCIIFold.fold(value.utf8)) }
}

/// Folded hashes of whole texts.
enum TextHash {
  static func of(_ text: String) -> UInt64 {
    guard !text.isEmpty else { return 0 }
    var copy = text
    return copy.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }
  }
}
