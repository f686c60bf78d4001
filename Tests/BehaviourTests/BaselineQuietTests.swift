import Activity
import Behaviour
import Testing

@Suite struct BaselineQuietTests {
  @Test(
    "a company of 500 people and 200 machines has at most one behaviour incident a day in a month",
    arguments: [1, 2, 3, 4] as [UInt64], [true, false])
  func company(seed: UInt64, knowsPlaces: Bool) {
    var company = BaselineCompany(seed: seed, people: 500, machines: 200, days: 30)
    let month = company.month()
    let found = findings(month, names: company.world.names, facts: knowsPlaces ? SyntheticFacts() : nil)
    let grave = found.filter { $0.level >= .medium }
    var byKind: [String: Int] = [:]
    for finding in found { byKind["\(finding.kind.id) \(finding.level.name)", default: 0] += 1 }
    print(
      "seed \(seed), places known \(knowsPlaces): \(month.count) records, \(found.count) findings, \(grave.count) at medium or above"
    )
    for (kind, count) in byKind.sorted(by: { $0.key < $1.key }) { print("  \(kind): \(count)") }
    for finding in grave.prefix(12) {
      print("   ", finding.kind.id, finding.level.name, finding.surprise ?? 0, finding.reasons.map(\.en))
    }
    #expect(grave.count <= 12)
  }
}
