/// All attacks, and their way into a simulation.
public enum AttackBook {
  public static let all: [Attack] = cloud + identity + code

  struct Scheduled {
    let number: Int
    let attack: Attack
    let day: Int
    let stealth: Stealth
  }

  /// The days of the orders. Fails on a day that is not simulated or an organisation too small to attack.
  static func schedule(_ options: SimulationOptions, _ organisation: Organisation) throws -> [Scheduled] {
    guard !options.attacks.isEmpty else { return [] }
    guard options.people >= 10, options.machines >= 13 else {
      throw SimulationProblem("attacks need somebody to attack: at least 10 people and 13 machines")
    }
    return try options.attacks.enumerated().map { number, order in
      guard let attack = all.first(where: { $0.name == order.name }) else {
        throw SimulationProblem("'\(order.name)' is no attack; see yagura simulate --list-attacks")
      }
      var random = Random(options.seed, .attack, order.name.hashed, number)
      let day = order.day ?? options.days * 2 / 3 + random.below(max(1, options.days - options.days * 2 / 3))
      guard day < options.days else {
        throw SimulationProblem("\(order.name)@\(day): only days 0 to \(options.days - 1) are simulated")
      }
      return Scheduled(number: number, attack: attack, day: day, stealth: order.stealth)
    }
  }

  static func play(_ order: Scheduled, _ stage: Stage) throws -> Label {
    var random = Random(stage.seed, .attack, order.attack.name.hashed, order.number, order.day)
    // Loud attacks come in the night of the head office, quiet ones in its working day (UTC 01:00 to 06:00).
    let hour = order.stealth == .low ? 16 + random.fraction() * 3 : 1 + random.fraction() * 3
    var intruder = Intruder(
      stage: stage, day: order.day, stealth: order.stealth, now: stage.organisation.date(order.day).start + hour * 3600,
      random: random)
    var label = Label(.attack, order.attack.name, identity: "", description: order.attack.description)
    label.stealth = order.stealth.rawValue
    label.techniques = order.attack.techniques
    label = stage.labelled(label) { order.attack.play(&intruder) }
    return label.of(intruder.identity)
  }
}
