import CSimdJSON

/// Parts of keys to compare records' bytes with, each kept once. Bounded.
final class TextPatterns {
  /// By number; none on two cache lines.
  let all: UnsafeMutablePointer<yagura_pattern>
  /// From a hash of a part to the first pattern that has it; `others` are those that share it with one.
  private var table = EdgeTable()
  private var others: [UInt32] = []
  private var lengths: [UInt16] = []
  private let seed = ExactHash.seed
  /// Whether `parts` has found no room.
  private(set) var isFull = false

  private static let maxPatterns = 1 << 13
  private static let maxBytes = 1 << 10

  init() {
    all = UnsafeMutableRawPointer.allocate(
      byteCount: Self.maxPatterns * MemoryLayout<yagura_pattern>.stride, alignment: 64
    ).bindMemory(to: yagura_pattern.self, capacity: Self.maxPatterns)
  }

  deinit {
    all.deallocate()
    table.deallocate()
  }

  /// Appends a text part by part; false where it is too long or there is no room for it.
  func add(_ text: UnsafeRawBufferPointer, index: UInt16, to parts: inout [yagura_text]) -> Bool {
    let step = Int(YAGURA_PATTERN_BYTES)
    guard text.count <= Self.maxBytes else { return false }
    if lengths.count + text.count / step + 1 > Self.maxPatterns {
      isFull = true
      return false
    }
    var offset = 0
    while offset < text.count {
      let part = UnsafeRawBufferPointer(rebasing: text[offset..<min(text.count, offset + step)])
      parts.append(
        yagura_text(
          index: index, offset: UInt16(offset), pattern: number(of: part), length: UInt16(part.count)))
      offset += step
    }
    return true
  }

  private func number(of part: UnsafeRawBufferPointer) -> UInt16 {
    var pattern = yagura_pattern()
    return withUnsafeMutableBytes(of: &pattern) { room in
      room.copyBytes(from: part)
      // The whole pattern is told by its bytes and how many count.
      let key = ExactHash.hash(ByteSpan(UnsafeRawBufferPointer(room)), seed ^ UInt64(part.count)) | 1
      var known = table.target(key)
      let first = known
      while known != EdgeTable.none {
        let bytes = UnsafeRawBufferPointer(start: all + Int(known), count: room.count)
        if Int(lengths[Int(known)]) == part.count, bytes.elementsEqual(room) { return UInt16(known) }
        known = others[Int(known)]
      }
      let made = UInt32(lengths.count)
      UnsafeMutableRawBufferPointer(start: all + Int(made), count: room.count).copyBytes(from: room)
      lengths.append(UInt16(part.count))
      if first == EdgeTable.none {
        others.append(EdgeTable.none)
        table.add(key, made)
      } else {
        others.append(others[Int(first)])
        others[Int(first)] = made
      }
      return UInt16(made)
    }
  }

  func removeAll() {
    table.removeAll()
    others.removeAll()
    lengths.removeAll()
    isFull = false
  }
}
