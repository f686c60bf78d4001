import Activity
import Detection
import Foundation
import Scanning
import Sigma
import Testing

@Suite struct LocatorTests {
  static func record(_ name: String, _ id: String) -> String {
    """
    {"eventVersion":"1.08","eventSource":"iam.amazonaws.com","eventName":"\(name)","eventID":"\(id)",\
    "eventTime":"2026-03-02T10:00:00Z","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1",\
    "recipientAccountId":"111122223333","requestParameters":{"userName":"bob"},\
    "userIdentity":{"type":"IAMUser","userName":"alice","accountId":"111122223333","accessKeyId":"AKIAEXAMPLE"}}
    """
  }

  @Test("a record is found again by its line, and its evidence is what the alert names or the rule tests")
  func lines() throws {
    try Project.withFolder { folder in
      let file = folder.appendingPathComponent("a.jsonl")
      let lines = [
        Self.record("ListUsers", "e0"), "", Self.record("CreateUser", "e1"), Self.record("DeleteUser", "e2"),
      ]
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
      let reference = RecordReference(path: file.path, index: 1, id: "e1")
      let engine = Project.builtin.engine
      let located = try #require(try RecordLocator(engine).locate([reference])[reference])
      #expect(located.line == 3)
      #expect(String(decoding: located.json, as: UTF8.self) == Self.record("CreateUser", "e1"))
      let inspection = try RecordInspection(located.json, engine: engine)
      let activity = try #require(inspection.activity)
      let fields = EvidenceFields(activity, fields: ["eventVersion"]).pick(inspection.record)
      let shown = fields.map { "\($0.path)=\($0.value)" }
      #expect(shown.contains("eventVersion=\"1.08\""))
      #expect(shown.contains("eventName=\"CreateUser\""))
      #expect(shown.contains("userIdentity.accessKeyId=\"AKIAEXAMPLE\""))
      #expect(!fields.contains { $0.path == "userIdentity.type" })
    }
  }

  @Test("a record inside of an envelope is found, and none where the file has gone")
  func wrapped() throws {
    try Project.withFolder { folder in
      let file = folder.appendingPathComponent("a.json")
      let text = "{\"Records\":[\n\(Self.record("ListUsers", "e0")),\n\(Self.record("CreateUser", "e1"))\n]}\n"
      try Data(text.utf8).write(to: file)
      let reference = RecordReference(path: file.path, index: 1, id: "e1")
      let located = try #require(try RecordLocator(Project.builtin.engine).locate([reference])[reference])
      #expect(located.line == 3)
      #expect(String(decoding: located.json, as: UTF8.self).contains("e1"))
      let gone = RecordReference(path: folder.path + "/none", index: 0, id: nil)
      #expect(try RecordLocator(Project.builtin.engine).locate([gone]).isEmpty)
      let beyond = RecordReference(path: file.path, index: 9, id: nil)
      #expect(try RecordLocator(Project.builtin.engine).locate([beyond]).isEmpty)
    }
  }

  @Test("every alert of the replay is found again with the record it names")
  func replay() throws {
    let path = Project.root.appendingPathComponent("Examples/kiranapro").path
    let box = AlertBox()
    _ = try Scan(ScanOptions(paths: [path]), engine: Project.builtin.engine).run { box.alerts.append($0) }
    let references = Array(Set(box.alerts.map(\.record)))
    let located = try RecordLocator(Project.builtin.engine).locate(references)
    #expect(located.count == references.count)
    for (reference, record) in located {
      guard let id = reference.id else { continue }
      #expect(String(decoding: record.json, as: UTF8.self).contains(id))
    }
  }

  @Test("the feed gives an observation of every record, with its texts")
  func feed() throws {
    try Project.withFolder { folder in
      let file = folder.appendingPathComponent("a.jsonl")
      try Data((Self.record("ListUsers", "e0") + "\n" + Self.record("CreateUser", "e1") + "\n").utf8).write(to: file)
      let names = Names()
      var seen: [Observation] = []
      try ObservationFeed(paths: [file.path], library: Project.library).read(names: names) { seen.append($0) }
      #expect(seen.count == 2)
      #expect(seen.map { names.text($0.operation) } == ["iam:ListUsers", "iam:CreateUser"])
      #expect(names.text(seen[0].actor) == "aws:111122223333:user:alice")
      #expect(names.text(seen[1].address) == "192.0.2.1")
      #expect(seen[1].actClass == .create && seen[1].time == 1_772_445_600_000_000)
    }
  }
}
