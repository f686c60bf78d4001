/// A kind of attack that can be put into a simulation.
public struct Attack: Sendable {
  public let name: String
  public let description: String
  /// ATT&CK.
  public let techniques: [String]
  let play: @Sendable (inout Intruder) -> Void
}

/// Who attacks, and the clock of the attack. What an attack writes stands between what the organisation writes anyway;
/// it changes nothing of that.
struct Intruder {
  let stage: Stage
  let day: Int
  let stealth: Stealth
  var now: Moment
  var random: Random
  /// Whose identity is abused: set by the attack, for the label.
  var identity = ""

  /// Lets time pass: quickly if loud, slowly if not.
  mutating func wait(_ seconds: Double) {
    let factor = stealth == .low ? 0.3 : stealth == .medium ? 1.5 : 6
    now += seconds * factor * (0.3 + 1.4 * random.fraction())
  }

  /// How often an act is repeated: `loud` times, or fewer.
  func times(_ loud: Int) -> Int {
    switch stealth {
    case .low: loud
    case .medium: max(1, loud / 3)
    case .high: max(1, loud / 8)
    }
  }

  /// Where the attacker sits, given where the victim does and with what.
  mutating func origin(like country: String, agent: String, loudAgent: String) -> Origin {
    let network: Network
    switch stealth {
    case .low: network = random.pick(NetworkTable.all.filter { $0.kind == .tor || ["RU", "RO"].contains($0.country) })
    case .medium:
      network = random.pick(NetworkTable.all.filter { $0.kind == .hosting && $0.country != "RU" && $0.country != "RO" })
    case .high: network = NetworkTable.all(.home, in: country).first ?? NetworkTable.all[0]
    }
    var origin = Origin(
      network, host: random.next(), agent: stealth == .low ? loudAgent : agent, device: random.token())
    if stealth == .low { origin.system = "Linux" }
    return origin
  }

  var organisation: Organisation { stage.organisation }
  var date: Int { organisation.start.number + day }

  /// Somebody of a role who is employed; anybody if there is none.
  mutating func victim(_ role: Role, where isFit: (Person) -> Bool = { _ in true }) -> Person {
    let fit = organisation.people(role, employedOn: day).filter { isFit($0) && $0.trip(day) == nil }
    let person = fit.isEmpty ? organisation.people[0] : random.pick(fit)
    identity = person.email
    return person
  }

  /// A machine of a kind; there is one of each from thirteen on.
  mutating func machine(_ kind: Machine.Kind) -> Machine {
    let fit = organisation.machines.filter { $0.kind == kind }
    return fit.isEmpty ? Machine(index: 0, seed: stage.seed, rate: 1) : random.pick(fit)
  }

  mutating func aws(_ caller: AWSCaller, _ operations: String, every seconds: Double, named: [UInt8: String] = [:]) {
    for key in operations.split(separator: " ") {
      stage.aws(caller, String(key), now, &random, named: named)
      wait(seconds)
    }
  }

  mutating func aws(
    _ caller: AWSCaller, _ operation: String, times count: Int, every seconds: Double, named: [UInt8: String] = [:]
  ) {
    for _ in 0..<count {
      stage.aws(caller, operation, now, &random, named: named)
      wait(seconds)
    }
  }
}
