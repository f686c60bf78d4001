import Testing

@testable import Ingest

@Suite("Records by structure")
struct StructureTests {
  @Test(
    "envelopes, arrays and pretty-printed values larger than a chunk are streamed", arguments: 0..<5,
    ["", ".gz", ".zst"])
  func layouts(_ layout: Int, _ compression: String) throws {
    let scratch = try Scratch()
    let records = numbered(2000)
    let text =
      switch layout {
      case 0: "{\"Records\":[" + records.joined(separator: ",") + "]}"
      case 1: "{\"k\":{\"items\":[{}]},\"items\":[\n" + records.joined(separator: ",\n") + "\n],\"z\":[1]}\n"
      case 2: "[\n  " + records.joined(separator: ",\n  ") + "\n]\n"
      case 3: records.joined()
      default: records.joined(separator: "\n\n \n{\"Records\":[]}\n") + "\n"
      }
    let bytes = compression == ".gz" ? gzip(text) : compression == ".zst" ? zstd(text) : Array(text.utf8)
    let reading = Reading(try scratch.write("a.json" + compression, bytes), limits: smallChunks)
    if layout == 4 {
      // One object a line: such a line is the parser's to unwrap.
      #expect(reading.records.filter { $0 != "{\"Records\":[]}" } == records)
    } else {
      #expect(reading.records == records)
      #expect(reading.chunks > 5)
    }
    #expect(reading.bad == [])
  }

  @Test("lines that are each an envelope are unwrapped")
  func envelopeLines() throws {
    let scratch = try Scratch()
    let records = numbered(300)
    let text = records.map { "{\"Records\":[\($0)]}\n" }.joined()
    #expect(Reading(try scratch.write("a.json", text), limits: smallChunks).records == records)
  }

  @Test("a caller that allows no envelopes gets the root objects")
  func noEnvelope() throws {
    let scratch = try Scratch()
    let text = "{\"Records\":[{\"a\":1}]}"
    let file = InputFile(path: try scratch.write("a.json", text), byteCount: UInt64(text.utf8.count), isNamed: true)
    #expect(Reading([file], keys: []).records == [text])
  }

  @Test(
    "a file of nothing gives one chunk and no record", arguments: ["", "\n \r\n", "[]", "{\"Records\":[]}", "\u{FEFF}"])
  func nothing(_ text: String) throws {
    let scratch = try Scratch()
    let reading = Reading(try scratch.write("a.json", text))
    #expect(reading.records == [])
    #expect(reading.bad == [])
    #expect(reading.chunks == 1)
  }

  @Test("a record of several chunks is whole; one over the limit is bad")
  func largeRecords() throws {
    let scratch = try Scratch()
    let large = "{\"p\":\"" + String(repeating: "x", count: 50_000) + "\"}"
    let path = try scratch.write("a.json", "[{\"a\":1}," + large + ",{\"a\":2}]")
    #expect(Reading(path, limits: smallChunks).records == ["{\"a\":1}", large, "{\"a\":2}"])
    let reading = Reading(path, limits: IngestLimits(chunkBytes: 4096, maxRecordBytes: 10_000))
    #expect(reading.records == ["{\"a\":1}", "{\"a\":2}"])
    #expect(reading.reasons == [.tooLarge(limit: 10_000)])
    #expect(reading.bad.first?.offset == 9)
    #expect(reading.bad.first?.length == UInt64(large.utf8.count))
  }

  @Test("a file that is cut off keeps the records before the cut")
  func truncated() throws {
    let scratch = try Scratch()
    let records = numbered(2000)
    let text = String(("{\"Records\":[" + records.joined(separator: ",")).dropLast(5))
    let reading = Reading(try scratch.write("a.json", text), limits: smallChunks)
    #expect(reading.records == records.dropLast())
    #expect(reading.reasons == [.truncated])
  }

  @Test("a named file that is no JSON is one bad piece")
  func notJSON() throws {
    let scratch = try Scratch()
    let reading = Reading(try scratch.write("notes", "Dear diary,\nnothing happened\n"))
    #expect(reading.records == [])
    #expect(reading.reasons == [.notJSON])
  }
}
