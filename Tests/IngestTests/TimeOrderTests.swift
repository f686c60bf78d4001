import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Ingest

/// A record of a minute since 2026, `source` and `number` in it.
private func record(_ source: String, _ number: Int, minute: Int, padding: Int = 30) -> String {
  let time = Date(timeIntervalSince1970: 1_767_225_600 + Double(minute) * 60).ISO8601Format()
  var seed = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
  // Letters that no compression makes much smaller.
  let noise = (0..<padding).map { _ -> Character in
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Character(Unicode.Scalar(UInt8(97 + seed >> 60)))
  }
  return "{\"time\":\"\(time)\",\"source\":\"\(source)\",\"number\":\(number),\"noise\":\"\(String(noise))\"}"
}

private func time(of record: String) -> Substring { record.dropFirst(9).prefix(20) }

/// Chunks as a consumer gets them that follows `takeOrder`.
private struct Ordered {
  struct Part: Sendable {
    var path: String
    var records: [String]
    var precedingRecords: Int?
    var bad: [BadRecord]
    var problem: InputProblem?
  }

  private struct State {
    var results: [ChunkSource.Place: (Part, ChunkPermit)] = [:]
    var places: ArraySlice<ChunkSource.Place> = []
    var parts: [Part] = []
    var isComplete = false
  }

  var parts: [Part] = []
  var records: [String] { parts.flatMap(\.records) }
  /// By how many records one comes after a later one at most.
  var lateness: Int {
    var latest = Substring()
    var since: [Substring] = []
    var most = 0
    for time in records.map(time(of:)) {
      if time < latest { most = max(most, since.reversed().prefix { $0 > time }.count) }
      latest = max(latest, time)
      since.append(time)
    }
    return most
  }

  init(_ paths: [String], limits: IngestLimits, workers: Int) {
    let files = InputOrder.byTime(InputDiscovery().discover(paths).files, threads: workers)
    let source = ChunkSource(files: files, limits: limits, keepsOrder: true)
    let state = Mutex(State())
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while let chunk = source.next() {
        var records: [String] = []
        chunk.forEachRecord { records.append(String(decoding: $0, as: UTF8.self)) }
        let part = Part(
          path: files[chunk.fileIndex].path, records: records, precedingRecords: chunk.precedingRecords,
          bad: chunk.badRecords, problem: chunk.problem)
        let place = ChunkSource.Place(fileIndex: chunk.fileIndex, index: chunk.index)
        let permit = chunk.permit
        state.withLock { state in
          state.results[place] = (part, permit)
          let order = source.takeOrder()
          state.places += order.places
          state.isComplete = state.isComplete || order.isComplete
          while let next = state.places.first, let result = state.results.removeValue(forKey: next) {
            state.places.removeFirst()
            state.parts.append(result.0)
          }
        }
      }
    }
    state.withLock { state in
      #expect(state.isComplete)
      #expect(state.results.isEmpty && state.places.isEmpty, "every chunk gets its place")
      parts = state.parts
    }
    #expect(source.progress.filesFinished == files.count)
  }
}

@Suite("Order across files")
struct TimeOrderTests {
  /// Sources of different pace over the same days, one file each.
  private func sources(_ count: Int) -> [(name: String, records: [String])] {
    (0..<count).map { source in
      let step = source % 3 + 1
      return ("s\(source)", (0..<1200 / step).map { record("s\(source)", $0, minute: $0 * step) })
    }
  }

  private func write(_ sources: [(name: String, records: [String])], to scratch: Scratch) throws {
    for (number, source) in sources.enumerated() {
      let text = source.records.joined(separator: "\n") + "\n"
      switch number % 4 {
      case 0: try scratch.write(source.name + ".ndjson", text)
      case 1: try scratch.write(source.name + ".json.gz", gzip(text))
      case 2: try scratch.write(source.name + ".json", "[" + source.records.joined(separator: ",\n") + "]")
      default:
        let half = source.records.count / 2
        let members = [source.records[..<half], source.records[half...]]
        try scratch.write(source.name + ".zst", members.flatMap { zstd($0.map { $0 + "\n" }.joined()) })
      }
    }
  }

  @Test("files that cover the same days are read side by side, by any number of workers alike", arguments: [1, 2, 5])
  func sideBySide(workers: Int) throws {
    let scratch = try Scratch()
    let sources = sources(6)
    try write(sources, to: scratch)
    let ordered = Ordered([scratch.path], limits: smallChunks, workers: workers)
    #expect(Set(ordered.records) == Set(sources.flatMap(\.records)))
    #expect(ordered.records.count == sources.reduce(0) { $0 + $1.records.count })
    // A chunk of each of six files, about thirty records long.
    #expect(ordered.lateness < 6 * 40)
    #expect(ordered.records == Ordered([scratch.path], limits: smallChunks, workers: 1).records)
  }

