/// Which pairs of neighbouring bytes a text has, so that most of a hundred words that it does not hold are known not to be
/// there without looking through it for each.
struct BytePairs {
  private var words = [UInt64](repeating: 0, count: 64)

  init(of bytes: UnsafeRawBufferPointer) {
    guard var last = bytes.first else { return }
    for byte in bytes.dropFirst() {
      let bit = Self.bit(last, byte)
      words[bit >> 6] |= 1 << UInt64(bit & 63)
      last = byte
    }
  }

  /// False where the text cannot hold the word.
  func mayHold(_ word: [UInt8]) -> Bool {
    guard var last = word.first else { return true }
    for byte in word.dropFirst() {
      let bit = Self.bit(last, byte)
      guard words[bit >> 6] & 1 << UInt64(bit & 63) != 0 else { return false }
      last = byte
    }
    return true
  }

  @inline(__always)
  private static func bit(_ left: UInt8, _ right: UInt8) -> Int { (Int(left) &* 37 &+ Int(right)) & 4095 }
}
