import Activity
import Expectations
import Foundation
import Testing

@Suite struct ReadingTests {
  @Test(
    "every fault is told with its line, and the word that was likely meant",
    arguments: [
      (
        "networks:\n  office: [203.0.113.0/24]\nexpct: []\n", "expect.yml:3: unknown key 'expct'",
        "did you mean 'expect'?"
      ),
      (
        "expect:\n  - name: x\n    who: everyone\n    contries: [JP]\n", "expect.yml:4: unknown key 'contries'",
        "'countries'"
      ),
      (
        "expect:\n  - name: x\n    who: everyone\n    from: [ofice]\nnetworks:\n  office: [10.0.0.0/8]\n",
        "expect.yml:4: 'ofice' is neither", "'office'"
      ),
      (
        "expect:\n  - name: x\n    who: admns\n    countries: [JP]\ngroups:\n  admins: [a@example.com]\n",
        "expect.yml:3: 'admns' is no name", "'admins'"
      ),
      ("expect:\n  - name: x\n    who: everyone\n", "expect.yml:2: the entry expects nothing", ""),
      ("expect:\n  - name: x\n    countries: [JP]\n", "expect.yml:2: an entry of 'expect' needs 'who'", ""),
      ("expect:\n  - {name: x, who: everyone, countries: [Japan]}\n", "expect.yml:2: 'Japan' is no country", "JP"),
      ("expect:\n  - {name: x, who: everyone, hours: 9-17}\n", "expect.yml:2: hours are written as", ""),
      (
        "expect:\n  - {name: x, who: everyone, hours: mon-fri 09:00-17:00 Asia/Tokio}\n",
        "there is no time zone 'Asia/Tokio'", ""
      ),
      ("networks:\n  office: [203.0.113.0/33]\n", "expect.yml:2: '203.0.113.0/33' is neither an address", ""),
      ("mute:\n  - rule: x\n    until: 2026-12-31\n    by: me\n", "expect.yml:2: a mute needs 'reason'", ""),
      ("mute:\n  - rule: x\n    reason: because\n    by: me\n", "expect.yml:2: a mute needs 'until'", ""),
      ("mute:\n  - {rule: x, reason: r, by: me, until: 2026-02-30}\n", "expect.yml:2: 'until' is a date", ""),
      ("mute:\n  - {rule: '*', reason: r, by: me, until: 2026-12-31}\n", "this would mute every alert", ""),
      ("leavers:\n  - {email: a@example.com, left: soon}\n", "expect.yml:2: 'left' is a date", ""),
      ("leavers:\n  - {identities: ['*'], left: 2026-01-01}\n", "would make leavers of everyone", ""),
      ("leavers_file: ../leavers.csv\n", "expect.yml:1: 'leavers_file' is the name of a file in the same folder", ""),
      ("pipelines:\n  - {name: x, who: 'aws:*:role:ci'}\n", "expect.yml:2: a pipeline needs 'owns'", ""),
      (
        "pipelines:\n  - {name: x, who: 'aws:*:role:ci', owns: {tenants: ['1'], classes: [delet]}}\n",
        "'delet' is no word", "'delete'"
      ),
      ("- a\n", "expect.yml:1: the file is a map", ""), ("a: [\n", "expect.yml:2", ""),
      ("expect: {}\n", "expect.yml:1: 'expect' is a list", ""), ("expect: [x]\n", "an entry of 'expect' is a map", ""),
      ("protected: nobody\n", "'nobody' is no name under 'groups'", ""),
      ("break_glass: {identties: ['aws:1:root:1']}\n", "unknown key 'identties'", "'identities'"),
      ("time_zone: Mars/Olympus\n", "expect.yml:1: 'time_zone'", ""),
    ])
  func faults(_ text: String, _ place: String, _ hint: String) {
    let problems = Declared.problems(text)
    #expect(problems.contains { $0.contains(place) && (hint.isEmpty || $0.contains(hint)) }, "\(problems)")
  }

  @Test("an empty file declares nothing, and is no fault")
  func empty() throws {
    #expect(Declared.problems("") == [])
    #expect(Declared.problems("# nothing yet\n") == [])
    let declared = try Declared("")
    #expect(declared.kinds(declared.act()) == [])
  }

