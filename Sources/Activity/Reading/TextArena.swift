import JSONTape

/// Texts made for one record. Reset frees nothing, so that a worker soon allocates no more.
final class TextArena {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var block = 0
  private var used = 0
  private static let blockBytes = 64 << 10

  deinit {
    for block in blocks { block.deallocate() }
  }

  /// Everything handed out before is void.
  func reset() {
    block = 0
    used = 0
  }

  /// A copy of the joined parts that lives until `reset`; 8 bytes past its end are readable.
  func join(_ first: ByteSpan, _ second: ByteSpan) -> ByteSpan {
    let start = room(first.count + second.count + 8)
    if first.count > 0 { start.copyMemory(from: first.start, byteCount: first.count) }
    if second.count > 0 { (start + first.count).copyMemory(from: second.start, byteCount: second.count) }
    return ByteSpan(start: start, count: first.count + second.count)
  }

  func copy(_ bytes: [UInt8]) -> ByteSpan { bytes.withUnsafeBytes { join(ByteSpan($0), .none) } }

  func lowercased(_ span: ByteSpan) -> ByteSpan {
    let start = room(span.count + 8)
    for index in 0..<span.count {
      start.storeBytes(of: ASCIIFold.byte(span[index]), toByteOffset: index, as: UInt8.self)
    }
    return ByteSpan(start: start, count: span.count)
  }

  private func room(_ bytes: Int) -> UnsafeMutableRawPointer {
    while block < blocks.count {
      if blocks[block].count - used >= bytes, let base = blocks[block].baseAddress {
        defer { used += bytes }
        return base + used
      }
      block += 1
      used = 0
    }
    let made = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes, Self.blockBytes), alignment: 16)
    blocks.append(made)
    used = bytes
    // proof: what was allocated has an address.
    return made.baseAddress.unsafelyUnwrapped
  }
}
