import Activity
import Behaviour
import Detection
import Expectations
import Foundation
import Incidents
import Scanning
import Testing

/// What is offered to quieten an alert does, for every kind of finding.
@Suite struct QuietingTests {
  private static let kinds = BehaviourKind.surprises + BehaviourKind.sequences

  /// The world's alerts with a file of expectations; the engine is the project's own.
  private static func alerts(_ paths: [String], expecting text: String? = nil) throws -> [Alert] {
    var options = ScanOptions(paths: paths)
    options.watch.expectations = try text.map {
      Expectations(try ExpectationReader.read(Array($0.utf8), file: "expect.yml").get())
    }
    let box = AlertBox()
    _ = try Scan(options, engine: Project.builtin.engine).run { box.alerts.append($0) }
    return box.alerts
  }

  private static func snippet(_ alert: Alert, _ file: ExpectationFile? = nil) -> QuietingSnippet {
    let activity = alert.activity
    return QuietingSnippet(
      rule: alert.rule.id, actor: activity.actor.key, issuer: activity.actor.issuer, address: activity.origin.ip,
      country: activity.origin.country, agent: activity.origin.agent, device: activity.origin.device,
      operation: "\(activity.operation.service):\(activity.operation.name)", target: activity.targets.first?.id,
      time: alert.time, group: alert.group, reasons: alert.reasons.map(\.en), file: file)
  }

  @Test("every kind of behaviour has a way out that quietens it: a declaration where one helps, a mute always")
  func everyKind() throws {
    try Project.withFolder { folder in
      let paths = try OddWorld().write(to: folder)
      let raised = try Self.alerts(paths)
      let behaviour = raised.filter { $0.rule.kind == .behaviour }
      for reason in behaviour.flatMap(\.reasons) {
        #expect(reason.en.hasSuffix(".") && reason.ja.hasSuffix("。"), "\(reason)")
        #expect(
          !reason.en.contains("(s)") && !reason.en.contains(" 1 days") && !reason.ja.contains(" of "), "\(reason)")
        #expect(
          !reason.en.contains("_read") && !reason.ja.contains("_read") && !reason.ja.contains(" on "), "\(reason)")
      }
      #expect(Set(Self.kinds.map(\.id)).subtracting(behaviour.map(\.rule.id)) == [])

      // Mutes: each of the first alert of its kind, all in one file.
      var muted = ""
      var expected: Set<String> = []
      for kind in Set(behaviour.map(\.rule.id)).sorted() + [
        try #require(raised.first { $0.rule.kind == .builtin }).rule.id
      ] {
        let alert = try #require(raised.first { $0.rule.id == kind })
        expected.insert(alert.id)
        muted = try #require(Quieting.entries(Self.snippet(alert).mute(today: 0)).applied(to: muted))
      }
      let afterMutes = try Self.alerts(paths, expecting: muted)
      #expect(expected.isDisjoint(with: afterMutes.map(\.id)))
      #expect(afterMutes.count < raised.count)
      // The same file lowers instead, where a level is named.
      let lowered = try Self.alerts(
        paths,
        expecting: muted.replacing(
          "    # level: low  # keeps it, as context, instead of hiding it", with: "    level: low"))
      #expect(lowered.count == raised.count)
      #expect(lowered.filter { expected.contains($0.id) }.allSatisfy { $0.rule.level <= .low })

      // Declarations: what is not on the list of those that only a mute helps is quietened by one of what is offered.
      let before = Dictionary(raised.map { ($0.id, $0.rule.level) }) { max($0, $1) }
      for kind in Self.kinds where QuietingRemedy.of(kind.id) != .muteOnly {
        let own = behaviour.filter { $0.rule.id == kind.id }
        let helped = try own.contains { alert in
          try Self.snippet(alert).declarations.contains { quieting in
            let text = try #require(quieting.applied(to: ""))
            let after = try Self.alerts(paths, expecting: text)
            let news = after.filter { $0.rule.level > before[$0.id] ?? .low }
            return !after.contains { $0.id == alert.id } && news.isEmpty
          }
        }
        #expect(helped, "\(kind.id)")
      }
      for kind in Self.kinds where QuietingRemedy.of(kind.id) == .muteOnly {
        let alert = try #require(behaviour.first { $0.rule.id == kind.id })
        #expect(Self.snippet(alert).declarations.isEmpty, "\(kind.id)")
      }
    }
  }

  @Test("a crown jewel raises what rules and behaviour find of it by one level, and the story says so")
  func crownJewels() throws {
    let replay = try ReplayTests.replay("ssrf-bank")
    var watch = Watch()
    let text = """
      crown_jewels:
        - name: card applications
          resources: ['arn:aws:s3:::*', '*']
      """
    watch.expectations = Expectations(try ExpectationReader.read(Array(text.utf8), file: "expect.yml").get())
    let (plain, raised) = (AlertBox(), AlertBox())
    _ = try replay.run(Project.builtin.engine) { plain.alerts.append($0) }
    let outcome = try replay.run(Project.builtin.engine, watch: watch) { raised.alerts.append($0) }
    #expect(plain.alerts.map(\.id) == raised.alerts.map(\.id))
    for (before, after) in zip(plain.alerts, raised.alerts) {
      let touches = before.rule.level >= .medium && before.rule.level < .critical && !before.targets.isEmpty
      #expect(after.rule.level.rawValue == before.rule.level.rawValue + (touches ? 1 : 0))
      #expect(after.rule.id == before.rule.id)
    }
    let incident = try #require(outcome.incident)
    #expect(incident.level == .critical)
    #expect(incident.narrative(in: .english).story.contains("“card applications”"))
    #expect(incident.narrative(in: .japanese).story.contains("「card applications」"))
  }

  @Test("planned work lowers the score of what it covers and says so, and hides nothing")
  func planned() throws {
    let replay = try ReplayTests.replay("s3-ransom")
    let plain = try #require(try replay.run(Project.builtin.engine).incident)
    func incident(_ who: String) throws -> Incident {
      let text = """
        planned:
          - {name: storage migration, ticket: CHG-7, who: \(who), from: 2000-01-01, until: 2000-01-02}
        """.replacing("2000-01-01", with: Self.day(plain.start)).replacing("2000-01-02", with: Self.day(plain.end))
      var watch = Watch()
      watch.expectations = Expectations(try ExpectationReader.read(Array(text.utf8), file: "expect.yml").get())
      return try #require(try replay.run(Project.builtin.engine, watch: watch).result.incidents.first)
    }
    let covered = try incident("everyone")
    #expect(covered.id == plain.id && covered.alerts == plain.alerts)
    #expect(covered.score < plain.score && covered.level <= plain.level)
    #expect(covered.narrative(in: .english).story.contains("announced as \"storage migration, CHG-7\""))
    #expect(covered.narrative(in: .japanese).story.contains("「storage migration, CHG-7」として予告された"))
    let other = try incident("'aws:1:user:nobody'")
    #expect(other.score == plain.score && other.explanations == plain.explanations)
  }

  private static func day(_ microseconds: Int64) -> String { String(UTCTime(microseconds: microseconds).dateText) }
}
