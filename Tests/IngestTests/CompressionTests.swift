import Scanning
import Testing

@testable import Ingest

@Suite("Compressed inputs")
struct CompressionTests {
  let records = numbered(2000)
  var text: String { records.joined(separator: "\n") + "\n" }

  @Test("compression is told from the content, not the name")
  func byContent() throws {
    let scratch = try Scratch()
    #expect(Reading(try scratch.write("a.json", gzip(text))).records == records)
    #expect(Reading(try scratch.write("b.gz", zstd(text))).records == records)
    #expect(Reading(try scratch.write("c.gz", text)).records == records)
  }

  @Test("members and frames follow one another, cut anywhere, with padding after them")
  func multiMember() throws {
    let scratch = try Scratch()
    let bytes = Array(text.utf8)
    let cuts = [0, 1, 777, 30_000, 30_000, bytes.count]
    let parts = zip(cuts, cuts.dropFirst()).map { Array(bytes[$0..<$1]) }
    let zeroes = [UInt8](repeating: 0, count: 600)
    for padding in [[], zeroes] {
      for reading in [
        Reading(try scratch.write("a.gz", parts.flatMap { gzip($0) } + padding), limits: smallChunks),
        Reading(try scratch.write("a.zst", parts.flatMap { zstd($0) } + padding), limits: smallChunks),
      ] {
        #expect(reading.records == records)
        #expect(reading.problems == [])
      }
    }
  }

  @Test("a skippable zstd frame is skipped")
  func skippable() throws {
    let scratch = try Scratch()
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    #expect(Reading(try scratch.write("a.zst", skippable + zstd(text) + skippable)).records == records)
  }

  @Test("bytes after the compressed stream are ignored and told")
  func trailingGarbage() throws {
    let scratch = try Scratch()
    for (name, format, bytes) in [("a.gz", "gzip", gzip(text)), ("a.zst", "zstd", zstd(text))] {
      let path = try scratch.write(name, bytes + Array("garbage".utf8))
      let reading = Reading(path)
      #expect(reading.records == records)
      #expect(
        reading.problems == [
          InputProblem(path: path, kind: .trailingGarbage(format: format, offset: UInt64(bytes.count)))
        ])
    }
  }

  @Test("a stream that is cut off gives what came before, and one problem", arguments: [0, 1, 2], [".gz", ".zst"])
  func truncated(_ part: Int, _ kind: String) throws {
    let scratch = try Scratch()
    // Text that does not compress well, so that a block ends before the cut.
    var chance = SystemRandomNumberGenerator()
    let records = (0..<40_000).map { "{\"n\":\($0),\"r\":\(UInt64.random(in: 0...UInt64.max, using: &chance))}" }
    let text = Array((records.joined(separator: "\n") + "\n").utf8)
    let whole = kind == ".gz" ? gzip(text) : zstd(text)
    let cut = [whole.count * 3 / 4, whole.count - 1, whole.count - 5][part]
    let path = try scratch.write("a.json" + kind, Array(whole.prefix(cut)))
    let reading = Reading(path, limits: smallChunks)
    #expect(!reading.records.isEmpty)
    #expect(reading.records.elementsEqual(records.prefix(reading.records.count)))
    let problem = InputProblem(
      path: path, kind: .compressedStreamTruncated(format: kind == ".gz" ? "gzip" : "zstd", offset: UInt64(cut)))
    #expect(reading.problems == [problem])
  }

  @Test("a damaged stream gives what came before, and one problem that names the place")
  func corrupt() throws {
    let scratch = try Scratch()
    var bytes = gzip(text) + gzip(text)
    bytes[gzip(text).count + 40] ^= 0xFF
    let reading = Reading(try scratch.write("a.gz", bytes), limits: smallChunks)
    #expect(reading.records.prefix(records.count).elementsEqual(records))
    #expect(reading.problems.count == 1)
    guard case .compressedStreamCorrupt("gzip", let offset, _) = reading.problems.first?.kind else {
      Issue.record("expected a corrupt stream, got \(reading.problems)")
      return
    }
    #expect(offset > UInt64(gzip(text).count) && offset <= UInt64(bytes.count))
  }

  @Test("a stream with a wrong checksum is told, its content kept")
  func checksum() throws {
    let scratch = try Scratch()
    var bytes = gzip(text)
    bytes[bytes.count - 6] ^= 1
    let reading = Reading(try scratch.write("a.gz", bytes))
    #expect(reading.records == records)
    #expect(reading.problems.count == 1)
  }

  @Test("a header and nothing more is a truncated stream", arguments: [[0x1F, 0x8B, 8], [0x28, 0xB5, 0x2F, 0xFD]])
  func headerOnly(_ bytes: [UInt8]) throws {
    let scratch = try Scratch()
    let reading = Reading(try scratch.write("a", bytes))
    #expect(reading.records == [])
    #expect(reading.problems.count == 1)
  }

  // Processes of their own came with Swift 6.2.
  #if compiler(>=6.2)
    @Test("an input that expands a thousandfold stays flat in memory")
    func bomb() async {
      // In a process of its own, whose memory no other test takes.
      await #expect(processExitsWith: .success) {
        let lines = gzip([UInt8](repeating: UInt8(ascii: "\n"), count: 8 << 20))
        let reading = try Reading.of("a.gz", gzip("{\"a\":1}\n"), lines, times: 256, gzip("{\"a\":2}\n"))
        #expect(reading.records == ["{\"a\":1}", "{\"a\":2}"])
        #expect(PeakMemory.bytes < 300 << 20)
      }
    }
  #endif

  @Test(
    "formats that are not read are named",
    arguments: [
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz compression"), (Array("BZh9".utf8), "bzip2 compression"),
      (Array("PK\u{3}\u{4}".utf8), "a zip archive"), ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16 text"),
    ])
  func unsupported(_ bytes: [UInt8], _ name: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.json", bytes)
    #expect(Reading(path).problems == [InputProblem(path: path, kind: .unsupportedFormat(name))])
  }
}
