import Activity
import Detection
import Foundation
import Incidents
import Scanning
import Testing

@Suite struct ReplayTests {
  static let examples = Project.root.appendingPathComponent("Examples", isDirectory: true)
  static let names = ReplayShelf(examples)?.names ?? []

  static func replay(_ name: String) throws -> Replay {
    try Replay(folder: examples.appendingPathComponent(name, isDirectory: true))
  }

  @Test("there are ten replays")
  func ten() {
    #expect(Self.names.count == 10)
  }

  @Test(
    "a replay is one incident of the attacker's, found in the minutes that it states, by rules alone, too",
    arguments: names, [true, false])
  func found(_ name: String, _ rulesAlone: Bool) throws {
    let replay = try Self.replay(name)
    let outcome = try replay.run(Project.builtin.engine, watch: rulesAlone ? .nothing : Watch())
    #expect(outcome.result.summary.bad == 0)
    #expect(outcome.result.summary.unrecognised == 0)
    #expect(outcome.shortfalls.isEmpty)
    let theirs = outcome.result.incidents.filter { incident in
      incident.level >= replay.expected.level
        && incident.identities.contains { identity in
          replay.identities.contains(identity.key) && identity.part == .actor
        }
    }
    #expect(theirs.map(\.id) == [try #require(outcome.incident).id])
    let address = try #require(outcome.incident).addresses.contains { replay.addresses.contains($0.ip) }
    #expect(address)
  }

  @Test("a replay has a week of work around its attack", arguments: names)
  func work(_ name: String) throws {
    let replay = try Self.replay(name)
    let summary = try replay.run(Project.builtin.engine).result.summary
    #expect(summary.records > 700)
    let first = try #require(summary.start)
    #expect(replay.start.time - first >= 5 * 86_400_000_000)
    #expect(replay.loss.time > replay.start.time)
  }

  @Test("without any rule, a replay falls short of what it expects")
  func blind() throws {
    var factory = EngineFactory(Project.library)
    factory.builtin = false
    let outcome = try Self.replay("ssrf-bank").run(factory.make().engine, watch: .nothing)
    #expect(outcome.detection == nil)
    #expect(outcome.incident == nil)
    #expect(!outcome.isInTime)
    #expect(outcome.shortfalls == [.noIncident])
  }

  @Test("what falls short is told")
  func shortfalls() throws {
    var replay = try Self.replay("s3-ransom")
    replay.identities.append("aws:318204556790:user:nobody")
    replay.expected.level = .critical
    replay.expected.techniques = ["T9999"]
    replay.expected.rulesAlone?.minutes = 5
    replay.expected.rulesAlone?.incidentMinutes = 6
    replay.expected.rulesAlone?.beforeLoss = true
    replay.loss.time = replay.start.time + 60_000_000
    let outcome = try replay.run(Project.builtin.engine, watch: .nothing)
    #expect(
      outcome.shortfalls == [
        .level(.high, .critical), .identities(["aws:318204556790:user:nobody"]), .techniques(["T9999"]), .late(17),
        .afterLoss, .incidentLate(19),
      ])
    for shortfall in outcome.shortfalls + [.noIncident, .noAlert, .others(2), .incidentAfterLoss] {
      #expect(!shortfall.text(in: .english).isEmpty)
      #expect(shortfall.text(in: .japanese) != shortfall.text(in: .english))
    }
  }

  @Test("an incident that rises too late is told, though the first alert was in time")
  func late() throws {
    var replay = try Self.replay("s3-ransom")
    replay.loss.time = replay.start.time + 30_000_000
    let outcome = try replay.run(Project.builtin.engine)
    #expect(outcome.isInTime && !outcome.isAlarmInTime)
    #expect(outcome.shortfalls == [.incidentAfterLoss])
  }

  @Test("with behaviour every replay's incident is high before anything is lost", arguments: names)
  func beforeLoss(_ name: String) throws {
    let replay = try Self.replay(name)
    #expect(replay.expected.beforeLoss)
    let outcome = try replay.run(Project.builtin.engine)
    #expect(outcome.isAlarmInTime)
    #expect(outcome.expected.incidentMinutes == replay.expected.incidentMinutes)
  }

  @Test("the leaver's replay is one critical incident over both providers")
  func kiranapro() throws {
    let outcome = try Self.replay("kiranapro").run(Project.builtin.engine)
    let incident = try #require(outcome.incident)
    #expect(incident.level == .critical)
    #expect(Set(incident.providers).isSuperset(of: ["aws", "github"]))
    #expect(outcome.result.incidents.count <= 2)
  }

  @Test("threads and their number change no result", arguments: ["kiranapro", "entra-consent"])
  func threads(_ name: String) throws {
    func ids(_ workers: Int) throws -> ([String], [String]) {
      let box = AlertBox()
      let outcome = try Self.replay(name).run(Project.builtin.engine, workers: workers) { box.alerts.append($0) }
      return (box.alerts.map(\.id), outcome.result.incidents.map(\.id))
    }
    let one = try ids(1)
    let four = try ids(4)
    #expect(!one.0.isEmpty)
    #expect(one.0 == four.0)
    #expect(one.1 == four.1)
  }

  @Test(
    "the scripts write the records that stand here, and replay.yml names some of them",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")), arguments: names)
  func regenerated(_ name: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-B", Self.examples.appendingPathComponent("check.py").path, name]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("the replays are found above a binary in a checkout, and nowhere else")
  func shelf() throws {
    let built = Project.root.appendingPathComponent(".build/x86_64-unknown-linux-gnu/release/yagura")
    #expect(ReplayShelf.find(above: built)?.names == Self.names)
    try Project.withFolder { folder in
      #expect(ReplayShelf(folder) == nil)
      #expect(ReplayShelf.find(above: folder.appendingPathComponent("a/b/c/d/e/f/yagura")) == nil)
    }
  }

  @Test(
    "a broken replay.yml is refused with the line and the field",
    arguments: [
      ("level: high", "level: loud", "level: 'loud' is none of"),
      ("  minutes: 1", "  minutes: soon", "minutes: a number of 0 or more is needed"),
      ("time: 2019-03-22T03:17:08Z", "time: today", "time: 'today' is no time"),
      ("records: [records]", "records: [../kiranapro]", "records: names folders beside replay.yml only"),
      ("kind: exfiltration", "kind: mischief", "kind: 'mischief' is none of"),
      ("  en: Capital One, 2019\n", "", "en: a text is needed"),
    ])
  func broken(_ change: (from: String, to: String, message: String)) throws {
    let file = Self.examples.appendingPathComponent("ssrf-bank/replay.yml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(change.from))
    try Project.withFolder { folder in
      let wrong = text.replacingOccurrences(of: change.from, with: change.to)
      try wrong.write(to: folder.appendingPathComponent("replay.yml"), atomically: true, encoding: .utf8)
      let problem = try #require(#expect(throws: ReplayProblem.self) { try Replay(folder: folder) })
      #expect(problem.message.hasPrefix(change.message))
      #expect(problem.line >= 1)
    }
  }
}
