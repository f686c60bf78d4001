import Activity
import Foundation
import FuzzSupport
import JSONTape
import Scanning
import Testing

@testable import Detection

/// A record that is known by its twin must be judged as it would be by itself, whatever its text has become.
@Suite("Fuzz: twins")
struct TwinFuzzTests {
  @Test("records that come again with changes of a few bytes")
  func damaged() throws {
    let engine = Project.builtin.engine
    let all = DecisionMemoryFuzzTests.records
    try FuzzRun.rounds("twins, damaged texts", 24) { run in
      let stock = (0..<3 + run.random.below(12)).map { _ in run.random.pick(all).bytes }
      var documents: [[UInt8]] = []
      while documents.count < 400 {
        let template = run.random.pick(stock)
        documents.append(run.random.happens(40) ? template : Self.damaged(template, &run.random))
      }
      var limits = MemoryLimits()
      limits.twins.textBytes = 32...1 << 14
      limits.twins.firstRest = run.random.pick([0, 20])
      if run.random.happens(60) {
        limits.twins.twins = run.random.pick([1, 4, 16, 300])
        limits.twins.bytes = run.random.pick([4000, 40000, 1 << 20])
        limits.twins.others = run.random.pick([1, 2, 8])
        limits.twins.forks = run.random.pick([0, 1, 5, 100])
        limits.twins.trial = run.random.pick([10, 100])
        limits.twins.restRecords = run.random.pick([1, 50])
      }
      let isAhead = run.random.happens(50)
      DecisionMemoryFuzzTests.compare(engine, documents, limits, seed: run.seed, isAhead: isAhead)
    }
  }

  @Test(
    "records with numbers too long for a machine, which are parsed from a text of their own",
    arguments: [900, 15_000, 65_400])
  func longNumbers(bytes: Int) {
    let numbers = (0..<24).map { "\"n\($0)\":\(String(repeating: "7", count: 30))" }.joined(separator: ",")
    let start =
      #"{"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventTime":"2026-01-02T03:04:05Z","#
    let middle = #""awsRegion":"us-east-1","requestParameters":{\#(numbers)},"pad":""#
    // Just below a parser's first room, so that the repaired text asks for more.
    let pad = String(repeating: "x", count: max(0, bytes - start.utf8.count - middle.utf8.count - 2))
    let record = Array((start + middle + pad + #""}"#).utf8)
    let other = Array(
      String(decoding: record, as: UTF8.self).replacingOccurrences(of: "GetObject", with: "PutObject").utf8)
    var limits = MemoryLimits()
    limits.twins.firstRest = 0
    DecisionMemoryFuzzTests.compare(
      Project.builtin.engine, (0..<8).map { $0 % 3 == 2 ? other : record }, limits, seed: UInt64(bytes))
  }

  /// The text with some bytes replaced, mostly such that it stays a record.
  private static func damaged(_ text: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    var text = text
    for _ in 0..<1 + random.below(4) where !text.isEmpty {
      let place = random.below(text.count)
      switch random.below(20) {
      case 0: text[place] = UInt8(random.below(256))
      case 1: text.remove(at: place)
      case 2: text.insert(random.pick(Array("x\"\\{}[]:,0 \u{e9}".utf8)), at: place)
      case 3: text[place] = random.pick(Array("\"\\{}[]:,0 ".utf8))
      case 4..<8:
        // A digit or letter more or less.
        if let at = text[place...].firstIndex(where: Self.isPlain) {
          if random.happens(50) { text.remove(at: at) } else { text.insert(text[at], at: at) }
        }
      default:
        if let at = text[place...].firstIndex(where: Self.isPlain) {
          let isDigit = text[at] < UInt8(ascii: "A")
          text[at] = random.pick(Array((isDigit ? "0123456789" : "abcdefXYZ").utf8))
        }
      }
    }
    return text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
