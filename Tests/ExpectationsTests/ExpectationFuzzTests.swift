import Activity
import Expectations
import Foundation
import FuzzSupport
import Testing

@Suite("Fuzz: expectations files")
struct ExpectationFuzzTests {
  /// The examples of the documentation hold every key there is.
  private static let seeds: [[UInt8]] = {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/expectations.md")
    let text = FileManager.default.contents(atPath: page.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first.map { Array($0.utf8) }
    }
  }()

  private static let pieces = [
    "who: everyone", "who: {kind: human}", "hours: mon-sun 00:00-24:00", "hours: fri-mon 22:00-06:00 Asia/Tokyo",
    "0.0.0.0/0", "::/0", "203.0.113.0/33", "'*'", "'????????????'", "'a*a*a*a*a*a*a*a*b'", "2026-02-30", "9999-12-31",
    "until: 0001-01-01", "&x [", "*x", "[]", "{}", "~", "time_zone: UTC", "leavers_file: leavers.csv", "---\n", "\t",
    "level: critical", "- ", "? ", "|\n ",
  ].map { Array($0.utf8) }

  private static let leavers = "email,left\nzoe@example.com,2026-03-01\n\"a,\"\"b@example.com\",2026-03-01T10:00:00Z\n"

  @Test("no damage to a file crashes or hangs its reader; faults have lines; what is read can be held against acts")
  func damage() throws {
    try #require(Self.seeds.count >= 1)
    FuzzRun.rounds(
      "expectations files", 120, slowest: 5, slow: { Issue.record("seed \($0) took \($1) s") },
      { run in
        let csv = run.random.happens(50) ? run.random.damage(Array(Self.leavers.utf8)) : Array(Self.leavers.utf8)
        let bytes = run.random.damage(run.random.pick(Self.seeds), pieces: Self.pieces, times: 4)
        switch ExpectationReader.read(bytes, file: "expect.yml", beside: { _ in csv }) {
        case .failure(let failure):
          #expect(!failure.problems.isEmpty, "seed \(run.seed)")
          for problem in failure.problems {
            #expect(problem.line >= 1 && !problem.message.isEmpty, "seed \(run.seed)")
          }
        case .success:
          guard
            let declared = try? Declared(
              String(decoding: bytes, as: UTF8.self), leavers: String(decoding: csv, as: UTF8.self))
          else { return }
          for hour in 0..<4 {
            let seen = declared.act(
              from: run.random.pick(["203.0.113.7", "2001:db8::1", "not an address"]),
              agent: run.random.pick(["aws-cli/2.0", String(repeating: "a", count: 4000)]),
              at: run.random.pick([Declared.time(Double(hour * 7)), 0, .max, .min]))
            for breach in declared.check(seen) { #expect(!breach.kind.id.isEmpty) }
          }
        }
      })
  }
}
