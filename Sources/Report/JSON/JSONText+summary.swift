import Activity
import Detection
import Incidents

extension JSONText {
  /// The last line: what was read, and how fast.
  mutating func summary(_ summary: ScanSummary, incidents: Int) {
    object { json in
      json.field("type", "summary")
      json.field("files", summary.files)
      json.watched(summary)
      json.strings("gaps", summary.gaps.map(\.en))
      json.field("records", summary.records)
      json.field("bad", summary.bad)
      json.field("seconds", summary.seconds)
      json.field("recordsPerSecond", summary.recordsPerSecond)
      json.field("peakMemoryBytes", summary.peakMemoryBytes)
      json.field("rules", summary.rules)
      json.field("incidents", incidents)
      json.field("alerts", summary.alerts)
      json.object("alertsByLevel") { $0.levels(summary.alertsByLevel) }
      json.earlier(summary)
      json.object("joining") { $0.joining(summary.joining) }
      json.field("bytes", summary.bytes)
      json.field("unrecognised", summary.unrecognised)
      json.field("start", summary.start.map { UTCTime(microseconds: $0).rfc3339 })
      json.field("end", summary.end.map { UTCTime(microseconds: $0).rfc3339 })
      json.field("late", summary.late)
      if !summary.lateFiles.isEmpty {
        json.array("lateFiles", summary.lateFiles) { json, file in
          json.field("path", file.path)
          json.field("records", file.records)
          json.field("newestFirst", file.runsBackwards)
        }
      }
      json.object("sources") { json in
        for (name, count) in summary.recordsBySource.sorted(by: { $0.key < $1.key }) {
          json.key(text: name)
          json.value(count)
        }
      }
      json.problems("problems", summary.problems)
      if summary.problemsOmitted > 0 { json.field("problemsOmitted", summary.problemsOmitted) }
      json.problems("skipped", summary.skipped)
      if summary.skippedOmitted > 0 { json.field("skippedOmitted", summary.skippedOmitted) }
    }
  }

  /// What behaviour, habits and mutes did.
  private mutating func watched(_ summary: ScanSummary) {
    if let known = summary.watch.behaviour {
      object("behaviour") { json in
        json.field("identities", known.identities)
        json.field("known", known.warm)
        json.field("evicted", Int(clamping: known.evicted))
        json.field("findings", Int(clamping: known.findings))
      }
    }
    if let habits = summary.watch.habits {
      object("habits") { json in
        json.field("judged", Int(clamping: habits.judged))
        json.field("usual", Int(clamping: habits.usual))
        json.field("forgotten", Int(clamping: habits.forgotten))
      }
    }
    if summary.watch.mutedAlerts > 0 { field("muted", summary.watch.mutedAlerts) }
    if summary.watch.loweredAlerts > 0 { field("lowered", summary.watch.loweredAlerts) }
    if !summary.watch.mutes.isEmpty { mutes(summary) }
  }

  /// What became of that which earlier runs reported.
  private mutating func earlier(_ summary: ScanSummary) {
    if summary.unchanged > 0 { field("unchanged", summary.unchanged) }
    if !summary.retired.isEmpty {
      array("retired", summary.retired) { json, retired in
        json.field("id", retired.id)
        json.field("into", retired.into)
      }
    }
    if !summary.withdrawn.isEmpty { strings("withdrawn", summary.withdrawn) }
  }

  /// Only what was lost or left out: all 0 in a scan of usual size.
  private mutating func joining(_ tally: IncidentTally) {
    field("duplicates", tally.duplicates)
    field("unjoined", tally.unjoined)
    field("closedEarly", tally.closedEarly)
    field("incidentsDropped", tally.incidentsDropped)
    field("linksDropped", tally.linksDropped)
    field("chainsEvicted", tally.chainsEvicted)
    field("risksEvicted", tally.risksEvicted)
    field("lateObservations", tally.lateObservations)
  }

  private mutating func problems(_ name: StaticString, _ problems: [ScanSummary.Problem]) {
    array(name, problems) { json, problem in
      json.field("path", problem.path)
      json.field("reason", problem.reason)
    }
  }
}
