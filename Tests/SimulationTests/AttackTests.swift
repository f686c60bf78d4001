import Foundation
import Testing

@testable import Simulation

@Suite struct AttackTests {
  @Test("at least twenty kinds, each with a name, a description and techniques")
  func book() {
    #expect(AttackBook.all.count >= 20)
    #expect(Set(AttackBook.all.map(\.name)).count == AttackBook.all.count)
    for attack in AttackBook.all {
      #expect(!attack.description.isEmpty && !attack.techniques.isEmpty)
      #expect(attack.techniques.allSatisfy { $0.first == "T" })
    }
  }

  @Test("an attack's label names records that exist, and its records change no other", arguments: Stealth.allCases)
  func labels(_ stealth: Stealth) throws {
    let quiet = IdentifierSink()
    _ = try Simulation(.small()).play(into: quiet) { _ in }
    var options = SimulationOptions.small()
    options.attacks = AttackBook.all.map { AttackOrder(name: $0.name, day: 1, stealth: stealth) }
    let sink = IdentifierSink()
    var labels: [Label] = []
    _ = try Simulation(options).play(into: sink) { if $0.kind == .attack { labels.append($0) } }
    #expect(sink.unreadable == 0)
    #expect(labels.count == AttackBook.all.count)
    var named: Set<String> = []
    for label in labels {
      #expect(!label.identity.isEmpty, "\(label.name)")
      #expect(label.records.count > 1, "\(label.name)")
      for (provider, token) in label.records {
        named.insert("\(provider.rawValue) \(provider.identifier(token).text)")
      }
    }
    #expect(named.allSatisfy { sink.digests[$0] != nil })
    #expect(sink.digests.filter { !named.contains($0.key) } == quiet.digests)
  }

  @Test("the attacks alone are those of the whole, record for record")
  func attacksOnly() throws {
    var options = SimulationOptions.small()
    options.attacks = AttackBook.all.map { AttackOrder(name: $0.name, day: 1, stealth: .medium) }
    let whole = IdentifierSink()
    var labels: [String] = []
    _ = try Simulation(options).play(into: whole) { if $0.kind == .attack { labels.append($0.line.text) } }
    options.attacksOnly = true
    let alone = IdentifierSink()
    var again: [String] = []
    let count = try Simulation(options).play(into: alone) { again.append($0.line.text) }
    #expect(again == labels)
    #expect(count > 100 && alone.digests.count == count)
    #expect(alone.digests.allSatisfy { whole.digests[$0.key] == $0.value })
  }

  @Test("a quieter attack writes less")
  func stealth() throws {
    func count(_ name: String, _ stealth: Stealth) throws -> Int {
      var options = SimulationOptions.small()
      options.attacks = [AttackOrder(name: name, day: 0, stealth: stealth)]
      var count = 0
      _ = try Simulation(options).play(into: DigestSink()) { if $0.kind == .attack { count = $0.records.count } }
      return count
    }
    for name in ["stolen-key", "leaver-destruction", "password-spray", "oauth-phishing"] {
      #expect(try count(name, .low) > count(name, .medium))
      #expect(try count(name, .medium) > count(name, .high))
    }
  }

  @Test("an order is a name, a day and a stealth")
  func orders() throws {
    let order = try AttackOrder(parsing: "s3-ransom@12:stealth=high")
    #expect(order.name == "s3-ransom" && order.day == 12 && order.stealth == .high)
    #expect(try AttackOrder(parsing: "s3-ransom").day == nil)
    for wrong in [
      "nothing", "s3-ransom@x", "s3-ransom@-1", "s3-ransom:loud", "s3-ransom:stealth=none", "s3-ransom@1@2", "",
    ] {
      #expect(throws: SimulationProblem.self) { try AttackOrder(parsing: wrong) }
    }
  }

  @Test("a day that is not simulated, or nobody to attack, is refused")
  func refused() {
    var options = SimulationOptions.small()
    options.attacks = [AttackOrder(name: "s3-ransom", day: 2)]
    #expect(throws: SimulationProblem.self) { try Simulation(options).play(into: DigestSink()) { _ in } }
    options = .small(people: 3, machines: 0)
    options.attacks = [AttackOrder(name: "s3-ransom", day: 0)]
    #expect(throws: SimulationProblem.self) { try Simulation(options).play(into: DigestSink()) { _ in } }
  }
}
