import Activity
import Detection
import Expectations

/// One alert with everything that tells why it was raised.
public struct AlertExplanation: Sendable {
  public var alert: Alert
  /// The records it rests on, the settling one first.
  public var records: [Evidence]
  /// How the rule's conditions held on the record, as lines; empty where it is no rule on single records.
  public var matched: [String]
  /// The entry of an expectations file that mutes it.
  public var mute: String
  /// What declares as usual what it found unusual, where that quietens it.
  public var declaration: Declaration?

  /// A change of the expectations file that was tried.
  public struct Declaration: Sendable {
    public var quieting: Quieting
    /// The level at which the alert is still raised; `nil` where it is not.
    public var remaining: Level?

    public init(_ quieting: Quieting, remaining: Level?) {
      self.quieting = quieting
      self.remaining = remaining
    }
  }

  /// A record that an alert rests on.
  public struct Evidence: Sendable {
    public var record: RecordReference
    /// Counted from 1.
    public var line: Int?
    /// In bytes of the decompressed file; `nil` where the record was not found again.
    public var offset: UInt64?
    /// Paths and JSON values.
    public var fields: [(path: String, value: String)]

    public init(record: RecordReference, line: Int?, offset: UInt64?, fields: [(path: String, value: String)]) {
      self.record = record
      self.line = line
      self.offset = offset
      self.fields = fields
    }
  }

  public init(
    alert: Alert, records: [Evidence], matched: [String], mute: String, declaration: Declaration?
  ) {
    self.alert = alert
    self.records = records
    self.matched = matched
    self.mute = mute
    self.declaration = declaration
  }
}
