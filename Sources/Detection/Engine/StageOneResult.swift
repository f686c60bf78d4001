import Activity

/// What a worker found in a run of records.
public struct StageOneResult: Sendable {
  /// One for each record of a known source, and for each other that a rule matched, in the records' order.
  public let observations: ObservationBatch
  /// Rules' matches, in the records' order.
  public var matches: [RuleMatch] = []
  /// Evidence of the matches of rules that raise alerts.
  var alerts: [Alert] = []
  /// Hashes of what correlations need of matches, one match after another; see `RuleMatch.captures`.
  var captures: [UInt64] = []
  /// Records judged, those of no known source included.
  public var records = 0
  public var unrecognised = 0
  /// Records by source, in the order of `Engine.mappings`.
  public var recordsBySource: [Int]
  /// Event times of the records, in microseconds since 1970.
  public var earliest: Int64?
  public var latest: Int64?
  public var bad: [BadDocument] = []

  /// - Parameter expected: about how many observations there will be.
  init(sources: Int, expected: Int) {
    recordsBySource = Array(repeating: 0, count: sources)
    observations = ObservationBatch(capacity: expected)
  }

  mutating func observe(time: Int64) {
    if time < earliest ?? .max { earliest = time }
    if time > latest ?? .min { latest = time }
  }
}

/// A document that is no JSON, by its place among the documents of the run.
public struct BadDocument: Sendable {
  /// Counted from 0 within the run, in records.
  public var index: Int
  public var reason: String
}

/// A rule's match on one record, on its way to the second stage.
public struct RuleMatch: Sendable, BitwiseCopyable {
  /// A number in `RuleBook.rules`.
  public var rule: Int32
  /// A place in the run's observations.
  var observation: Int32
  /// A place in the run's alerts, or -1 where the rule only feeds correlations.
  var alert: Int32
  /// Where the values of the rule's captures begin; 0 stands for a value that the record lacks.
  var captures: Int32
  /// The vendor's id of the record.
  var recordID: ShortText
}
