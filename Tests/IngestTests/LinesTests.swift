import Foundation
import Scanning
import Testing

@testable import Ingest

@Suite("One record a line")
struct LinesTests {
  @Test("lines of a file larger than a chunk come whole and in order, by any number of workers", arguments: [1, 2, 5])
  func largerThanChunk(_ workers: Int) throws {
    let scratch = try Scratch()
    let records = numbered(3000)
    let reading = Reading(
      try scratch.write("a.jsonl", records.joined(separator: "\n") + "\n"), limits: smallChunks, workers: workers)
    #expect(reading.records == records)
    #expect(reading.bad == [])
    #expect(reading.chunks > 10)
  }

  @Test("CRLF, blank lines, a byte order mark and a missing last newline change nothing")
  func lineEnds() throws {
    let scratch = try Scratch()
    let records = numbered(500)
    let text = "\u{FEFF}\r\n" + records.joined(separator: "\r\n\r\n  \t\r\n")
    let reading = Reading(try scratch.write("a.log", text), limits: smallChunks)
    #expect(reading.records == records)
    #expect(reading.bad == [])
  }

  @Test("a byte order mark before the first record is no part of it")
  func byteOrderMark() throws {
    let scratch = try Scratch()
    for size in [3, 2000] {
      let records = numbered(size)
      let reading = Reading(
        try scratch.write("\(size).json", "\u{FEFF}" + records.joined(separator: "\n")), limits: smallChunks)
      #expect(reading.records == records)
    }
  }

  @Test("a bad line is handed on by itself and spoils no other; NUL around a line is blank, inside it is kept")
  func badLines() throws {
    let scratch = try Scratch()
    let text = "{\"a\":1}\n{\"a\":\"x}\n\0\0{\"a\":2}\0\n{\"a\":\0}\n}{\n{\"a\":3}\n"
    let reading = Reading(try scratch.write("a.json", text))
    #expect(reading.records == ["{\"a\":1}", "{\"a\":\"x}", "{\"a\":2}", "{\"a\":\0}", "}{", "{\"a\":3}"])
  }

  @Test("a last line that is cut off is truncated, with its place", arguments: [2, 2000])
  func truncated(_ count: Int) throws {
    let scratch = try Scratch()
    let records = numbered(count)
    let text = records.joined(separator: "\n") + "\n"
    let reading = Reading(try scratch.write("a.json", text + "{\"n\":1,\"p\":\"x"), limits: smallChunks)
    #expect(reading.records == records)
    #expect(reading.reasons == [.truncated])
    #expect(reading.bad.first?.offset == UInt64(text.utf8.count))
  }

  @Test("lines of every length around the chunk's size are whole", arguments: 4080..<4112)
  func chunkBorders(_ length: Int) throws {
    let scratch = try Scratch()
    let line = "{\"p\":\"" + String(repeating: "y", count: length - 8) + "\"}"
    let records = ["{}", line, line, "{\"a\":1}", line]
    let reading = Reading(try scratch.write("a.json", records.joined(separator: "\n") + "\n"), limits: smallChunks)
    #expect(reading.records == records)
    #expect(reading.bad == [])
  }

  @Test(
    "a line over the limit is one bad record in any source; its neighbours are kept",
    arguments: ["json", "json.gz", "json.zst"])
  func overLimit(_ kind: String) throws {
    let scratch = try Scratch()
    let limits = IngestLimits(chunkBytes: 4096, maxRecordBytes: 6000, window: 8)
    for (large, count) in [(6001, 1), (20_000, 1), (100_000, 3), (6000, 0)] {
      let line = "{\"p\":\"" + String(repeating: "z", count: large - 8) + "\"}"
      let text = "{\"a\":1}\n" + Array(repeating: line + "\n{\"a\":2}\n", count: max(1, count)).joined()
      let bytes = kind.hasSuffix("gz") ? gzip(text) : kind.hasSuffix("zst") ? zstd(text) : Array(text.utf8)
      let reading = Reading(try scratch.write("\(large).\(kind)", bytes), limits: limits)
      let short: [String] = ["{\"a\":1}"] + Array(repeating: "{\"a\":2}", count: max(1, count))
      let reasons = Array(repeating: BadRecord.Reason.tooLarge(limit: 6000), count: count)
      #expect(reading.records.filter { $0.utf8.count < 100 } == short)
      #expect(reading.reasons == reasons)
      #expect(reading.bad.first.map(\.offset) == (count > 0 ? 8 : nil))
    }
  }

  @Test("limits smaller than a chunk hold as well")
  func smallLimit() throws {
    let scratch = try Scratch()
    let text = "{\"a\":1}\n{\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n{\"a\":2}\n"
    let reading = Reading(try scratch.write("a.json", text), limits: IngestLimits(maxRecordBytes: 20))
    #expect(reading.records == ["{\"a\":1}", "{\"a\":2}"])
    #expect(reading.reasons == [.tooLarge(limit: 20)])
    #expect(reading.bad.first?.precedingRecords == 1)
  }

  // Processes of their own came with Swift 6.2.
  #if compiler(>=6.2)
    @Test("a line of 2 GB is passed over in constant memory")
    func enormousLine() async {
      // In a process of its own, whose memory no other test takes.
      await #expect(processExitsWith: .success) {
        // Frames of 16 MiB, a few kilobytes on disk.
        let text = zstd([UInt8](repeating: UInt8(ascii: "x"), count: 16 << 20))
        let reading = try Reading.of(
          "a.json.zst", zstd("{\"a\":1}\n{\"p\":\""), text, times: 128, zstd("\"}\n{\"a\":2}\n"))
        #expect(reading.records == ["{\"a\":1}", "{\"a\":2}"])
        let length = UInt64(128 * (16 << 20) + 8)
        #expect(reading.bad.map(\.length) == [length])
        #expect(reading.reasons == [.tooLarge(limit: 16 << 20)])
        #expect(PeakMemory.bytes < 300 << 20)
      }
    }
  #endif

  @Test("a hole of zeroes in a file of lines, as copying rotation leaves it, costs one line at most")
  func sparse() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.json", "{\"a\":1}\n{\"a\":2}\n")
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seek(toOffset: 100 << 20)
    try handle.write(contentsOf: Data("\n{\"a\":3}\n".utf8))
    try handle.close()
    let reading = Reading(path)
    #expect(reading.records == ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"])
    #expect(reading.reasons == [.tooLarge(limit: 16 << 20)])
  }
}
