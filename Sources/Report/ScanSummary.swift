import Activity
import Detection
import Incidents

/// What a scan read and how long it took.
public struct ScanSummary: Sendable {
  /// A part of the input that could not be read, or that was read in part.
  public struct Problem: Sendable, Hashable {
    public var path: String
    /// What was wrong, where and what to do, on one line.
    public var reason: String

    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// A file with records that came too late.
  public struct LateFile: Sendable, Hashable {
    public var path: String
    public var records: Int
    /// It runs from newest to oldest and could not be turned round.
    public var runsBackwards: Bool

    public init(path: String, records: Int, runsBackwards: Bool) {
      self.path = path
      self.records = records
      self.runsBackwards = runsBackwards
    }
  }

  public var files = 0
  public var records = 0
  /// Records that could not be parsed.
  public var bad = 0
  /// Records of no source that is known.
  public var unrecognised = 0
  public var bytes = 0
  public var seconds = 0.0
  public var recordsPerSecond = 0.0
  public var peakMemoryBytes = 0
  /// How many rules ran.
  public var rules = 0
  /// Microseconds since 1970 of the earliest and latest record with a time.
  public var start: Int64?
  public var end: Int64?
  /// Records that came too late to be put in order of time, and the files with the most of them.
  public var late = 0
  public var lateFiles: [LateFile] = []
  public var recordsBySource: [String: Int] = [:]
  public var alertsByLevel: [Level: Int] = [:]
  /// What the joining of alerts into incidents left out, and why.
  public var joining = IncidentTally()
  /// Ids of alerts that an earlier run told on its last records, and that what came since does not bear out.
  public var withdrawn: [String] = []
  /// Incidents that an earlier run reported and that are as they were; they are not reported again.
  public var unchanged = 0
  /// Incidents that an earlier run reported and that became part of others.
  public var retired: [IncidentUpdates.Retirement] = []
  /// What behaviour knows, and what was muted.
  public var watch = WatchReport()
  /// What could be told of addresses with a file that is not there, most useful first.
  public var gaps: [Gap] = []

  /// What is missing, and where to get it, as a sentence.
  public struct Gap: Sendable, Hashable {
    public var en: String
    public var ja: String

    public init(en: String, ja: String) {
      self.en = en
      self.ja = ja
    }
  }

  /// The caller bounds it; `problemsOmitted` counts the rest.
  public var problems: [Problem] = []
  public var problemsOmitted = 0
  /// Files that were passed over, with the reason.
  public var skipped: [Problem] = []
  public var skippedOmitted = 0

  public init() {}

  /// Whether nothing can be said of what was read: no record is of a known source, and no rule matched any.
  public var isBlind: Bool { unrecognised == records && alerts == 0 }

  public var alerts: Int { alertsByLevel.values.reduce(0, +) }
}
