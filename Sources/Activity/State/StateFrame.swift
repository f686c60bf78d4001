/// What holds the parts of a state together in a file: a mark with the version, then each part with its number, its
/// length and a checksum, in a fixed order, and nothing after the last.
public enum StateFrame {
  /// The version is its last letter: another layout of any part is another version.
  public static let mark = Array("YAGURAS3".utf8)

  /// A file of these parts, as `parts(of:count:)` reads it.
  public static func bytes(of parts: [[UInt8]]) -> [UInt8] {
    var out = StateOutput()
    out.reserve(mark.count + parts.reduce(0) { $0 + $1.count + 20 })
    out.append(mark)
    for (number, part) in parts.enumerated() {
      out.put(UInt32(number + 1))
      out.put(checksum(of: part))
      out.put(part)
    }
    return out.bytes
  }

  /// The parts, each with a checksum that holds.
  public static func parts(of bytes: [UInt8], count: Int) throws(StateProblem) -> [[UInt8]] {
    guard bytes.starts(with: mark) else { throw refusal(of: bytes) }
    var from = StateInput(bytes)
    _ = try from.advance(mark.count)
    var parts: [[UInt8]] = []
    for number in 1...count {
      guard try from.number(UInt32.self) == UInt32(number) else { throw .impossible("the order of its parts") }
      let sum = try from.number(UInt64.self)
      let part = try from.data()
      guard checksum(of: part) == sum else { throw .damaged("a checksum differs") }
      parts.append(part)
    }
    try from.end()
    return parts
  }

  private static func refusal(of bytes: [UInt8]) -> StateProblem {
    guard bytes.starts(with: mark.dropLast()) else { return StateProblem("it is no state of Yagura") }
    return StateProblem("it was written by another version of Yagura, which kept other things")
  }

  /// A 64-bit sum over eight bytes at a time: finds damage, and is no defence against forging.
  public static func checksum(of bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(raw.count)
      let words = raw.count / 8
      for word in 0..<words {
        sum =
          (sum ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)))
          &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 29
      }
      for index in (words * 8)..<raw.count { sum = (sum ^ UInt64(raw[index])) &* 0x100_0000_01B3 }
      return sum
    }
  }
}
