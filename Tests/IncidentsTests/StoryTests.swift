import Activity
import Detection
import Testing

@testable import AlertFixtures
@testable import Incidents

@Suite("The story in both languages")
struct StoryTests {
  func incidents(_ alerts: [Alert], _ explanations: [any ExplanationSource] = []) -> [Incident] {
    var builder = IncidentBuilder(explanations: explanations)
    for alert in alerts.sorted(by: { $0.time < $1.time }) { builder.add(alert) }
    return builder.finish()
  }

  func campaign() throws -> Incident {
    try #require(incidents(TellingTests.campaign().map(\.alert)).first)
  }

  @Test("Each sentence names the records that it rests on, in each language the same")
  func evidence() throws {
    let incident = try campaign()
    let english = incident.narrative(in: .english)
    let japanese = incident.narrative(in: .japanese)
    #expect(english.sentences.count >= 6)
    #expect(english.sentences.map(\.steps) == japanese.sentences.map(\.steps))
    #expect(english.sentences.map(\.records) == japanese.sentences.map(\.records))
    #expect(english.sentences.filter { !$0.steps.isEmpty }.allSatisfy { !$0.records.isEmpty })
    for sentence in english.sentences {
      #expect(sentence.steps.allSatisfy { incident.steps.indices.contains($0) })
      #expect(sentence.text.hasSuffix("."))
    }
    #expect(japanese.sentences.allSatisfy { $0.text.hasSuffix("。") })
    #expect(english.story == english.sentences.map(\.text).joined(separator: " "))
  }

  @Test("Notes are numbered in order of time, without gaps")
  func notes() throws {
    let narrative = try campaign().narrative(in: .english)
    #expect(narrative.cited == narrative.cited.sorted())
    #expect(narrative.cited.map { narrative.notes[$0] } == (1...narrative.cited.count).map { $0 })
  }

