import Foundation
import Testing

@testable import Ingest

@Suite("Finding inputs")
struct DiscoveryTests {
  @Test("a directory is walked in order; junk is skipped and counted, hidden entries are not looked at")
  func directory() throws {
    let scratch = try Scratch()
    for name in ["b.json", "a.jsonl.gz", "10.log", "9.log", "d/e/x.ndjson", "d/y", "c/z.json"] {
      try scratch.write(name, "{}")
    }
    for name in ["r.pdf", "i.PNG", "rules/r.yml", "README.md", "t.csv.gz", "c/run.sh"] { try scratch.write(name, "{}") }
    for name in [".hidden.json", ".git/x.json"] { try scratch.write(name, "{}") }
    let selection = InputDiscovery().discover([scratch.path])
    let names = selection.files.map { String($0.path.dropFirst(scratch.path.count + 1)) }
    #expect(names == ["10.log", "9.log", "a.jsonl.gz", "b.json", "c/z.json", "d/y", "d/e/x.ndjson"])
    #expect(selection.skipped == 6)
    #expect(selection.problems == [])
    #expect(selection.files.allSatisfy { !$0.isNamed && $0.byteCount == 2 })
  }

  @Test("a file found in a directory that holds no JSON is skipped when it is opened; one named by the user is bad")
  func notJSON() throws {
    let scratch = try Scratch()
    try scratch.write("LICENSE", "Permission is hereby granted\n")
    try scratch.write("syslog", gzip("Jan 1 host sshd: hello\n"))
    try scratch.write("blob", [0, 1, 2, 3])
    try scratch.write("trail", "{\"a\":1}\n")
    try scratch.write("broken.json", "not JSON at all")
    let reading = Reading(InputDiscovery().discover([scratch.path]).files)
    #expect(reading.skippedFiles == 3)
    #expect(reading.records == ["{\"a\":1}"])
    #expect(reading.reasons == [.notJSON])
  }

  @Test("a link that leads in a circle, a second link and a second mention add nothing")
  func links() throws {
    let scratch = try Scratch()
    try scratch.write("d/a.json", "{}")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: scratch.path + "/d/up", withDestinationPath: "..")
    try files.createSymbolicLink(atPath: scratch.path + "/d/again.json", withDestinationPath: "a.json")
    let selection = InputDiscovery().discover([scratch.path, scratch.path + "/d/a.json", scratch.path + "/"])
    #expect(selection.files.count == 1)
    #expect(selection.problems == [])
  }

  @Test("a missing path is a problem that names it; the rest goes on")
  func missing() throws {
    let scratch = try Scratch()
    let there = try scratch.write("a.json", "{}")
    let gone = scratch.path + "/nowhere"
    let selection = InputDiscovery().discover([gone, there])
    #expect(selection.files.map(\.path) == [there])
    #expect(selection.problems == [InputProblem(path: gone, kind: .missing)])
    #expect(selection.problems.first?.description.contains(gone) == true)
  }

  @Test("a file that vanished between finding and reading is a problem; the others are read")
  func vanished() throws {
    let scratch = try Scratch()
    let path = try scratch.write("b.json", "{\"a\":1}")
    let gone = scratch.path + "/a.json"
    let reading = Reading([
      InputFile(path: gone, byteCount: 10, isNamed: true), InputFile(path: path, byteCount: 7, isNamed: true),
    ])
    #expect(reading.records == ["{\"a\":1}"])
    #expect(reading.problems == [InputProblem(path: gone, kind: .missing)])
  }

  @Test("a file that may not be read is a problem", .enabled(if: getuid() != 0, "root may read everything"))
  func unreadable() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.json", "{}")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    guard case .unreadable = Reading(path).problems.first?.kind else {
      Issue.record("expected an unreadable file")
      return
    }
  }

  @Test("a device is no input")
  func device() {
    #expect(
      InputDiscovery().discover(["/dev/null"]).problems == [InputProblem(path: "/dev/null", kind: .unsupportedKind)])
  }

  @Test("the number of files is bounded")
  func bounded() throws {
    let scratch = try Scratch()
    for n in 0..<5 { try scratch.write("\(n).json", "{}") }
    let selection = InputDiscovery(maxFiles: 3).discover([scratch.path])
    #expect(selection.files.count == 3)
    #expect(selection.problems == [InputProblem(path: scratch.path, kind: .tooManyFiles(limit: 3))])
  }

  @Test("standard input is taken once")
  func standardInput() {
    #expect(InputDiscovery().discover(["-", "-"]).files == [.standardInput])
  }
}
