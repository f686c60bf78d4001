import CSimdJSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Framing holds its promises on random streams")
struct PropertyTests {
  static let levels = [YAGURA_SIMD_BEST, YAGURA_SIMD_BASELINE, YAGURA_SIMD_NONE]

  @Test("the records of a valid stream are found, however it is cut", arguments: 0..<150)
  func valid(_ seed: Int) {
    var documents = RandomDocuments(chance: Chance(seed: UInt64(seed)))
    let (text, records) = documents.stream()
    #expect(Framing().records(text) == records, "\(text)")
    #expect(Framing().faults(text) == [], "\(text)")
    checkCuts(Array(text.utf8), &documents.chance, limit: 1 << 20)
  }

  @Test("a damaged stream gives the same pieces, however it is cut", arguments: 0..<200)
  func damaged(_ seed: Int) {
    var documents = RandomDocuments(chance: Chance(seed: 1_000_000 + UInt64(seed)))
    let bytes = documents.damage(Array(documents.stream().text.utf8))
    checkCuts(bytes, &documents.chance, limit: documents.chance.happens(30) ? 1 + documents.chance.below(200) : 1 << 20)
  }

  /// For `make fuzz`: seconds to run come from YAGURA_FUZZ_SECONDS, the first seed from YAGURA_FUZZ_SEED.
  @Test("fuzzing finds nothing", .enabled(if: getenv("YAGURA_FUZZ_SECONDS") != nil))
  func fuzz() {
    let seconds = getenv("YAGURA_FUZZ_SECONDS").flatMap { Double(String(cString: $0)) } ?? 0
    var seed = getenv("YAGURA_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0...UInt64.max)
    print("framing: first seed \(seed)")
    let end = ContinuousClock.now + .seconds(seconds)
    var runs = 0
    while ContinuousClock.now < end {
      var documents = RandomDocuments(chance: Chance(seed: seed))
      var bytes: [UInt8] = []
      for _ in 0..<1 + documents.chance.below(5) { bytes += Array(documents.stream().text.utf8) }
      bytes = documents.damage(bytes)
      checkCuts(bytes, &documents.chance, limit: documents.chance.happens(30) ? 1 + documents.chance.below(500) : 1 << 20)
      seed &+= 1
      runs += 1
    }
    print("framing: \(runs) streams")
  }

  /// Whole, byte by byte and in random pieces, with and without SIMD: always the same, in order, within bounds.
  private func checkCuts(_ bytes: [UInt8], _ chance: inout Chance, limit: Int) {
    let text = String(decoding: bytes, as: UTF8.self)
    let whole = Framing(limit: limit).frame(bytes, pieces: [max(1, bytes.count)])
    for level in Self.levels {
      let framing = Framing(limit: limit, simd: level, capacity: 1 + chance.below(3))
      let pieces = (0..<8).map { _ in 1 + chance.below(chance.happens(50) ? 5 : 300) }
      #expect(framing.frame(bytes, pieces: [1]) == whole, "a byte at a time, level \(level), limit \(limit): \(text.debugDescription)")
      #expect(framing.frame(bytes, pieces: pieces) == whole, "\(pieces), level \(level), limit \(limit): \(text.debugDescription)")
      #expect(framing.frame(bytes, pieces: [max(1, bytes.count)]) == whole, "level \(level): \(text.debugDescription)")
    }
    var reached = 0
    for piece in whole {
      #expect(piece.range.lowerBound >= reached && piece.range.upperBound <= bytes.count, "\(whole): \(text.debugDescription)")
      reached = piece.range.upperBound
      if piece.isRecord {
        #expect(bytes[piece.range].first == UInt8(ascii: "{") && bytes[piece.range].last == UInt8(ascii: "}"))
        #expect(piece.range.count <= limit)
      }
    }
  }
}
