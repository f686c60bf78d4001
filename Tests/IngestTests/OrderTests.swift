import Foundation
import Testing

@testable import Ingest

@Suite struct OrderTests {
  @Test("files are read in the order of the times they begin with, whatever the format of the time")
  func order() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let contents = [
      ("a.json", #"{"eventTime":"2026-03-01T00:00:00Z","id":"4111111111111111"}"#),
      ("b.json", #"{"@timestamp":1767225600000,"action":"x"}"#),
      ("c.json", #"{"published":"2026-02-01T08:00:00.123+09:00"}"#),
      ("d.json", #"{"nothing":"here"}"#),
    ]
    var files: [InputFile] = []
    for (name, text) in contents {
      let path = folder.appendingPathComponent(name).path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      files.append(InputFile(path: path, byteCount: UInt64(text.utf8.count), isNamed: false))
    }
    let ordered = InputOrder.byTime(files).map { ($0.path as NSString).lastPathComponent }
    #expect(ordered == ["b.json", "c.json", "a.json", "d.json"])
  }

  @Test("numbers that look like times count for nothing beside texts of times")
  func ids() {
    let text = Array(#"{"id":2552707298872827,"created_at":"2026-02-03T11:39:59Z","at":1767225600}"#.utf8)
    let times = text.withUnsafeBufferPointer { TimePeek.times(in: $0) }
    #expect(times == [1_770_118_799_000_000])
  }

  @Test("digits inside of words and numbers too small or too large are no times")
  func noTimes() {
    let text = Array(
      #"{"a":"x1767225600","b":12345,"c":99999999999999999999,"d":"arn:aws:iam::111122223333:user/1"}"#.utf8)
    #expect(text.withUnsafeBufferPointer { TimePeek.times(in: $0) }.isEmpty)
  }
}
