import Activity

/// Something an identity did that is not its way, found without a rule.
public struct BehaviourFinding: Sendable {
  public var kind: BehaviourKind
  public var level: Level
  /// What happened, on the record that settled the finding.
  public var observation: Observation
  /// Other records that belong to it, oldest first, at most `maxRelated`.
  public var related: [RecordPlace] = []
  /// How many records it is about in all.
  public var count = 1
  /// What it is grouped by beside the actor, as `field=value` texts, where it is about more than one record.
  public var group: [String] = []
  /// Why, with numbers; most telling first. At least one.
  public var reasons: [Reason] = []
  /// In bits, where surprise is what it was found by: the sum of the reasons', counted once a burst.
  public var surprise: Double?

  public static let maxRelated = 32

  public init(kind: BehaviourKind, level: Level, observation: Observation) {
    self.kind = kind
    self.level = level
    self.observation = observation
  }

  /// A sentence that the person whom it concerns can check, in both languages.
  public struct Reason: Sendable, Hashable {
    public var en: String
    public var ja: String
    public var bits: Double?

    public init(en: String, ja: String, bits: Double? = nil) {
      self.en = en
      self.ja = ja
      self.bits = bits
    }
  }

  /// Where a record stands, in the form of `Observation`.
  public struct RecordPlace: Sendable, Hashable, BitwiseCopyable {
    public var file: UInt32
    public var record: Int
    public var recordID: UInt64

    public init(_ observation: Observation) {
      file = observation.file
      record = observation.record
      recordID = observation.recordID
    }
  }
}

/// A kind of finding: what its alerts say of themselves. One constant a detector, in the detector's file.
public struct BehaviourKind: Sendable, Hashable {
  /// Stable, in kebab case with a prefix, e.g. `behaviour-impossible-travel`: what mutes and expectations name.
  public let id: String
  public let title: String
  public let titleJa: String
  /// Why it matters, one or two sentences.
  public let summary: String
  public let summaryJa: String
  /// ATT&CK and CSA tags as in rules, e.g. `attack.t1078.004`, `csa.tt2022.01`.
  public let tags: [String]
  public let falsePositives: [String]
  /// Names of playbooks that apply.
  public let response: [String]

  public init(
    id: String, title: String, titleJa: String, summary: String, summaryJa: String, tags: [String],
    falsePositives: [String], response: [String] = []
  ) {
    self.id = id
    self.title = title
    self.titleJa = titleJa
    self.summary = summary
    self.summaryJa = summaryJa
    self.tags = tags
    self.falsePositives = falsePositives
    self.response = response
  }

  public static func == (left: Self, right: Self) -> Bool { left.id == right.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
