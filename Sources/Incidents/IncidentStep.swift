import Activity
import Behaviour
import Detection

/// One line of an incident's timeline: alerts of one rule on one act by one actor from one place, folded.
public struct IncidentStep: Sendable {
  public var rule: AlertRule
  /// Microseconds since 1970 of the first and the last alert, 0 where the records have no time.
  public var first: Int64
  public var last: Int64
  /// How many alerts were folded into it.
  public var count: Int
  /// The first alert's id.
  public var alertID: String
  /// What happened in the first record.
  public var activity: Activity
  /// The first few records, at most 5.
  public var records: [RecordReference]
  /// Distinct first targets; at most 8 of them.
  public var targets: [Activity.Target]
  /// How many distinct first targets there were; counting stops at 1024.
  public var targetCount: Int
  /// Distinct credentials used; at most 8.
  public var credentials: [Activity.Credential]
  /// Of the distinct first targets, to tell those of several steps apart.
  var targetHashes: Set<UInt64>
  /// For a correlation: the group it fired for, as `field=value` texts.
  public var group: [String]
  /// For what was found without a rule: why, most telling first.
  public var reasons: [Alert.Reason] = []
  /// Where all of its alerts are a habit: what it was of the first.
  public var habit: Habit?
  /// What may explain it away.
  public var explanations: [Explanation] = []

  public var level: Level { rule.level }
  /// The tactic that the rule's first tactic tag names.
  public var tactic: Tactic? { rule.tactics.first }
  /// Whether the act was refused or failed.
  public var refused: Bool { activity.outcome == .denied || activity.outcome == .failure }

  /// How much of its weight the strongest explanation takes, 0...1.
  public var explained: Double { explanations.lazy.map(\.strength).max() ?? 0 }
  /// The level that it gives an incident: one lower where it was refused or may be explained, low where it is explained.
  var effectiveLevel: Level {
    if explained >= 0.9 { return min(level, .low) }
    guard level > .low else { return level }
    if explained >= 0.5 { return Level(rawValue: level.rawValue - 1) ?? level }
    // What was found without a rule was judged with its refusals already.
    return refused && rule.kind != .behaviour && level > .medium ? Level(rawValue: level.rawValue - 1) ?? level : level
  }
}
