import CSimdJSON
import Testing

extension Framing {
  private static let levels = [YAGURA_SIMD_BEST, YAGURA_SIMD_BASELINE, YAGURA_SIMD_NONE]

  /// Whole, byte by byte and in random pieces, with and without SIMD: always the same, in order, within bounds.
  static func checkCuts(_ bytes: [UInt8], _ chance: inout Chance, limit: Int) {
    let text = String(decoding: bytes, as: UTF8.self)
    let whole = Framing(limit: limit).frame(bytes, pieces: [max(1, bytes.count)])
    for level in levels {
      let framing = Framing(limit: limit, simd: level, capacity: 1 + chance.below(3))
      let pieces = (0..<8).map { _ in 1 + chance.below(chance.happens(50) ? 5 : 300) }
      #expect(
        framing.frame(bytes, pieces: [1]) == whole,
        "a byte at a time, level \(level), limit \(limit): \(text.debugDescription)")
      #expect(
        framing.frame(bytes, pieces: pieces) == whole,
        "\(pieces), level \(level), limit \(limit): \(text.debugDescription)")
      #expect(framing.frame(bytes, pieces: [max(1, bytes.count)]) == whole, "level \(level): \(text.debugDescription)")
    }
    var reached = 0
    for piece in whole {
      #expect(
        piece.range.lowerBound >= reached && piece.range.upperBound <= bytes.count, "\(whole): \(text.debugDescription)"
      )
      reached = piece.range.upperBound
      if piece.isRecord {
        #expect(bytes[piece.range].first == UInt8(ascii: "{") && bytes[piece.range].last == UInt8(ascii: "}"))
        #expect(piece.range.count <= limit)
      }
    }
  }
}
