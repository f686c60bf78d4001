import Activity
import Behaviour

/// What an alert tells beyond its one record. What a correlation has found is put into words only when it is asked for:
/// most of its alerts fold into one step of an incident and are never shown.
final class AlertFinding: Sendable {
  struct Content: Sendable {
    var count = 1
    var related: [RecordReference] = []
    var group: [String] = []
    /// Without what the habit says.
    var reasons: [Alert.Reason] = []
    var habit: Habit?
  }

  private let told: Content
  private let window: CorrelatedRecords?

  init(_ content: Content, window: CorrelatedRecords? = nil) {
    told = content
    self.window = window
  }

  var count: Int { told.count }
  var related: [RecordReference] { related(atMost: .max) }
  var group: [String] { window?.group ?? told.group }
  var reasons: [Alert.Reason] { told.habit.map { told.reasons + [Alert.Reason($0)] } ?? told.reasons }
  var habit: Habit? { told.habit }

  func related(atMost most: Int) -> [RecordReference] {
    window?.related(atMost: most) ?? Array(told.related.prefix(most))
  }

  var hasRelated: Bool { window.map { !$0.records.isEmpty } ?? !told.related.isEmpty }

  /// All of it; what the habit says is put into words only when the reasons are asked for.
  var content: Content {
    Content(count: count, related: related, group: group, reasons: told.reasons, habit: habit)
  }
}

extension Alert.Reason {
  init(_ habit: Habit) { self.init(en: habit.en, ja: habit.ja) }
}

/// The matches that a correlation has put together, and what they have in common, as hashes and numbers.
struct CorrelatedRecords: Sendable {
  struct Record: Sendable, BitwiseCopyable {
    var record: Int
    var file: UInt32
    var id: ShortText
  }

  /// Beside the one that the alert stands on, in event time.
  var records: [Record]
  /// The fields that the matches agree in.
  var fields: [String]
  /// Hashes of their values.
  var values: [UInt64]
  var files: FileTable
  var names: Names

  func related(atMost most: Int) -> [RecordReference] {
    records.prefix(most).map { RecordReference(path: files.path($0.file), index: $0.record, id: $0.id.text) }
  }

  var group: [String] { zip(fields, values).map { "\($0)=\(names.text($1) ?? "")" } }
}
