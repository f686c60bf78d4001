/// The texts of all indicators, one after another in one block, so that a million of them cost their bytes and not an
/// allocation each.
struct IndicatorArena: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Beyond this, texts find no room.
  static let maxBytes = 2 << 30

  /// - Returns: where the text begins; `nil` where the arena is full.
  mutating func add(_ text: String) -> UInt32? {
    guard bytes.count + text.utf8.count <= Self.maxBytes else { return nil }
    let start = UInt32(bytes.count)
    bytes.append(contentsOf: text.utf8)
    return start
  }

  func text(_ start: UInt32, _ count: Int) -> String {
    String(decoding: bytes[Int(start)..<Int(start) + count], as: UTF8.self)
  }

  func equals(_ start: UInt32, _ count: Int, _ text: [UInt8]) -> Bool {
    guard count == text.count else { return false }
    for index in 0..<count where ASCII.fold(bytes[Int(start) + index]) != ASCII.fold(text[index]) { return false }
    return true
  }
}

enum ASCII {
  static func fold(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}
