import Activity
import Behaviour
import Expectations
import JSONTape

/// Asks the memory of habits about alerts of rules. One owner.
final class Habits {
  private var memory: HabitMemory
  private let declared: HabitDeclaration
  private var rules: [ObjectIdentifier: Known] = [:]

  /// A rule that was met, kept so that its address stays its own, with nil for one that never becomes a habit.
  private struct Known {
    var rule: AlertRule
    var traits: HabitRule?
  }

  init(_ options: HabitOptions, names: Names, facts: any AddressFactSource, declared: HabitDeclaration) {
    memory = HabitMemory(options: options, names: names, facts: facts)
    self.declared = declared
  }

  /// - Parameter observation: stays in its place for the call.
  func observe(_ observation: UnsafePointer<Observation>) { memory.observe(observation) }

  /// The alert with the habit that it is, if it is one.
  ///
  /// - Parameter observation: of the alert's record; of a correlation's last one.
  func judge(_ alert: Alert, _ observation: UnsafePointer<Observation>) -> Alert {
    guard alert.rule.level >= .medium, let rule = traits(of: alert.rule),
      let habit = memory.judge(rule, observation.pointee)
    else {
      return alert
    }
    var alert = alert
    alert.habit = habit
    return alert
  }

  /// What alerts of the first days turned out to be.
  ///
  /// - Parameters:
  ///   - alert: the first of those that fold into one step.
  ///   - last: time of the last of them.
  func hindsight(_ alert: Alert, until last: Int64) -> Habit? {
    guard alert.habit == nil, let rule = traits(of: alert.rule) else { return nil }
    return memory.hindsight(rule, alert.seen.observation, until: last)
  }

  var statistics: HabitStatistics { memory.statistics }

  func snapshot() -> [UInt8] { memory.snapshot() }

  func restore(_ bytes: [UInt8]) throws(StateProblem) {
    do { try memory.restore(bytes) } catch { throw StateProblem("habits: \(error)") }
  }

  private func traits(of rule: AlertRule) -> HabitRule? {
    if let known = rules[ObjectIdentifier(rule)] { return known.traits }
    let traits = declared.excludes(rule: rule.id) ? nil : HabitRule(rule)
    rules[ObjectIdentifier(rule)] = Known(rule: rule, traits: traits)
    return traits
  }
}

extension HabitRule {
  fileprivate init(_ rule: AlertRule) {
    var id = rule.id
    self.init(
      hash: id.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }, level: rule.level,
      tactics: rule.tactics.reduce(0) { $0 | 1 << UInt16($1.rawValue) },
      endsInLoss: rule.tactics.contains { Self.loss.contains($0) })
  }

  private static let loss: Set<Tactic> = [.impact, .exfiltration, .credentialAccess]
}
