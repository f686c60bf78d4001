import Activity
import Behaviour
import Expectations

/// What somebody declared, as the second stage asks for it.
// proof: made by a watcher and used by the one thread at a time that owns it.
final class DeclaredNormal: BehaviourExpectations, @unchecked Sendable {
  var set: ExpectationSet
  private let names: Names
  private let addresses: any AddressFactSource
  private var known: [UInt64: AddressFacts] = [:]
  /// Addresses remembered before the memory is emptied.
  private static let maxKnown = 1 << 16

  init(_ expectations: Expectations, names: Names, addresses: any AddressFactSource) {
    set = ExpectationSet(expectations)
    self.names = names
    self.addresses = addresses
  }

  func check(_ observation: Observation) -> [Finding] {
    set.check(observation, names: names) { facts($0) }
  }

  func explained(_ fact: BehaviourFact, _ observation: Observation) -> Bool {
    switch fact.kind {
    case .network, .addressKind: explains(.network, observation)
    case .country: explains(.country, observation) || explains(.network, observation)
    case .agent: explains(.agent, observation)
    case .device: explains(.device, observation)
    case .operation, .service, .act: explains(.operation, observation)
    case .credential, .region, .tenant, .targetTenant: false
    }
  }

  /// Whether a finding about a place is about one that is declared.
  func explainsPlace(of finding: BehaviourFinding) -> Bool {
    guard QuietingRemedy.placeKinds.contains(finding.kind.id) else { return false }
    return explains(.network, finding.observation) || explains(.country, finding.observation)
  }

  private func explains(_ aspect: ExpectedAspect, _ observation: Observation) -> Bool {
    set.explains(aspect, observation, names: names) { facts($0) }
  }

  private func facts(_ address: UInt64) -> AddressFacts? {
    if let facts = known[address] { return facts }
    guard let text = names.text(address) else { return nil }
    if known.count >= Self.maxKnown { known.removeAll(keepingCapacity: true) }
    let facts = addresses.facts(of: text)
    known[address] = facts
    return facts
  }
}