  @Test("names of files and the order of arguments change nothing")
  func naming() throws {
    let (one, other) = (try Scratch(), try Scratch())
    let sources = sources(4)
    for (number, source) in sources.enumerated() {
      let text = source.records.joined(separator: "\n")
      try one.write("\(number).json", text)
      try other.write("\(9 - number).json", text)
    }
    let first = Ordered([one.path], limits: smallChunks, workers: 3).records
    #expect(first == Ordered([other.path], limits: smallChunks, workers: 3).records)
    #expect(
      first == Ordered([3, 0, 2, 1].map { one.path + "/\($0).json" }, limits: smallChunks, workers: 1).records)
  }

  @Test("a file whose time has not come waits; files one after another are read one after another")
  func oneAfterAnother() throws {
    let scratch = try Scratch()
    let days = (0..<5).map { day in (0..<300).map { record("d\(day)", $0, minute: day * 300 + $0) } }
    for (day, records) in days.enumerated() { try scratch.write("\(4 - day).json", records.joined(separator: "\n")) }
    let ordered = Ordered([scratch.path], limits: smallChunks, workers: 4)
    #expect(ordered.records == days.flatMap { $0 })
  }

  @Test("beyond the bound of open files those that begin later wait, and nothing is lost", arguments: [1, 4])
  func manyOpen(workers: Int) throws {
    let scratch = try Scratch()
    var limits = smallChunks
    limits.openFiles = 2
    let sources = (0..<5).map { source in
      (0..<400).map { record("s\(source)", $0, minute: source + $0 * 10) }
    }
    for (source, records) in sources.enumerated() {
      try scratch.write("\(source).json", records.joined(separator: "\n"))
    }
    let ordered = Ordered([scratch.path], limits: limits, workers: workers)
    #expect(Set(ordered.records) == Set(sources.flatMap { $0 }))
    let paths = ordered.parts.map { ($0.path as NSString).lastPathComponent }
    for place in paths.indices {
      let open = Set(paths[...place]).intersection(paths[place...])
      #expect(open.count <= 2)
    }
    #expect(paths.first == "0.json")
    #expect(paths.last == "4.json")
  }

  @Test("a small file beyond the bound of open files does not wait for the large ones")
  func smallBeyondBound() throws {
    let scratch = try Scratch()
    var limits = smallChunks
    limits.openFiles = 1
    try scratch.write("large.json", (0..<600).map { record("large", $0, minute: $0) }.joined(separator: "\n"))
    try scratch.write("small.json", record("small", 0, minute: 300))
    let ordered = Ordered([scratch.path], limits: limits, workers: 2)
    let place = try #require(ordered.records.firstIndex { $0.contains("small") })
    #expect((250..<400).contains(place))
  }

  @Test("a pipe takes its place by its times")
  func pipe() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let file = try scratch.write("a.json", (0..<800).map { record("file", $0, minute: $0) }.joined(separator: "\n"))
    let text = (0..<800).map { record("pipe", $0, minute: $0) + "\n" }.joined()
    let writer = Thread {
      guard let file = FileHandle(forWritingAtPath: path) else { return }
      try? file.write(contentsOf: Data(text.utf8))
      try? file.close()
    }
    writer.start()
    let ordered = Ordered([file, path], limits: smallChunks, workers: 2)
    #expect(ordered.records.count == 1600)
    #expect(ordered.lateness < 120)
  }

  @Test("a short file from newest to oldest is read where its oldest record belongs")
  func shortBackwards() throws {
    let scratch = try Scratch()
    let backwards = (0..<600).reversed().map { record("back", $0, minute: $0) }
    try scratch.write("a.json", (0..<600).map { record("file", $0, minute: $0) }.joined(separator: "\n"))
    for name in ["b.json", "b.json.gz"] {
      let text = backwards.joined(separator: "\n")
      let path =
        name.hasSuffix("gz") ? try scratch.write(name, gzip(text)) : try scratch.write(name, text)
      let ordered = Ordered([scratch.path], limits: smallChunks, workers: 2)
      let last = try #require(ordered.records.lastIndex { $0.contains("back") })
      // All of it within the first records, as the order that follows holds it easily.
      #expect(last < 700)
      try FileManager.default.removeItem(atPath: path)
    }
  }

  enum Form: CaseIterable { case lines, list, gzipLines, gzipList, zstdLines, parts }

  @Test(
    "a long file from newest to oldest, or in parts, is turned round, and its records keep their numbers",
    arguments: Form.allCases)
  func longBackwards(form: Form) throws {
    let scratch = try Scratch()
    let limits = IngestLimits(chunkBytes: 256 << 10)
    let count = 9000
    let minutes =
      form == .parts ? (0..<3).flatMap { part in stride(from: part, to: count, by: 3) } : Array((0..<count).reversed())
    let records = minutes.enumerated().map { record("back", $0.offset, minute: $0.element, padding: 1950) }
    let lines = records.joined(separator: "\n")
    let list =
      "[\n" + records.map { $0.replacing(",\"number\"", with: ",\r\n \"number\"") }.joined(separator: ",\n") + "\n]"
    let path =
      switch form {
      case .lines, .parts: try scratch.write("a", lines)
      case .list: try scratch.write("a", list)
      case .gzipLines: try scratch.write("a", gzip(lines))
      case .gzipList: try scratch.write("a", gzip(list))
      case .zstdLines: try scratch.write("a", zstd(lines))
      }
    let ordered = Ordered([path], limits: limits, workers: 2)
    #expect(ordered.records.count == count)
    #expect(ordered.lateness < 300)
    for part in ordered.parts {
      let before = try #require(part.precedingRecords)
      for (place, record) in part.records.enumerated() {
        #expect(record.contains("\"number\":\(before + place),"))
      }
    }
    #expect(ordered.parts.allSatisfy { $0.bad.isEmpty && $0.problem == nil })
  }

  @Test("what is wrong with a file that is turned round is told once")
  func brokenBackwards() throws {
    let scratch = try Scratch()
    var records = (0..<9000).reversed().map { record("back", $0, minute: $0, padding: 1950) }
    records.insert("no record", at: 4000)
    let whole = gzip("[" + records.joined(separator: ",\n") + "]")
    let path = try scratch.write("a.gz", Array(whole.dropLast(whole.count / 10)))
    let ordered = Ordered([path], limits: IngestLimits(chunkBytes: 256 << 10), workers: 2)
    #expect(ordered.lateness < 300)
    #expect((7500..<8500).contains(ordered.records.count))
    #expect(ordered.parts.compactMap(\.problem).count == 1)
    let bad = ordered.parts.flatMap { part in
      part.bad.map { ($0.reason, (part.precedingRecords ?? 0) + $0.precedingRecords) }
    }
    #expect(bad.contains { $0 == (.notAnObject, 4000) })
    #expect(bad.contains { $0 == (.truncated, ordered.records.count) })
    #expect(bad.count == 2)
  }

  @Test("a file that runs with time is read as it stands")
  func forwards() throws {
    let scratch = try Scratch()
    let text = (0..<9000).map { record("on", $0, minute: $0, padding: 1950) }.joined(separator: "\n")
    for bytes in [Array(text.utf8), gzip(text)] {
      let ordered = Ordered([try scratch.write("a", bytes)], limits: IngestLimits(chunkBytes: 256 << 10), workers: 2)
      #expect(ordered.records.count == 9000)
      #expect(ordered.lateness == 0)
      #expect(ordered.parts.allSatisfy { $0.precedingRecords == nil })
    }
  }
}

