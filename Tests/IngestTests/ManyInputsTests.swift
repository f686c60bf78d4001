import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Ingest

@Suite("Many inputs at once")
struct ManyInputsTests {
  @Test(
    "many small files of all kinds give the same records in the same order with any number of workers",
    arguments: [1, 2, 7])
  func manyFiles(_ workers: Int) throws {
    let scratch = try Scratch()
    var expected: [String] = []
    for n in 0..<60 {
      let records = numbered(n * 13 % 97).map { "{\"f\":\(n),\($0.dropFirst())" }
      expected += records
      let name = String(format: "%03d.json", n)
      switch n % 4 {
      case 0: try scratch.write(name, records.joined(separator: "\n"))
      case 1: try scratch.write(name + ".gz", gzip("{\"Records\":[" + records.joined(separator: ",") + "]}"))
      case 2: try scratch.write(name + ".zst", zstd(records.joined(separator: "\n")))
      default: try scratch.write(name, "[" + records.joined(separator: ",\n") + "]")
      }
    }
    let reading = Reading(scratch.path, limits: smallChunks, workers: workers)
    #expect(reading.records == expected)
    #expect(reading.bad == [])
  }

  @Test("a pipe is read to its end, in whatever pieces it comes")
  func pipe() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let records = numbered(3000)
    let text = Array((records.joined(separator: "\n") + "\n").utf8)
    let writer = Thread {
      guard let file = FileHandle(forWritingAtPath: path) else { return }
      var at = 0
      while at < text.count {
        let end = min(text.count, at + 1 + at % 5000)
        try? file.write(contentsOf: Data(text[at..<end]))
        at = end
      }
      try? file.close()
    }
    writer.start()
    let selection = InputDiscovery().discover([path])
    #expect(selection.files.map(\.byteCount) == [nil])
    #expect(Reading(selection.files, limits: smallChunks).records == records)
  }

  @Test("no more chunks than the window are out at one time")
  func window() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.json", numbered(5000).joined(separator: "\n"))
    let size = UInt64(try Data(contentsOf: URL(fileURLWithPath: path)).count)
    let source = ChunkSource(
      files: [InputFile(path: path, byteCount: size, isNamed: true)],
      limits: IngestLimits(chunkBytes: 4096, maxRecordBytes: 1 << 20, window: 4))
    let held = Mutex<[ChunkPermit]>([])
    let handedOut = Atomic<Int>(0)
    let others = Thread {
      while let chunk = source.next() {
        held.withLock { $0.append(chunk.permit) }
        handedOut.add(1, ordering: .relaxed)
      }
      handedOut.add(1000, ordering: .relaxed)
    }
    others.start()
    Thread.sleep(forTimeInterval: 0.2)
    #expect(handedOut.load(ordering: .relaxed) == 4)
    for _ in 0..<500 where handedOut.load(ordering: .relaxed) < 1000 {
      held.withLock { $0.removeAll() }
      Thread.sleep(forTimeInterval: 0.01)
    }
    #expect(handedOut.load(ordering: .relaxed) >= 1000 + Int(size) / 4096)
  }

  @Test("a worker that is wanted elsewhere is not kept waiting")
  func interrupted() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.json", numbered(5000).joined(separator: "\n"))
    let source = ChunkSource(
      files: InputDiscovery().discover([path]).files,
      limits: IngestLimits(chunkBytes: 4096, maxRecordBytes: 1 << 20, window: 1))
    let held = Mutex<Chunk?>(source.next())
    let isWanted = Atomic<Bool>(false)
    let isBack = Atomic<Bool>(false)
    let waiting = Thread {
      if case .interrupted = source.next(unless: { isWanted.load(ordering: .relaxed) }) {
        isBack.store(true, ordering: .relaxed)
      }
    }
    waiting.start()
    Thread.sleep(forTimeInterval: 0.05)
    #expect(isBack.load(ordering: .relaxed) == false)
    isWanted.store(true, ordering: .relaxed)
    source.nudge()
    for _ in 0..<500 where !isBack.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: 0.01) }
    #expect(isBack.load(ordering: .relaxed) == true)
    held.withLock { $0 = nil }
  }

  @Test("after stop no chunk is handed out")
  func stop() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.json", numbered(5000).joined(separator: "\n"))
    let source = ChunkSource(files: InputDiscovery().discover([path]).files, limits: smallChunks)
    let first = source.next()
    source.stop()
    #expect(first != nil)
    #expect(source.next() == nil)
  }

  @Test("without files there is nothing to do")
  func noFiles() {
    #expect(ChunkSource(files: []).next() == nil)
    #expect(ChunkSource(files: []).progress.bytesTotal == 0)
  }

  @Test(
    "every problem says what to do in one line",
    arguments: [
      InputProblem.Kind.missing, .unreadable(reason: "Permission denied"), .unsupportedKind,
      .unsupportedFormat("xz compression"),
      .readFailed(reason: "Input/output error", offset: 7), .compressedStreamTruncated(format: "gzip", offset: 7),
      .compressedStreamCorrupt(format: "zstd", offset: 7, reason: "bad"), .trailingGarbage(format: "gzip", offset: 7),
      .tooManyFiles(limit: 3),
    ])
  func messages(_ kind: InputProblem.Kind) {
    let text = InputProblem(path: "logs/a.json", kind: kind).description
    #expect(text.hasPrefix("logs/a.json: "))
    #expect(!text.contains("\n"))
    #expect(InputProblem(path: "-", kind: kind).description.hasPrefix("standard input: "))
  }
}
