import CSimdJSON

/// Parts of keys to compare records' bytes with, each kept once. Bounded.
final class TextPatterns {
  /// By number; none on two cache lines.
  let all: UnsafeMutablePointer<yagura_pattern>
  private var numbers: [[UInt8]: UInt16] = [:]
  /// Whether `parts` has found no room.
  private(set) var isFull = false

  private static let maxPatterns = 1 << 13
  private static let maxBytes = 1 << 10

  init() {
    all = UnsafeMutableRawPointer.allocate(
      byteCount: Self.maxPatterns * MemoryLayout<yagura_pattern>.stride, alignment: 64
    ).bindMemory(to: yagura_pattern.self, capacity: Self.maxPatterns)
  }

  deinit { all.deallocate() }

  /// A text part by part; nil where it is too long or there is no room for it.
  func parts(of text: UnsafeRawBufferPointer, index: UInt16) -> [yagura_text]? {
    let step = Int(YAGURA_PATTERN_BYTES)
    guard text.count <= Self.maxBytes else { return nil }
    if numbers.count + text.count / step + 1 > Self.maxPatterns {
      isFull = true
      return nil
    }
    return stride(from: 0, to: text.count, by: step).map { offset in
      let part = Array(text[offset..<min(text.count, offset + step)])
      let number = numbers[part] ?? UInt16(numbers.count)
      numbers[part] = number
      var pattern = yagura_pattern()
      withUnsafeMutableBytes(of: &pattern.bytes) { $0.copyBytes(from: part) }
      (all + Int(number)).initialize(to: pattern)
      return yagura_text(
        index: index, offset: UInt16(offset), pattern: number, length: UInt16(part.count))
    }
  }

  func removeAll() {
    numbers.removeAll()
    isFull = false
  }
}

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
  /// A copy in memory of its own, which the caller frees.
  static func copy(of elements: some Collection<Pointee>) -> UnsafeMutablePointer {
    let copy = UnsafeMutablePointer.allocate(capacity: Swift.max(1, elements.count))
    _ = UnsafeMutableBufferPointer(start: copy, count: elements.count).initialize(fromContentsOf: elements)
    return copy
  }
}
