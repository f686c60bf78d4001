import Activity
import Detection
import Foundation
import Ingest
import Synchronization
import Testing

@testable import Scanning

/// Scans of several files at once.
@Suite struct ScanOrderTests {
  /// A user's days in CloudTrail, a file for each of three accounts, with a deletion now and then.
  private static func files() -> [(name: String, records: [String])] {
    (1...3).map { account in
      let records = (0..<900).map { number in
        let name = number % 150 == 149 ? "DeleteTrail" : number % 7 == 0 ? "ListUsers" : "GetObject"
        let minute = number * account
        let time = Date(timeIntervalSince1970: 1_767_225_600 + Double(minute) * 60).ISO8601Format()
        return """
          {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::11112222333\(account):user/mei",\
          "accountId":"11112222333\(account)","accessKeyId":"AKIAEXAMPLE\(account)","userName":"mei"},"eventTime":"\(time)",\
          "eventSource":"\(name == "GetObject" ? "s3" : name == "DeleteTrail" ? "cloudtrail" : "iam").amazonaws.com",\
          "eventName":"\(name)","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.\(account)","userAgent":"aws-cli/2",\
          "eventID":"\(account)-\(number)","recipientAccountId":"11112222333\(account)"}
          """
      }
      return ("account\(account)", records)
    }
  }

  private static func alerts(_ folder: URL, workers: Int) throws -> (alerts: [String], result: Scan.Result) {
    var options = ScanOptions(paths: [folder.path])
    options.workers = workers
    let alerts = Mutex<[String]>([])
    let scan = Scan(options, engine: Project.builtin.engine, limits: IngestLimits(chunkBytes: 8192, window: 8))
    let result = try scan.run { alert in
      alerts.withLock { $0.append("\(alert.time) \(alert.rule.id) \(alert.id)") }
    }
    return (alerts.withLock { $0 }, result)
  }

  @Test("a scan of nothing ends", .timeLimit(.minutes(1)), arguments: [1, 4])
  func nothing(workers: Int) throws {
    try Project.withFolder { folder in
      let found = try Self.alerts(folder, workers: workers)
      #expect(found.alerts.isEmpty && found.result.incidents.isEmpty && found.result.summary.records == 0)
    }
  }

  @Test("workers, names, compression and direction of files change nothing of what is found")
  func sameResult() throws {
    let files = Self.files()
    let reference = try Project.withFolder { folder in
      let all = files.flatMap(\.records).joined(separator: "\n")
      try Data(all.utf8).write(to: folder.appendingPathComponent("all.ndjson"))
      return try Self.alerts(folder, workers: 1)
    }
    #expect(reference.alerts.count >= 18)
    #expect(reference.alerts == reference.alerts.sorted { Int64($0.prefix(16)) ?? 0 < Int64($1.prefix(16)) ?? 0 })
    for (workers, isBackwards, prefix) in [(1, false, "a"), (2, false, "z"), (5, false, "m"), (3, true, "b")] {
      try Project.withFolder { folder in
        for (number, file) in files.enumerated() {
          let records = isBackwards ? file.records.reversed() : file.records
          let name = number % 2 == 0 ? prefix + file.name : file.name
          try Data(records.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent(name + ".json"))
        }
        let found = try Self.alerts(folder, workers: workers)
        #expect(Set(found.alerts) == Set(reference.alerts))
        #expect(found.alerts.count == reference.alerts.count)
        #expect(found.result.incidents.map(\.id) == reference.result.incidents.map(\.id))
        #expect(found.result.summary.records == 2700)
        #expect(found.result.summary.late == 0)
        #expect(found.result.summary.alertsByLevel == reference.result.summary.alertsByLevel)
      }
    }
  }

  @Test("records that come too late for the order are counted by file, judged, and told with the reason")
  func late() throws {
    let engine = Project.builtin.engine
    let worker = try Worker(engine)
    func judge(_ records: some Sequence<String>) -> StageOneResult {
      for record in records {
        let bytes = Array(record.utf8) + [UInt8](repeating: 0, count: Chunk.padding)
        bytes.withUnsafeBytes { worker.judge(UnsafeRawBufferPointer(rebasing: $0.dropLast(Chunk.padding))) }
      }
      return worker.take()
    }
    worker.begin(path: "x")
    let second = SecondStage(engine, paths: ["on", "back"], lateness: 16)
    let records = Self.files()[0].records
    var alerts = 0
    second.add(judge(records[..<300]), file: 0, base: 0) { _ in alerts += 1 }
    #expect(second.late.isEmpty)
    second.add(judge(records[..<100].reversed()), file: 1, base: 0) { _ in alerts += 1 }
    second.finish { _ in alerts += 1 }
    #expect(second.late == [1: 100])
    // The deletion at minute 149 came in time; nothing of what was late is one.
    #expect(alerts >= 1)
  }

  @Test("lanes take runs in order, and none before those it depends on")
  func lanes() {
    var board = LaneBoard<Int>(watchParts: 2)
    #expect(board.take() == nil)
    board.add([10, 11])
    let first = board.take()
    let second = board.take()
    #expect(Set([first?.lane, second?.lane]) == [.watch(part: 0), .watch(part: 1)])
    #expect(first?.run == 10 && second?.run == 10)
    #expect(board.take() == nil, "a lane takes one run at a time, and settling waits for all parts")
    board.finish(.watch(part: 0))
    #expect(board.take().map { $0 == (.watch(part: 0), 11) } == true)
    board.finish(.watch(part: 1))
    #expect(board.take().map { $0 == (.settle, 10) } == true)
    board.finish(.settle)
    // The lanes furthest behind come first, and of those the one nearest to the end.
    #expect(board.take().map { $0 == (.tell, 10) } == true)
    #expect(board.take().map { $0 == (.join, 10) } == true)
    board.finish(.tell)
    #expect(board.count == 2)
    board.finish(.join)
    #expect(board.count == 1)
    board.finish(.watch(part: 0))
    var order: [LaneBoard<Int>.Lane] = []
    while let (lane, run) = board.take() {
      #expect(run == 11)
      order.append(lane)
      board.finish(lane)
    }
    #expect(order == [.watch(part: 1), .settle, .tell, .join])
    #expect(board.count == 0)
  }
}
