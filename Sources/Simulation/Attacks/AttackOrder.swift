/// How hard an attack tries not to be seen.
public enum Stealth: String, Sendable, CaseIterable {
  /// Loud: from Tor or hosting far away, quickly, broadly, at night, with the tools' own names.
  case low
  /// From hosting in a near country, at a person's pace, with a usual agent.
  case medium
  /// From a home network in the victim's own country, slowly, in working hours, with the victim's agent, a few acts.
  case high
}

/// An attack that is to be put in.
public struct AttackOrder: Sendable {
  public var name: String
  /// The day of the simulation, from 0; chosen by the seed in its last third if `nil`.
  public var day: Int?
  public var stealth: Stealth

  public init(name: String, day: Int? = nil, stealth: Stealth = .low) {
    self.name = name
    self.day = day
    self.stealth = stealth
  }

  /// From `NAME[@DAY][:stealth=low|medium|high]`.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let head = parts[0].split(separator: "@", omittingEmptySubsequences: false)
    name = String(head[0])
    stealth = .low
    if head.count > 2 || parts.count > 2 {
      throw SimulationProblem("'\(text)' is not NAME[@DAY][:stealth=low|medium|high]")
    }
    if head.count == 2 {
      guard let number = Int(head[1]), number >= 0 else {
        throw SimulationProblem("'\(text)': '\(head[1])' is not a day; days count from 0")
      }
      day = number
    }
    if parts.count == 2 {
      guard parts[1].hasPrefix("stealth="), let value = Stealth(rawValue: String(parts[1].dropFirst(8))) else {
        throw SimulationProblem("'\(text)': after the colon stands stealth=low, stealth=medium or stealth=high")
      }
      stealth = value
    }
    guard AttackBook.all.contains(where: { $0.name == name }) else {
      throw SimulationProblem("'\(name)' is no attack; see yagura simulate --list-attacks")
    }
  }
}
