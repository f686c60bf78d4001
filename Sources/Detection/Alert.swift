import Activity
import Behaviour

/// What an alert needs to know of the rule that raised it; one object a rule, shared by its alerts.
public final class AlertRule: Sendable {
  public enum Kind: String, Sendable { case builtin, sigma, behaviour, intel }

  public let id: String
  public let title: String
  public let titleJa: String?
  public let summary: String?
  public let summaryJa: String?
  public let level: Level
  public let author: String?
  public let kind: Kind
  /// As written, e.g. `attack.t1562.008`, `csa.tt2022.07`.
  public let tags: [String]
  public let falsePositives: [String]
  public let references: [String]
  /// Names of playbooks that apply.
  public let response: [String]

  public init(
    id: String, title: String, titleJa: String? = nil, summary: String? = nil, summaryJa: String? = nil, level: Level,
    author: String? = nil, kind: Kind, tags: [String] = [], falsePositives: [String] = [], references: [String] = [],
    response: [String] = []
  ) {
    self.id = id
    self.title = title
    self.titleJa = titleJa
    self.summary = summary
    self.summaryJa = summaryJa
    self.level = level
    self.author = author
    self.kind = kind
    self.tags = tags
    self.falsePositives = falsePositives
    self.references = references
    self.response = response
    techniques = tags.compactMap(AttackTag.technique)
    tactics = tags.compactMap(AttackTag.tactic)
    threats = tags.compactMap(AttackTag.threat)
  }

  /// ATT&CK technique ids of the tags, e.g. `T1562.008`.
  public let techniques: [String]
  /// ATT&CK tactics of the tags, in the tags' order.
  public let tactics: [Tactic]
  /// CSA top threats of 2022, `1`...`11`.
  public let threats: [Int]
}

/// Where an alert's record stands.
public struct RecordReference: Sendable, Hashable {
  /// The file as the user gave it, or `-` for standard input.
  public var path: String
  /// Counted from 0 within the file.
  public var index: Int
  /// The vendor's id of the record, where it has one.
  public var id: String?
  /// The id's hash, where its text was not kept; 0 where there is none.
  public var idHash: UInt64 = 0

  public init(path: String, index: Int, id: String?, idHash: UInt64 = 0) {
    self.path = path
    self.index = index
    self.id = id
    self.idHash = idHash
  }
}

/// A rule's match on a record (or, for a correlation, on several).
public struct Alert: Sendable {
  public var rule: AlertRule
  /// Event time in microseconds since 1970, 0 where the record has none.
  public var time: Int64
  public var record: RecordReference
  /// Hashes of what the alert can be joined by; 0 where absent. Cheap to compare, stable between runs.
  public var keys: EntityKeys
  /// What happened; told by `activity`.
  public var evidence: Evidence
  /// For a correlation: the other records, at most 32, and how many matches there were in all.
  public var related: [RecordReference] = []
  public var count = 1
  /// For a correlation: the group it fired for, as `field=value` texts.
  public var group: [String] = []
  /// For what was found without a rule: why, each with its numbers, most telling first.
  public var reasons: [Reason] = []
  /// For what a rule found: why it is nothing new, where it is not. It keeps its level, and opens no incident alone.
  public var habit: Habit?

  /// A sentence that the person whom the alert concerns can check.
  public struct Reason: Sendable, Hashable {
    public var en: String
    public var ja: String
    /// How surprising it is, where that is measured.
    public var bits: Double?

    public init(en: String, ja: String, bits: Double? = nil) {
      self.en = en
      self.ja = ja
      self.bits = bits
    }
  }

  public init(rule: AlertRule, time: Int64, record: RecordReference, keys: EntityKeys, evidence: Evidence) {
    self.rule = rule
    self.time = time
    self.record = record
    self.keys = keys
    self.evidence = evidence
  }

  public init(rule: AlertRule, time: Int64, record: RecordReference, keys: EntityKeys, packed: PackedActivity) {
    self.init(rule: rule, time: time, record: record, keys: keys, evidence: .packed(packed))
  }

  /// What is kept of the record.
  public enum Evidence: Sendable {
    case packed(PackedActivity)
    case observed(ObservedRecord)
  }

  /// Costs allocations: for output, not for the hot path.
  public var activity: Activity {
    switch evidence {
    case .packed(let packed): packed.activity
    case .observed(let seen):
      Activity(seen.observation, targets: seen.targets, recordID: record.id, source: seen.source)
    }
  }

  /// The targets alone.
  public var targets: [Activity.Target] {
    guard case .observed(let seen) = evidence, !seen.targets.bytes.isEmpty else { return activity.targets }
    return seen.targets.activity.targets
  }

  /// The tenant alone.
  public var tenant: String? {
    guard case .observed(let seen) = evidence else { return activity.tenant }
    return seen.source.names.text(seen.observation.tenant)
  }

  public var outcome: Outcome {
    switch evidence {
    case .packed(let packed): packed.outcome
    case .observed(let seen): seen.observation.outcome
    }
  }
}

/// What an alert keeps of its record: the observation, and the targets as fields of a packed activity. One object, so that
/// an alert is light to hand on.
public final class ObservedRecord: Sendable {
  public let observation: Observation
  public let targets: PackedActivity
  public let source: AlertSource

  public init(_ observation: Observation, targets: PackedActivity, source: AlertSource) {
    self.observation = observation
    self.targets = targets
    self.source = source
  }
}

/// Where observations of one source have their names; one object a source, shared by its alerts.
public final class AlertSource: Sendable {
  /// The mapping's name, e.g. `aws.cloudtrail`; empty for no known source.
  public let source: String
  public let provider: String
  public let names: Names

  public init(source: String, provider: String, names: Names) {
    self.source = source
    self.provider = provider
    self.names = names
  }
}