  @Test("the CSV beside the file is read, and its faults are told with its own lines")
  func leaversFile() throws {
    let csv = "\u{FEFF}Email,left,note\r\n# comment\r\nbob@example.com,2026-02-28,\"a \"\"note\"\", quoted\"\r\n"
    let declared = try Declared("leavers_file: leavers.csv\n", leavers: csv)
    let leaver = try #require(declared.expectations.file.leavers.first)
    #expect(leaver.email == "bob@example.com")
    #expect(leaver.note == "a \"note\", quoted")
    #expect(leaver.file == "leavers.csv" && leaver.line == 3)

    let bad = "email,left\nbob@example.com,\n,2026-01-01\nx@example.com,2026-13-01\n"
    let problems = Declared.problems("leavers_file: leavers.csv\n", leavers: bad)
    #expect(problems.map { $0.prefix(14) } == ["leavers.csv:2:", "leavers.csv:3:", "leavers.csv:4:"])
    let unclosed = "email,left,note\nbob@example.com,2026-02-28,\"gone\ncarol@example.com,2026-03-01,\n"
    let both = try Declared("leavers_file: leavers.csv\n", leavers: unclosed).expectations.file.leavers
    #expect(
      both.map(\.email) == ["bob@example.com", "carol@example.com"], "a quote that is not closed ends with its line")
    #expect(Declared.problems("leavers_file: leavers.csv\n", leavers: "who,when\n").contains { $0.contains("unknown") })
    #expect(Declared.problems("leavers_file: leavers.csv\n").contains { $0.contains("cannot be read") })
  }

  @Test("a date ends when the day ends in the file's zone")
  func dates() throws {
    let tokyo = try Declared("time_zone: Asia/Tokyo\nleavers:\n  - {email: a@example.com, left: 2026-03-31}\n")
    // Midnight in Tokyo is 15:00 UTC.
    #expect(tokyo.expectations.file.leavers[0].left == 1_774_969_200_000_000)
    let newYork = try Declared("time_zone: America/New_York\nleavers:\n  - {email: a@example.com, left: 2026-03-07}\n")
    // The clocks change the day after: midnight is still at UTC-5.
    #expect(newYork.expectations.file.leavers[0].left == 1_772_946_000_000_000)
    let exact = try Declared("leavers:\n  - {email: a@example.com, left: '2026-03-31T18:00:00+09:00'}\n")
    #expect(exact.expectations.file.leavers[0].left == 1_774_947_600_000_000)
  }

  @Test("a file of a million faults tells a hundred")
  func manyFaults() {
    let text = (0..<3000).map { "bad\($0): 1\n" }.joined()
    let problems = Declared.problems(text)
    #expect(problems.count == 101)
    #expect(problems.last?.contains("2900 more") == true)
  }

  @Test("the documented example is valid")
  func example() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/expectations.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    #expect(blocks.count == 1)
    for block in blocks {
      #expect(Declared.problems(block, leavers: "email,left\nbob@example.com,2026-02-28\n") == [])
    }
  }
}

@Suite struct HabitReadingTests {
  private func read(_ text: String) throws -> ExpectationFile {
    switch ExpectationReader.read(Array(text.utf8), file: "expect.yml") {
    case .success(let file): return file
    case .failure(let problems): throw problems
    }
  }

  @Test("habits are learned unless they are switched off, and rules can be kept out of them")
  func habits() throws {
    #expect(try read("groups: {}\n").habits.areLearned)
    #expect(try read("habits: on\n").habits.areLearned)
    #expect(try !read("habits: off\n").habits.areLearned)
    let file = try read("habits:\n  never: ['AF0FEAA5-*', other]\n")
    #expect(file.habits.areLearned)
    #expect(file.habits.excludes(rule: "af0feaa5-3782-4509"))
    #expect(file.habits.excludes(rule: "OTHER"))
    #expect(!file.habits.excludes(rule: "another"))
  }

  @Test(
    "a fault in habits is told with its line",
    arguments: ["habits: maybe\n", "habits: []\n", "habits:\n  sometimes: [x]\n", "habits: {never: {a: b}}\n"])
  func faults(_ text: String) {
    #expect(throws: (any Error).self) { try read(text) }
  }
}
