import Behaviour
import Detection

extension Explanation {
  init(_ habit: Habit) {
    let kind: Kind =
      switch habit.kind {
      case .own, .team, .later: .habit
      case .blocked, .passed: .background
      }
    self.init(kind: kind, en: habit.en, ja: habit.ja, strength: 0.9)
  }
}

extension IncidentStep {
  /// Whether it keeps what is beside it from being a habit: something of medium level or above that is none, or that was
  /// found without a rule.
  var isNew: Bool {
    switch rule.kind {
    case .behaviour, .intel: level >= .low
    case .builtin, .sigma: level >= .medium && habit == nil
    }
  }
}