  @Test("Japanese says who did what to how much, after what, from where, how soon it was known and what to do")
  func japanese() throws {
    let narrative = try campaign().narrative(in: .japanese)
    #expect(
      narrative.title
        == "alice が監査ログを弱体化したうえで、AWS のインスタンス 14 件と GitHub のリポジトリ 6 件を削除した（接続元 203.0.113.9）")
    for part in ["発端は「探索」で", "「影響」に移り", "最初の痕跡の 1 分後", "種の検知から計", "まず行うべき対処："] {
      #expect(narrative.story.contains(part), "\(part): \(narrative.story)")
    }
    #expect(!narrative.story.contains("  "))
  }

  @Test("How far it got and how long before the first loss it could be seen")
  func progress() throws {
    let incident = try campaign()
    #expect(incident.progress.furthest == .impact)
    #expect(incident.progress.timeToDetect == 60_000_000)
    #expect(incident.progress.warning == 60_000_000)
    #expect(incident.progress.dwell == 305_000_000)
    #expect(incident.story.contains("It got as far as impact and could be seen 1 minute after its first trace"))
    #expect(incident.story.contains("1 minute before the first loss"))
  }

  @Test("A tactic that was only tried is reached when something of it succeeds")
  func order() throws {
    let tried = AlertFixture.rule("tried", .medium, ["attack.impact"])
    let done = AlertFixture.rule("done", .medium, ["attack.impact"])
    let access = AlertFixture.rule("access", .medium, ["attack.initial-access"])
    let found = incidents([
      AlertFixture(rule: tried, at: 0, outcome: .denied).alert, AlertFixture(rule: access, at: 1, index: 1).alert,
      AlertFixture(rule: done, at: 2, operation: "B", index: 2).alert,
    ])
    #expect(found.first?.tactics == [.initialAccess, .impact])
  }

  @Test("The most surprising reason of what was found without a rule is told")
  func reasons() throws {
    let rule = AlertFixture.rule("behaviour", .high, kind: .behaviour)
    var dull = AlertFixture(rule: rule, at: 0).alert
    dull.reasons = [.init(en: "Dull", ja: "平凡", bits: 2)]
    var telling = AlertFixture(rule: rule, at: 1, operation: "B", index: 1).alert
    telling.reasons = [.init(en: "First sign-in from RU in 61 days.", ja: "61 日間で初めての RU からのサインイン。", bits: 14)]
    let incident = try #require(incidents([dull, telling]).first)
    #expect(incident.story.contains("The most telling sign: First sign-in from RU in 61 days. "))
    #expect(incident.narrative(in: .japanese).story.contains("61 日間で初めての RU からのサインイン。"))
    #expect(!incident.story.contains("Dull"))
  }

  struct Pipeline: ExplanationSource {
    var strength: Double

    func explanations(of step: IncidentStep) -> [Explanation] {
      guard step.activity.actor.name == "ci" else { return [] }
      return [
        Explanation(
          kind: .pipeline, en: "ci is declared as a pipeline", ja: "ci は宣言済みのパイプラインである", strength: strength)
      ]
    }
  }

  @Test("A known explanation lowers the score and the level, and the story says so", arguments: [0.3, 0.5, 1.0])
  func explained(strength: Double) throws {
    let alert = AlertFixture(rule: AlertFixture.rule("high", .high), at: 0, actor: "aws:1:user:ci").alert
    let bare = try #require(incidents([alert]).first)
    let incident = try #require(incidents([alert], [Pipeline(strength: strength)]).first)
    #expect(incident.score < bare.score)
    #expect(incident.level == (strength < 0.5 ? .high : strength < 0.9 ? .medium : .low))
    #expect(incident.explanations.map(\.alerts) == [1])
    #expect(incident.explanations[0].records.map(\.index) == [0])
    #expect(incident.story.contains("ci is declared as a pipeline"))
    #expect(incident.narrative(in: .japanese).story.contains("宣言済みのパイプライン"))
    #expect(!bare.story.contains("harmless"))
  }

  @Test("An explanation of one act does not excuse another")
  func partlyExplained() throws {
    let rule = AlertFixture.rule("high", .high)
    let found = incidents(
      [
        AlertFixture(rule: rule, at: 0, actor: "aws:1:user:ci", ip: "203.0.113.9").alert,
        AlertFixture(rule: rule, at: 1, actor: "aws:1:user:eve", ip: "203.0.113.9", index: 1).alert,
      ], [Pipeline(strength: 1)])
    #expect(found.map(\.level) == [.high])
    #expect(found.first?.story.contains("ci is declared as a pipeline (1 alert)") == true)
  }

  @Test("All refused, a dry run and a provider's service are said")
  func facts() throws {
    let medium = AlertFixture.rule("medium", .medium)
    let refused = try #require(incidents([AlertFixture(rule: medium, at: 0, outcome: .denied).alert]).first)
    #expect(refused.explanations.map(\.explanation.kind) == [.refused])
    let service = try #require(
      incidents([AlertFixture(rule: medium, at: 0, actor: "aws:1:service:config.amazonaws.com").alert]).first)
    #expect(service.explanations.map(\.explanation.kind) == [.providerService])
    var activity = AlertFixture(rule: medium, at: 0, outcome: .failure).alert.activity
    activity.reason = "Client.DryRunOperation"
    var dry = AlertFixture(rule: AlertFixture.rule("high", .high), at: 0, outcome: .failure).alert
    dry.evidence = .packed(PackedActivity(activity))
    let rehearsal = try #require(incidents([dry]).first)
    #expect(rehearsal.level == .medium)
    #expect(rehearsal.story.contains("dry run"))
  }

  // MARK: Afterwards

  func breakIn(then later: [AlertFixture]) -> [Incident] {
    let critical = AlertFixture.rule("critical", .critical)
    return incidents(
      ([AlertFixture(rule: critical, at: 0, actor: "aws:111122223333:root:111122223333")] + later).map(\.alert))
  }

  @Test("What a critical incident's own identities do in the days after is told with it, not beside it")
  func aftermath() throws {
    let later = AlertFixture(
      rule: AlertFixture.rule("failed", .medium), at: 2 * 86_400, actor: "aws:111122223333:root:111122223333",
      outcome: .failure, index: 1)
    let alone = try #require(breakIn(then: []).first)
    let found = breakIn(then: [later])
    #expect(found.count == 1)
    let aftermath = try #require(found.first?.aftermath)
    #expect(aftermath.alerts == 1)
    #expect(aftermath.steps.map(\.alertID) == [later.alert.id])
    #expect(found[0].id == alone.id)
    #expect(found[0].score == alone.score)
    #expect(found[0].progress == alone.progress)
    #expect(found[0].title == alone.title)
    #expect(found[0].story.contains("What came after"))
    #expect(found[0].narrative(in: .japanese).story.contains("復旧作業とも侵入者の再来とも"))
  }

  @Test("Others' doings, graver ones, other accounts and later weeks stay incidents of their own", arguments: 0..<4)
  func notAftermath(which: Int) {
    let root = "aws:111122223333:root:111122223333"
    let medium = AlertFixture.rule("medium", .medium)
    let later: AlertFixture =
      switch which {
      case 0: AlertFixture(rule: medium, at: 2 * 86_400, actor: "aws:111122223333:user:bob", index: 1)
      case 1: AlertFixture(rule: AlertFixture.rule("high", .high), at: 2 * 86_400, actor: root, index: 1)
      case 2: AlertFixture(rule: medium, at: 2 * 86_400, actor: "aws:444455556666:root:444455556666", index: 1)
      default: AlertFixture(rule: medium, at: 9 * 86_400, actor: root, index: 1)
      }
    #expect(breakIn(then: [later]).count == 2)
  }

  // MARK: Hostile names

  @Test(
    "Names of megabytes are cut, whatever they are made of",
    arguments: ["x", "櫓", "e\u{301}\u{302}", "\u{202E}", "\u{1B}[31m"])
  func longNames(part: String) throws {
    let name = String(repeating: part, count: 1 << 18)
    let rule = AlertFixture.rule("rule", .high, title: name)
    let incident = try #require(
      incidents([
        AlertFixture(
          rule: rule, at: 0, actor: "aws:1:user:\(name)", ip: name, targets: [.init(kind: "bucket", id: name)],
          actClass: .delete
        ).alert
      ]).first)
    for language in Language.allCases {
      let narrative = incident.narrative(in: language)
      #expect(narrative.title.unicodeScalars.count < 400)
    }
  }

  @Test(
    "The language follows the environment as POSIX orders it",
    arguments: [
      ([:], .english), (["LANG": "ja_JP.UTF-8"], .japanese), (["LANG": "C.UTF-8"], .english),
      (["LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"], .english), (["LC_ALL": "", "LANG": "ja"], .japanese),
      (["LC_MESSAGES": "ja_JP", "LANG": "en_US"], .japanese), (["LANG": "jam_JM"], .english),
    ] as [([String: String], Language)])
  func environment(variables: [String: String], expected: Language) {
    #expect(Language(environment: variables) == expected)
  }
}
