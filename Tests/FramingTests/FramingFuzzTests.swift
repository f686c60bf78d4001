import CSimdJSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Framing under random damage")
struct FramingFuzzTests {
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
      Framing.checkCuts(
        bytes, &documents.chance, limit: documents.chance.happens(30) ? 1 + documents.chance.below(500) : 1 << 20)
      seed &+= 1
      runs += 1
    }
    print("framing: \(runs) streams")
  }
}