@Suite("Times of files")
struct FileTimesTests {
  private func times(_ first: Int64, _ last: Int64?) -> FileTimes? {
    FileTimes(places: [first] + (last.map { [$0] } ?? []), isWhole: last != nil, isShort: false)
  }

  @Test("files side by side are counted; one without an end lasts")
  func sideBySide() {
    #expect(FileTimes.mostAtOnce([times(0, 10), times(11, 20), times(21, 30)]) == 1)
    #expect(FileTimes.mostAtOnce([times(0, 10), times(10, 20), times(15, 30), nil]) == 2)
    #expect(FileTimes.mostAtOnce([times(0, nil), times(10, 20), times(21, nil)]) == 2)
    #expect(FileTimes.mostAtOnce([]) == 0)
  }

  @Test("chunks are smaller when many files stand side by side, and never too small")
  func chunks() {
    func file(_ first: Int64) -> InputFile {
      var file = InputFile(path: "a", byteCount: 10 << 20, isNamed: false)
      file.times = times(first, first + 10)
      return file
    }
    let limits = IngestLimits()
    #expect(limits.fitted(to: (0..<100).map { file(Int64($0) * 20) }) == limits)
    #expect(limits.fitted(to: (0..<32).map { _ in file(0) }).chunkBytes == 256 << 10)
    #expect(limits.fitted(to: (0..<1000).map { _ in file(0) }).chunkBytes == 128 << 10)
  }

  @Test("a file in parts is told from one with some records out of order")
  func disorder() {
    let minute: Int64 = 60_000_000
    let rising = (0..<16).map { Int64($0) * 60 * minute }
    #expect(!PlaceTimes.areDisordered(rising))
    #expect(PlaceTimes.areDisordered(rising.reversed()))
    #expect(PlaceTimes.areDisordered(Array(rising[8...] + rising[..<8])))
    #expect(!PlaceTimes.areDisordered(rising.enumerated().map { $1 + ($0 % 2 == 0 ? 70 : 0) * minute }))
    // Within a quarter of an hour nothing is worth a pass.
    #expect(!PlaceTimes.areDisordered((0..<16).reversed().map { Int64($0) * minute / 2 }))
    #expect(!PlaceTimes.areDisordered([]))
  }

  @Test("one record with false dates does not move a chunk on")
  func falseDate() throws {
    let honest = (0..<400).map { record("s", $0, minute: $0) + "\n" }.joined()
    let forged =
      "{\"times\":[" + Array(repeating: "\"2099-01-01T00:00:00Z\"", count: 300).joined(separator: ",") + "]}\n"
    func time(_ text: String) -> Int64? { Array(text.utf8).withUnsafeBufferPointer { TimePeek.time(of: $0) } }
    let year2027: Int64 = 1_798_761_600_000_000
    #expect(try #require(time(honest)) < year2027)
    #expect(try #require(time(forged + honest)) < year2027)
  }
}
