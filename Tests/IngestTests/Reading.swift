import Dispatch
import Synchronization
import Testing

@testable import Ingest

/// Everything that a run over some files gave, put back in order.
struct Reading {
  var records: [String] = []
  var bad: [BadRecord] = []
  var problems: [InputProblem] = []
  var skippedFiles = 0
  var chunks = 0

  var reasons: [BadRecord.Reason] { bad.map(\.reason) }

  /// Of a file in which a part stands many times between a start and an end.
  static func of(_ name: String, _ start: [UInt8], _ part: [UInt8], times: Int, _ end: [UInt8]) throws -> Reading {
    let scratch = try Scratch()
    return Reading(try scratch.write(name, start + (0..<times).flatMap { _ in part } + end))
  }

  /// One chunk's content, copied.
  private struct Part: Sendable {
    let file: Int
    let index: Int
    let isLast: Bool
    let records: [String]
    let bad: [BadRecord]
    let problem: InputProblem?
    let isSkipped: Bool
  }

  /// Reads with several workers and checks what `Chunk` promises about order and padding.
  init(
    _ files: [InputFile], limits: IngestLimits = IngestLimits(), workers: Int = 2,
    keys: [String] = Envelope.standardKeys,
    keepingRecords: Bool = true
  ) {
    let source = ChunkSource(files: files, limits: limits, envelopes: { _ in keys })
    let parts = Mutex<[Part]>([])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while let chunk = source.next() {
        var records: [String] = []
        var count = 0
        chunk.forEachRecord { record in
          count += 1
          if keepingRecords { records.append(String(decoding: record, as: UTF8.self)) }
        }
        #expect(count == chunk.recordCount)
        Self.checkPadding(chunk)
        let part = Part(
          file: chunk.fileIndex, index: chunk.index, isLast: chunk.isLastOfFile, records: records,
          bad: chunk.badRecords,
          problem: chunk.problem, isSkipped: chunk.isSkippedFile)
        parts.withLock { $0.append(part) }
      }
    }
    let ordered = parts.withLock { $0 }.sorted { ($0.file, $0.index) < ($1.file, $1.index) }
    var expected = (file: 0, index: 0)
    for part in ordered {
      #expect((part.file, part.index) == expected, "chunks are dense")
      expected = part.isLast ? (part.file + 1, 0) : (part.file, part.index + 1)
      records += part.records
      bad += part.bad
      if let problem = part.problem { problems.append(problem) }
      if part.isSkipped { skippedFiles += 1 }
      chunks += 1
    }
    #expect(expected == (files.count, 0), "every file ends once")
    #expect(source.progress.filesFinished == files.count)
    if problems.isEmpty, skippedFiles == 0, let total = source.progress.bytesTotal {
      #expect(source.progress.bytesRead == total, "progress ends at the total")
    }
  }

  init(_ path: String, limits: IngestLimits = IngestLimits(), workers: Int = 2, keepingRecords: Bool = true) {
    let selection = InputDiscovery().discover([path])
    self.init(selection.files, limits: limits, workers: workers, keepingRecords: keepingRecords)
    problems = selection.problems + problems
  }

  private static func checkPadding(_ chunk: Chunk) {
    guard let base = chunk.bytes.baseAddress else { return }
    let after = UnsafeBufferPointer(start: base + chunk.bytes.count, count: Chunk.padding)
    #expect(after.allSatisfy { $0 == 0 })
  }
}

/// Small chunks, so that small inputs have many.
let smallChunks = IngestLimits(chunkBytes: 4096, maxRecordBytes: 1 << 20, window: 8)

func numbered(_ count: Int, padding: Int = 40) -> [String] {
  (0..<count).map { "{\"n\":\($0),\"p\":\"\(String(repeating: "x", count: $0 * 7 % (padding + 1)))\"}" }
}
