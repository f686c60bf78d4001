import Activity
import Behaviour
import Expectations

extension Engine {
  /// Every id that an alert may have: of rules and correlations, of kinds of behaviour, of breaches, of intelligence.
  public var alertIDs: [String] {
    let found = BehaviourKind.surprises + BehaviourKind.sequences + BreachKind.all + [.indicatorSeen]
    return book.rules.map(\.alert.id) + book.correlations.map(\.alert.id) + found.map(\.id)
  }
}
