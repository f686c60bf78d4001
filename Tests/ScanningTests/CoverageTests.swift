import Detection
import Foundation
import Scanning
import Testing

@Suite struct CoverageTests {
  static let coverage = RuleCoverage(Project.builtin.engine, matrix: AttackMatrix(Project.library))

  @Test("every built-in detection names an ATT&CK technique that there is, and a CSA threat")
  func tags() {
    let untagged = Self.coverage.untagged
    #expect(untagged.technique.map(\.title) == [])
    #expect(untagged.threat.map(\.title) == [])
    #expect(untagged.unknown.map { "\($0.1) \($0.0.title)" } == [])
  }

  @Test("every detection with a technique is in some cell, and counts once in each")
  func cells() {
    let coverage = Self.coverage
    let inCells = Set(coverage.cells.values.flatMap { $0.flatMap { $0.entries.map(\.rule.id) } })
    #expect(inCells == Set(coverage.entries.filter { !$0.rule.techniques.isEmpty }.map(\.rule.id)))
    for cell in coverage.byTechnique {
      #expect(Set(cell.entries.map(\.rule.id)).count == cell.entries.count)
      #expect(cell.title != cell.technique.id)
    }
    #expect(coverage.byTechnique.count > 100)
  }

  @Test("each of the eleven threats is in a group, and has detections")
  func threats() {
    #expect(CSAThreat.all.map(\.number) == Array(1...11))
    #expect(Set(CSAThreat.all.map(\.group)) == Set(CSAThreat.Group.allCases))
    for threat in CSAThreat.all { #expect(!Self.coverage.entries(ofThreat: threat.number).isEmpty, "\(threat.title)") }
  }

  @Test("the Navigator layer has what format 4.5 demands, and names each technique once")
  func layer() throws {
    let text = try Self.coverage.navigatorLayer()
    let layer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(layer["domain"] as? String == "enterprise-attack")
    #expect((layer["versions"] as? [String: String])?["layer"] == "4.5")
    let techniques = try #require(layer["techniques"] as? [[String: Any]])
    let ids = techniques.compactMap { $0["techniqueID"] as? String }
    #expect(Set(ids).count == techniques.count)
    let scores = Dictionary(uniqueKeysWithValues: zip(ids, techniques.compactMap { $0["score"] as? Int }))
    for cell in Self.coverage.byTechnique { #expect(scores[cell.technique.id] == cell.entries.count) }
    #expect(try Self.coverage.navigatorLayer() == text)
  }

  @Test("a title cannot break out of a table, and links lead to ATT&CK")
  func markdown() throws {
    let rules = """
      title: "a | b <script> [x](y)"
      id: 11111111-1111-1111-1111-111111111111
      tags: [attack.defense-evasion, attack.t1562.008, csa.tt2022.03]
      logsource: {category: activity}
      detection: {s: {activity.class: logging}, condition: s}
      level: high
      """
    let coverage = RuleCoverage(Project.engine(rules: rules), matrix: AttackMatrix(Project.library))
    #expect(coverage.csaMarkdown.contains("- a \\| b \\<script\\> \\[x\\](y) (high; any)"))
    let row =
      "| [T1562.008](https://attack.mitre.org/techniques/T1562/008/) Impair Defenses: Disable or Modify Cloud Logs "
    #expect(coverage.markdown.contains(row + "| 1 | 1 high | any 1 |"))
  }

  @Test("the coverage page is as the rules are")
  func page() throws {
    let page = try String(contentsOf: Project.root.appendingPathComponent("docs/coverage.md"), encoding: .utf8)
    #expect(page.contains("<!-- generated: rules coverage --format markdown -->"))
    #expect(page.contains("<!-- generated: rules coverage --format csa -->"))
  }
}
