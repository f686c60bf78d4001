import Foundation
import Scanning
import Testing

@testable import Simulation

@Suite struct RecognitionTests {
  @Test("every record is recognised as its provider's, as lines and as delivered", arguments: [false, true])
  func recognised(_ envelopes: Bool) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yagura-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = SimulationOptions.small(people: 60, machines: 30, days: 2)
    options.envelopes = envelopes
    options.gzip = envelopes
    options.attacks = AttackBook.all.map { AttackOrder(name: $0.name, day: 1) }
    let result = try Simulation(options).write(to: folder)
    let library = ContentLibrary(root.appendingPathComponent("Content"))
    let scan = Scan(
      ScanOptions(paths: [folder.appendingPathComponent("records").path]), engine: EngineFactory(library).make().engine)
    let summary = try scan.run { _ in }.summary
    #expect(summary.bad == 0)
    #expect(summary.unrecognised == 0)
    #expect(summary.records == result.records)
    #expect(result.attacks == AttackBook.all.count)
    let known: Set<String> = [
      "aws.cloudtrail", "aws.waf", "gcp.audit", "github.audit", "okta.system_log", "google_workspace.activity",
      "entra.signin",
      "entra.audit", "azure.activity", "m365.unified_audit", "kubernetes.audit", "slack.audit", "gitlab.audit",
      "openai.audit",
      "anthropic.activity",
    ]
    #expect(Set(summary.recordsBySource.keys) == known)
  }

  @Test("a folder that holds records already is left alone")
  func refusesToOverwrite() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yagura-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try Simulation(.small(people: 0, machines: 2, days: 1)).write(to: folder)
    #expect(throws: SimulationProblem.self) { try Simulation(.small(days: 1)).write(to: folder) }
  }

  @Test("what is written beside the records can be read")
  func documents() throws {
    let organisation = Organisation(.small())
    #expect(
      organisation.document.contains(
        "leavers:\n  - {email: \(organisation.people[2].email), since: '2026-01-02', closed: false}"))
    #expect(
      organisation.people.allSatisfy {
        organisation.document.contains("{email: \($0.email), role: \($0.role.rawValue)")
      })
    let lines = Organisation.networks.split(separator: "\n")
    #expect(lines.first == "network,country,asn,organization,kind")
    #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").count == 5 })
    #expect(lines.count > 50)
    // None of the networks kept for documentation: those count as local.
    for prefix in ["192.0.2.", "198.51.100.", "203.0.113.", "10."] { #expect(!lines.contains { $0.hasPrefix(prefix) }) }
  }
}
