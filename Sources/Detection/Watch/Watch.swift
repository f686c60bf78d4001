import Activity
import Behaviour
import Expectations
import Intel

/// What the second stage watches for beside rules and correlations.
public struct Watch: Sendable {
  /// Baselines and surprise; nil for none.
  public var behaviour: BehaviourOptions? = BehaviourOptions()
  /// Findings of several records in a row; nil for none.
  public var sequences: SequenceOptions? = SequenceOptions()
  /// What rules find and is nothing new; nil to take every alert as new.
  public var habits: HabitOptions? = HabitOptions()
  public var addresses: any AddressFactSource = AddressBook()
  public var indicators: IndicatorSet?
  public var expectations: Expectations?

  public init() {}

  /// Rules and correlations only.
  public static var nothing: Watch {
    var watch = Watch()
    watch.behaviour = nil
    watch.sequences = nil
    watch.habits = nil
    return watch
  }

  /// Whether every record must be observed.
  public var observes: Bool { behaviour != nil || sequences != nil || indicators != nil || expectations != nil }
}

/// What the watch did, for the summary of a run.
public struct WatchReport: Sendable {
  public var behaviour: BehaviourStatistics?
  public var sequences: SequenceStatistics?
  public var habits: HabitStatistics?
  /// All mutes, with what they met.
  public var mutes: [MuteLedger.Entry] = []
  public var mutedAlerts = 0
  public var loweredAlerts = 0

  public init() {}
}
