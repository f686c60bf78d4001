import Activity
import Incidents

/// Incidents as runs have reported them, so that the next one reports what is new or has changed.
struct ReportedIncidents {
  private struct Report {
    var version: Int
    /// Of all that is told of it.
    var digest: UInt64
  }

  /// As many as there can be open ones.
  static let capacity = 1 << 15

  private var reports: [String: Report] = [:]

  /// What this run has to report: incidents that are new or not as they were last reported, and those that are no more.
  /// Gives each incident its version.
  mutating func changes(in incidents: inout [Incident]) -> (changed: [Incident], retired: [IncidentUpdates.Retirement])
  {
    var next: [String: Report] = [:]
    var changed: [Incident] = []
    for index in incidents.indices {
      let id = incidents[index].id
      let digest = Self.digest(incidents[index])
      let before = reports[id]
      let version = before.map { $0.digest == digest ? $0.version : $0.version + 1 } ?? 1
      incidents[index].version = version
      next[id] = Report(version: version, digest: digest)
      if before?.digest != digest { changed.append(incidents[index]) }
    }
    var retired: [IncidentUpdates.Retirement] = []
    for id in reports.keys.filter({ next[$0] == nil }).sorted() {
      let opener = String(id.dropFirst(4))
      let into = incidents.first { $0.tells(of: opener) }
      retired.append(IncidentUpdates.Retirement(id: id, into: into?.id))
    }
    reports = next
    return (changed, retired)
  }

  /// Forgets incidents that the next run knows nothing of.
  mutating func forget(_ final: Set<String>) {
    for id in final { reports[id] = nil }
    guard reports.count > Self.capacity else { return }
    for id in reports.keys.sorted().dropFirst(Self.capacity) { reports[id] = nil }
  }

  /// Whatever changes what a reader is told changes it.
  private static func digest(_ incident: Incident) -> UInt64 {
    var out = StateOutput()
    out.put(Int64(incident.alerts))
    out.put(Int64(incident.score))
    out.put(Int64(incident.level.rawValue))
    out.put(incident.end)
    out.put(Int64(incident.stepsOmitted))
    out.put(incident.narrative(in: .english).title)
    out.put(incident.narrative(in: .english).story)
    for step in incident.steps + (incident.aftermath?.steps ?? []) {
      out.put(step.alertID)
      out.put(Int64(step.count))
      out.put(step.last)
      out.put(Int64(step.targetCount))
    }
    out.put(Int64(incident.aftermath?.alerts ?? 0))
    for identity in incident.identities {
      out.put(identity.key)
      out.put(Int64(identity.alerts))
    }
    return StateFrame.checksum(of: out.bytes)
  }

  func write(to out: inout StateOutput) {
    out.put(count: reports.count)
    for (id, report) in reports.sorted(by: { $0.key < $1.key }) {
      out.put(id)
      out.put(Int64(report.version))
      out.put(report.digest)
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 20, atMost: Self.capacity)) {
      let id = try from.text()
      let version = try from.tally()
      reports[id] = Report(version: version, digest: try from.number())
    }
  }
}

extension Incident {
  /// Whether an alert is the first of one of its steps, or of one of its aftermath's.
  fileprivate func tells(of alert: String) -> Bool {
    let told = aftermath.map { steps + $0.steps } ?? steps
    return told.contains { $0.alertID == alert }
  }
}
