import Activity
import Behaviour
import JSONTape

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
  /// Why it counts at another level than the rule says.
  public let adjustment: AlertAdjustment?

  public init(
    id: String, title: String, titleJa: String? = nil, summary: String? = nil, summaryJa: String? = nil, level: Level,
    author: String? = nil, kind: Kind, tags: [String] = [], falsePositives: [String] = [], references: [String] = [],
    response: [String] = [], adjustment: AlertAdjustment? = nil
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
    self.adjustment = adjustment
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

/// A rule's match on a record (or, for a correlation, on several). Light to hand on: three references and a number.
public struct Alert: Sendable {
  public var rule: AlertRule
  /// The record's place within its file, counted from 0.
  var index: Int
  /// What is known of the record.
  public internal(set) var seen: AlertedRecord
  /// What a match on one record alone does not have.
  private var finding: AlertFinding?

  /// Why it was raised, in the form of every finding.
  public typealias Reason = Finding.Reason

  init(rule: AlertRule, index: Int, seen: AlertedRecord) {
    self.rule = rule
    self.index = index
    self.seen = seen
  }

  public init(rule: AlertRule, time: Int64, record: RecordReference, keys: EntityKeys, evidence: Evidence) {
    self.init(
      rule: rule, index: record.index,
      seen: AlertedRecord(time: time, record: record, keys: keys, evidence: evidence))
  }

  public init(rule: AlertRule, time: Int64, record: RecordReference, keys: EntityKeys, packed: PackedActivity) {
    self.init(rule: rule, time: time, record: record, keys: keys, evidence: .packed(packed))
  }

  /// Event time in microseconds since 1970, 0 where the record has none.
  public var time: Int64 { seen.time }

  /// Hashes of what the alert can be joined by; 0 where absent. Cheap to compare, stable between runs.
  public var keys: EntityKeys { seen.keys }

  public var record: RecordReference {
    get { RecordReference(path: seen.path, index: index, id: seen.id, idHash: seen.idHash) }
    set {
      seen = AlertedRecord(time: time, record: newValue, keys: keys, evidence: evidence)
      index = newValue.index
    }
  }

  /// What happened; told by `activity`.
  public var evidence: Evidence {
    get { seen.evidence }
    set { seen = AlertedRecord(time: time, record: record, keys: keys, evidence: newValue) }
  }

  /// What is kept of the record.
  public enum Evidence: Sendable {
    case packed(PackedActivity)
    case observed(ObservedRecord)
  }

  /// For a correlation: the other records, at most 32, and how many matches there were in all.
  public var related: [RecordReference] {
    get { finding?.related ?? [] }
    set { change { $0.related = newValue } }
  }

  public var count: Int {
    get { finding?.count ?? 1 }
    set { change { $0.count = newValue } }
  }

  /// For a correlation: the group it fired for, as `field=value` texts.
  public var group: [String] {
    get { finding?.group ?? [] }
    set { change { $0.group = newValue } }
  }

  /// Why, each with its numbers: for what was found without a rule, most telling first; for what is nothing new, the
  /// habit that it is, last.
  public var reasons: [Reason] {
    get { finding?.reasons ?? [] }
    set {
      change { content in
        let isHabitsLast = content.habit.map { newValue.last == Reason($0) } ?? false
        content.reasons = isHabitsLast ? Array(newValue.dropLast()) : newValue
      }
    }
  }

  /// For what a rule found: why it is nothing new, where it is not. It keeps its level, and opens no incident alone.
  public var habit: Habit? {
    get { finding?.habit }
    set { change { $0.habit = newValue } }
  }

  /// Takes it for something new all the same; what it is a habit of is still told.
  mutating func setAsideHabit() {
    guard habit != nil else { return }
    let all = reasons
    change {
      $0.habit = nil
      $0.reasons = all
    }
  }

  /// The first of `related`.
  public func related(atMost most: Int) -> [RecordReference] { finding?.related(atMost: most) ?? [] }

  /// Whether the alert is of several records.
  public var hasRelated: Bool { finding?.hasRelated ?? false }

  private mutating func change(_ body: (inout AlertFinding.Content) -> Void) {
    var content = finding?.content ?? AlertFinding.Content()
    body(&content)
    finding = AlertFinding(content)
  }

  /// The alert as a correlation raises it, of the matches in its window.
  func correlated(_ rule: AlertRule, count: Int, window: CorrelatedRecords) -> Alert {
    var alert = self
    alert.rule = rule
    alert.finding = AlertFinding(AlertFinding.Content(count: count), window: window)
    return alert
  }

  /// Costs allocations: for output, not for the hot path.
  public var activity: Activity {
    if let packed = seen.packed { return packed.activity }
    return Activity(seen.observation, targets: seen.targets, recordID: seen.id, source: seen.source)
  }

  /// The targets alone.
  public var targets: [Activity.Target] {
    if let packed = seen.packed { return packed.targets }
    let targets = seen.targets.targets
    return targets.isEmpty ? seen.observation.targets(names: seen.source.names) : targets
  }

  /// The first of the targets.
  public var firstTarget: Activity.Target? {
    (seen.packed ?? seen.targets).firstTarget
      ?? (seen.packed == nil ? seen.observation.targets(names: seen.source.names).first : nil)
  }

  /// The credential alone.
  public var credential: Activity.Credential? {
    if let packed = seen.packed { return packed.activity.credential }
    return seen.source.names.text(seen.observation.credential)
      .map { Activity.Credential(id: $0, kind: seen.observation.credentialKind) }
  }

  /// The class of the act alone.
  public var actClass: ActClass { seen.packed?.activity.operation.actClass ?? seen.observation.actClass }

  /// The tenant alone.
  public var tenant: String? {
    guard seen.packed == nil else { return activity.tenant }
    return seen.source.names.text(seen.observation.tenant)
  }

  /// Whether a text is the tenant, without making its text for most that are not.
  public func isTenant(_ id: String) -> Bool {
    guard seen.packed == nil else { return id == tenant }
    let hash = seen.observation.tenant
    return seen.source.names.byteCount(hash) == id.utf8.count && seen.source.names.text(hash) == id
  }

  /// The actor alone.
  public var actorKind: ActorKind { seen.packed?.activity.actor.kind ?? seen.observation.actorKind }

  /// The canonical key of the identity behind the actor's session, alone.
  public var issuer: String? {
    guard let packed = seen.packed else { return seen.source.names.text(seen.observation.issuer) }
    return packed.activity.actor.issuer
  }

  public var outcome: Outcome { seen.packed?.outcome ?? seen.observation.outcome }
}

/// What an observation and its targets, as fields of a packed activity, tell of a record.
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

extension UnsafePointer<Alert> {
  /// Has the processor fetch what is known of the alert's record.
  @inline(__always)
  func fetchRecord() {
    // The reference is read as an address, so that the record's count, which lies with it, is not touched yet.
    guard let offset = MemoryLayout<Alert>.offset(of: \.seen) else { return }
    Prefetch.of(UnsafeRawPointer(self).load(fromByteOffset: offset, as: UnsafeRawPointer.self), 256)
  }
}
