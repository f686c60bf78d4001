import Activity
import Behaviour
import Detection

/// One line of an incident's timeline: alerts of one rule on one act by one actor from one place, folded. Light to hand
/// on: what it is made of is one object.
public struct IncidentStep: Sendable {
  /// Reached into where many steps are gone through: a whole activity holds two dozen texts.
  let facts: Facts
  /// Where all of its alerts are a habit: what it was of the first.
  public internal(set) var habit: Habit?
  /// What may explain it away.
  public var explanations: [Explanation] = []

  /// What does not change once the step is made.
  final class Facts: Sendable {
    let rule: AlertRule
    let first: Int64
    let last: Int64
    let count: Int
    let alertID: String
    let activity: Activity
    let records: [RecordReference]
    let targets: [Activity.Target]
    let targetCount: Int
    let credentials: [Activity.Credential]
    let targetHashes: HashBag
    let group: [String]
    let reasons: [Alert.Reason]

    init(_ step: FoldedStep) {
      rule = step.earliest.rule
      first = step.first
      last = step.last
      count = step.count
      alertID = step.earliest.id
      activity = step.earliest.activity
      records = step.references.map(\.record)
      targets = step.targets.map(\.value)
      targetCount = step.targetHashes.count
      credentials = step.credentials.map(\.value)
      targetHashes = step.targetHashes
      group = step.earliest.group
      // Why something is nothing new is no sign of an attack: it is told as an explanation.
      reasons = step.earliest.habit == nil ? Array(step.earliest.reasons.prefix(4)) : []
    }
  }

  init(_ step: FoldedStep) {
    facts = Facts(step)
    habit = step.unusual == 0 ? step.earliest.habit : nil
  }

  public var rule: AlertRule { facts.rule }
  /// Microseconds since 1970 of the first and the last alert, 0 where the records have no time.
  public var first: Int64 { facts.first }
  public var last: Int64 { facts.last }
  /// How many alerts were folded into it.
  public var count: Int { facts.count }
  /// The first alert's id.
  public var alertID: String { facts.alertID }
  /// What happened in the first record.
  public var activity: Activity { facts.activity }
  /// The first few records, at most 5.
  public var records: [RecordReference] { facts.records }
  /// Distinct first targets; at most 8 of them.
  public var targets: [Activity.Target] { facts.targets }
  /// How many distinct first targets there were; counting stops at 1024.
  public var targetCount: Int { facts.targetCount }
  /// Distinct credentials used; at most 8.
  public var credentials: [Activity.Credential] { facts.credentials }
  /// Of the distinct first targets, to tell those of several steps apart.
  var targetHashes: HashBag { facts.targetHashes }
  /// For a correlation: the group it fired for, as `field=value` texts.
  public var group: [String] { facts.group }
  /// For what was found without a rule: why, most telling first.
  public var reasons: [Alert.Reason] { facts.reasons }

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
