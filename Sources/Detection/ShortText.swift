import JSONTape

/// A text of at most 47 bytes held in place: a vendor's id of a record, kept for matches that may never be shown.
struct ShortText: BitwiseCopyable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)

  private static let capacity = 47

  init() {}

  /// A longer text is not kept.
  init(_ span: ByteSpan?) {
    guard let span, span.count <= Self.capacity else { return }
    withUnsafeMutableBytes(of: &words) { buffer in
      buffer[0] = UInt8(span.count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: span.buffer)
    }
  }

  init(_ text: String?) {
    guard var text else { return }
    self = text.withUTF8 { ShortText(ByteSpan(UnsafeRawBufferPointer($0))) }
  }

  /// There is none, or it was too long.
  var isEmpty: Bool { words.0.littleEndian & 255 == 0 }

  /// `nil` where there is none.
  var text: String? {
    withUnsafeBytes(of: words) { buffer in
      let count = Int(buffer[0])
      return count > 0 ? String(decoding: buffer[1...count], as: UTF8.self) : nil
    }
  }
}
