import Activity
import Detection
import Expectations
import Incidents

extension JSONText {
  /// Every mute of the expectations file, with what it met.
  mutating func mutes(_ summary: ScanSummary) {
    array("mutes", summary.watch.mutes) { json, entry in
      json.field("place", entry.place)
      json.strings("rules", entry.mute.rules.map(\.text))
      json.field("state", entry.state(at: summary.end).rawValue)
      json.field("alerts", entry.muted)
      json.field("countAgain", entry.expired)
      json.field("level", entry.mute.level?.name)
      json.field("reason", entry.mute.reason)
      json.field("by", entry.mute.by)
      json.field("until", entry.mute.untilText)
      json.field("first", entry.first.map { UTCTime(microseconds: $0).rfc3339 })
      json.field("last", entry.last.map { UTCTime(microseconds: $0).rfc3339 })
    }
  }
}
