import Expectations
import Testing

@Suite struct MuteTests {
  static let text = """
    networks:
      scanner: ['192.0.2.10']
    groups:
      ci: ['aws:*:role:ci-*']
    mute:
      - {rule: behaviour-*, who: ci, reason: load test, until: 2026-03-10, by: al@example.com}
      - {rule: [port-scan, aws-x], from: scanner, reason: our scanner, until: 2026-03-10, by: al@example.com}
      - {rule: bucket-public, resources: ['arn:aws:s3:::www*'], reason: web site, until: 2026-03-10, by: al@example.com}
    """

  /// Keeps a ledger where expectations of the test can ask it.
  final class Asked {
    var ledger: MuteLedger
    init(_ ledger: MuteLedger) { self.ledger = ledger }
    func mute(for question: MuteQuestion) -> Mute? { ledger.mute(for: question) }
    var entries: [MuteLedger.Entry] { ledger.entries }
    var muted: Int { ledger.muted }
  }

  func ledger() throws -> Asked { Asked(MuteLedger(try Declared(Self.text).expectations)) }

  func question(
    _ rule: String, _ actor: String = "aws:1:role:ci-1", issuer: String? = nil, targets: [String] = [],
    address: String? = nil, hours: Double = 0
  ) -> MuteQuestion {
    MuteQuestion(
      rule: rule, actor: actor, issuer: issuer, targets: targets, address: address, time: Declared.time(hours))
  }

  @Test("ids that no rule has are told with their lines, near ones named; patterns may be for any")
  func unknownRules() throws {
    let file = try Declared(
      """
      mute:
        - rule: behaviour-newcommer
          reason: load test
          until: 2026-03-10
          by: al@example.com
        - rule:
            - '5D1C*'
            - gone-*
            - Behaviour-Newcomer
          who: [al@example.com]
          level: low
          reason: load test
          until: 2026-03-10
          by: al@example.com
      habits:
        never:
          - nowhere
      """
    ).expectations.file
    let ids = ["behaviour-newcomer", "5d1c0000-0000-4000-8000-000000000000"]
    #expect(
      file.unknownRules(among: ids).map(\.description) == [
        "expect.yml:2: no rule has the id 'behaviour-newcommer'; did you mean 'behaviour-newcomer'?",
        "expect.yml:8: no rule has an id like 'gone-*'", "expect.yml:17: no rule has the id 'nowhere'",
      ])
    let all = ids + ["behaviour-newcommer", "gone-1", "nowhere"]
    #expect(file.unknownRules(among: all).isEmpty)
  }

  @Test("a mute holds for its rule, identity, resource and network, and for nothing else")
  func scope() throws {
    let ledger = try ledger()
    #expect(ledger.mute(for: question("behaviour-burst"))?.reason == "load test")
    #expect(ledger.mute(for: question("behaviour-burst", "aws:1:user:eve")) == nil)
    #expect(ledger.mute(for: question("behaviour-burst", "aws:1:role:r", issuer: "aws:1:role:ci-2")) != nil)
    #expect(ledger.mute(for: question("other")) == nil)
    #expect(ledger.mute(for: question("port-scan", address: "192.0.2.10")) != nil)
    #expect(ledger.mute(for: question("port-scan", address: "192.0.2.11")) == nil)
    #expect(ledger.mute(for: question("port-scan")) == nil)
    #expect(ledger.mute(for: question("bucket-public", targets: ["x", "arn:aws:s3:::www-1"])) != nil)
    #expect(ledger.mute(for: question("bucket-public", targets: ["arn:aws:s3:::db"])) == nil)
  }

  @Test("what was muted is counted, and what an ended mute would have muted counts again")
  func account() throws {
    let ledger = try ledger()
    #expect(ledger.mute(for: question("behaviour-burst")) != nil)
    #expect(ledger.mute(for: question("behaviour-burst", hours: 5)) != nil)
    // The tenth itself is still muted, the eleventh no more.
    #expect(ledger.mute(for: question("behaviour-burst", hours: 8 * 24 + 13.9)) != nil)
    #expect(ledger.mute(for: question("behaviour-burst", hours: 8 * 24 + 14)) == nil)
    let entry = try #require(ledger.entries.first)
    #expect(ledger.entries.map { $0.state(at: nil) } == [.met, .unmatched, .unmatched] && ledger.muted == 3)
    #expect(entry.expired == 1 && entry.first == Declared.time())
    #expect(entry.textEn(at: nil).contains("3 alerts muted") && entry.textEn(at: nil).contains("load test"))
    #expect(entry.textEn(at: nil).contains("ended") && entry.textJa(at: nil) { $0.name }.contains("ミュート"))
  }

  @Test("an alert without a time is not muted")
  func noTime() throws {
    let ledger = try ledger()
    var asked = question("behaviour-burst")
    asked.time = 0
    #expect(ledger.mute(for: asked) == nil)
  }
}
