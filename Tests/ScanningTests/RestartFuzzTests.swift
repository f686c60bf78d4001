import Detection
import Foundation
import FuzzSupport
import Scanning
import Testing

/// A scan that is cut into several, joined by a state, tells the same alerts and incidents as one. `make soak` looks
/// for counterexamples for half an hour.
@Suite("Fuzz: a scan cut into runs")
struct RestartFuzzTests {
  private static let attacks = [
    "stolen-key", "leaver-destruction", "helpdesk-reset", "password-spray", "mfa-fatigue", "session-hijack",
    "oauth-phishing", "new-admin", "logging-disabled", "ci-token-leak", "mass-clone", "s3-ransom", "role-backdoor",
  ]

  /// Cuts the records at random places and compares.
  private static func check(_ arrivals: Arrivals, _ run: inout FuzzRun, lateness: Int, what: String) throws {
    let cuts = (0..<1 + run.random.below(3)).map { _ in run.random.below(arrivals.records.count + 1) }.sorted()
    let workers = run.random.pick([1, 4])
    try Project.withFolder { folder in
      let paths = try arrivals.write(to: folder, cuts: cuts)
      // Where a cut goes through records in disorder, one scan may read the later part first; records of one instant then
      // come in that order. Of runs, the earlier comes first (docs/state.md, "Cut between files").
      var options = ScanOptions(paths: paths)
      options.workers = 1
      guard Scan(options, engine: Project.builtin.engine).selection.files.map(\.path) == paths else { return }
      var whole = Telling()
      try whole.scan(paths, workers: 1, lateness: lateness)
      var parts = Telling()
      for path in paths { try parts.scan([path], workers: workers, lateness: lateness) }
      let differences = parts.differences(from: whole)
      #expect(whole.late == 0)
      #expect(
        differences.isEmpty,
        "seed \(run.seed), \(what), \(arrivals.records.count) records cut at \(cuts), lateness \(lateness), \(workers) workers: \(differences.joined(separator: "\n"))"
      )
      #expect(!whole.alerts.isEmpty)
    }
  }

  @Test("an organisation's records, cut anywhere, in order or within the bound of lateness")
  func organisations() throws {
    try FuzzRun.rounds("cut scans of organisations", 2, slowest: 120) { run in
      let attacks = (0..<3).map { _ in run.random.pick(Self.attacks) }
      var arrivals = try Arrivals.organisation(seed: run.seed, attacks: attacks)
      let block = run.random.pick([1, 1, 50, 400])
      arrivals.shuffle(blocks: block, using: &run.random)
      // The order hands on half of what it holds: what comes within a block is never late.
      // Files that meet are read side by side, a megabyte at a time: some hundreds of records where they meet in one
      // instant, and a piece of each where a cut goes through records in disorder.
      let lateness = max(2 * block, run.random.pick(block > 1 ? [4000, 1 << 16] : [1000, 4000, 1 << 16]))
      try Self.check(arrivals, &run, lateness: lateness, what: attacks.joined(separator: ","))
    }
  }

  private static let replays = Result {
    try ReplayTests.names.map { name in
      (name, try Arrivals(try ReplayTests.replay(name).paths, engine: Project.builtin.engine))
    }
  }

  @Test("replays, cut anywhere")
  func replays() throws {
    let replays = try Self.replays.get()
    try FuzzRun.rounds("cut scans of replays", 3, slowest: 120) { run in
      let (name, arrivals) = run.random.pick(replays)
      #expect(arrivals.records.count > 700)
      try Self.check(arrivals, &run, lateness: run.random.pick([1, 20, 300, 1 << 16]), what: name)
    }
  }
}
