import Activity
import Expectations
import Foundation

/// A file in text, and acts to hold against it.
final class Declared {
  let expectations: Expectations
  let names = Names()
  var set: ExpectationSet
  /// By address.
  var facts: [String: AddressFacts] = [:]

  init(_ text: String, leavers: String? = nil) throws {
    let read = ExpectationReader.read(Array(text.utf8), file: "expect.yml") { name in
      name == "leavers.csv" ? leavers.map { Array($0.utf8) } : nil
    }
    expectations = Expectations(try read.get())
    set = ExpectationSet(expectations)
  }

  /// `2026-03-02 10:00` UTC, a Monday, and `hours` later.
  static func time(_ hours: Double = 0) -> Int64 { 1_772_445_600_000_000 + Int64(hours * 3_600_000_000) }

  static func problems(_ text: String, leavers: String? = nil) -> [String] {
    let read = ExpectationReader.read(Array(text.utf8), file: "expect.yml") { name in
      name == "leavers.csv" ? leavers.map { Array($0.utf8) } : nil
    }
    switch read {
    case .success: return []
    case .failure(let failure): return failure.problems.map(\.description)
    }
  }

  func act(
    _ actor: String = "aws:111122223333:user:alice", issuer: String? = nil, email: String? = nil,
    from address: String? = nil, agent: String? = nil, device: String? = nil, at time: Int64 = Declared.time(),
    _ operation: String = "ec2:DescribeInstances", target: String? = nil, tenant: String = "111122223333",
    actClass: ActClass = .list, sensitivity: Sensitivity = .medium, outcome: Outcome = .success,
    kind: ActorKind = .user, country: String? = nil
  ) -> Observation {
    var act = Observation()
    act.time = time
    act.actor = names.keep(actor)
    act.issuer = names.keep(issuer ?? "")
    act.email = names.keep(email ?? "")
    act.address = names.keep(address ?? "")
    act.agent = names.keep(agent ?? "")
    act.device = names.keep(device ?? "")
    act.tenant = names.keep(tenant)
    act.target = names.keep(target ?? "")
    let parts = operation.split(separator: ":").map(String.init)
    act.operation = names.keepOperation(service: parts[0], operation: parts[1])
    act.actClass = actClass
    act.sensitivity = sensitivity
    act.outcome = outcome
    act.actorKind = kind
    if let letters = country.map({ Array($0.utf8) }) { act.country = UInt16(letters[0]) | UInt16(letters[1]) << 8 }
    return act
  }

  func check(_ act: Observation) -> [Finding] {
    let names = names
    let facts = facts
    return set.check(act, names: names) { names.text($0).flatMap { facts[$0] } }
  }

  func kinds(_ act: Observation) -> [String] { check(act).map(\.kind.id) }

  func explains(_ aspect: ExpectedAspect, _ act: Observation) -> Bool {
    let names = names
    let facts = facts
    return set.explains(aspect, act, names: names) { names.text($0).flatMap { facts[$0] } }
  }
}
