/// Something an identity did that is not its way, or not as declared, found without a rule.
public struct Finding: Sendable {
  public var kind: FindingKind
  public var level: Level
  /// What happened, on the record that settled the finding.
  public var observation: Observation
  /// Other records that belong to it, oldest first, at most `maxRelated`.
  public var related: [RecordPlace] = []
  /// How many records it is about in all.
  public var count = 1
  /// What it is grouped by beside the actor: `field=value` texts where it is about more than one record, or the entry
  /// that declares otherwise.
  public var group: [String] = []
  /// Why, with numbers; most telling first. At least one.
  public var reasons: [Reason] = []
  /// In bits, where surprise is what it was found by: the sum of the reasons', counted once a burst.
  public var surprise: Double?

  public static let maxRelated = 32

  public init(kind: FindingKind, level: Level, observation: Observation) {
    self.kind = kind
    self.level = level
    self.observation = observation
  }

  /// A sentence that the person whom it concerns can check, in both languages.
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
