/// Memory that lives as long as the process and is read without reference counts: content and compiled rules, which are
/// made once and are small.
public enum Immortal {
  public static func bytes(_ bytes: some Collection<UInt8>) -> ByteSpan {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 8, alignment: 8)
    copy.initializeMemory(as: UInt8.self, repeating: 0)
    copy.copyBytes(from: bytes)
    return ByteSpan(start: UnsafeRawPointer(copy.baseAddress.unsafelyUnwrapped), count: bytes.count)
  }

  public static func array<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = copy.initialize(from: elements)
    return UnsafeBufferPointer(rebasing: copy[..<elements.count])
  }
}
