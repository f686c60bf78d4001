import Foundation

/// Rounds of a test on random input, each from a seed of its own: few by default, and for YAGURA_FUZZ_SECONDS where that
/// is set. YAGURA_FUZZ_SEED names the first seed, so that a finding can be seen again.
public struct FuzzRun {
  /// The seed of the round, for messages.
  public let seed: UInt64
  public var random: FuzzRandom

  /// Rounds stop after this long without YAGURA_FUZZ_SECONDS.
  private static let usualSeconds = 1.5

  /// - Parameters:
  ///   - name: stands before the count that is printed after a long run.
  ///   - rounds: without YAGURA_FUZZ_SECONDS; fewer where the machine is slow.
  ///   - seconds: at most, of each round; a round that takes longer is told by `slow`.
  public static func rounds(
    _ name: String, _ rounds: Int, slowest: Double = 20, slow: (UInt64, Double) -> Void = { _, _ in },
    _ body: (inout FuzzRun) throws -> Void
  ) rethrows {
    let environment = ProcessInfo.processInfo.environment
    let seconds = environment["YAGURA_FUZZ_SECONDS"].flatMap(Double.init)
    let first =
      environment["YAGURA_FUZZ_SEED"].flatMap { UInt64($0) } ?? (seconds == nil ? 1 : UInt64.random(in: 0 ... .max / 2))
    if seconds != nil { print("\(name): first seed \(first)") }
    let start = Date()
    var done: UInt64 = 0
    while true {
      let begun = Date()
      if begun.timeIntervalSince(start) > seconds ?? usualSeconds { break }
      if seconds == nil, done >= rounds { break }
      var run = FuzzRun(seed: first &+ done, random: FuzzRandom(seed: first &+ done))
      try body(&run)
      let took = Date().timeIntervalSince(begun)
      if took > slowest { slow(run.seed, took) }
      done += 1
    }
    if seconds != nil { print("\(name): \(done) rounds") }
  }
}

extension FuzzRandom {
  /// Bytes with a few random changes: bits, runs lost, doubled and moved, pieces of others put in, the end cut off.
  public mutating func damage(_ bytes: [UInt8], pieces: [[UInt8]] = [], times: Int = 6) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<1 + below(times) {
      if bytes.isEmpty { bytes = [UInt8(below(256))] }
      let at = below(bytes.count)
      switch below(9) {
      case 0: bytes[at] = UInt8(below(256))
      case 1: bytes[at] ^= 1 << UInt8(below(8))
      case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + below(12)))
      case 3:
        let run = Array(bytes[at..<min(bytes.count, at + 1 + below(60))])
        bytes.insert(contentsOf: run, at: below(bytes.count + 1))
      case 4: if happens(20) { bytes.removeSubrange(at...) }
      case 5: bytes.insert(pick(Array("\"{}[],:\\\n\t -0eE.+&*!|>%@`'#~".utf8) + [0, 0x80, 0xC3, 0xFF]), at: at)
      case 6:
        for place in at..<min(bytes.count, at + 4) { bytes[place] = pick([0, 0xFF, 0x7F, 0x80]) }
      default:
        guard !pieces.isEmpty else { continue }
        let piece = pick(pieces)
        if happens(50) { bytes.removeSubrange(at..<min(bytes.count, at + piece.count)) }
        bytes.insert(contentsOf: piece, at: min(at, bytes.count))
      }
    }
    return bytes
  }
}
