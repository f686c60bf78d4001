import Incidents

/// Findings of earlier runs that no longer stand, closed under the ids that they had.
extension JSONText {
  /// - Parameters:
  ///   - id: of an alert that was told, and that what came since does not bear out.
  ///   - time: microseconds since 1970 of the last record, 0 where there is none.
  mutating func closedDetection(_ id: String, time: Int64, version: String) {
    object { json in
      json.findingHead(OCSFClass.detection, .close, level: nil, time: time)
      json.field("message", "Alert withdrawn")
      json.closing(status: 4, "Resolved", Self.otherwise)
      json.metadata(version: version, activity: nil, profiles: [])
      json.object("finding_info") { $0.field("uid", id) }
    }
  }

  /// - Parameter retired: an incident that was reported, and is part of another or no more.
  mutating func closedIncident(_ retired: IncidentUpdates.Retirement, time: Int64, version: String) {
    object { json in
      json.findingHead(OCSFClass.incident, .close, level: nil, time: time)
      if let into = retired.into {
        json.field("message", "Incident became part of another")
        json.closing(status: 5, "Closed", "It is part of \(into) now.")
        json.verdict(10, "Duplicate")
      } else {
        json.field("message", "Incident withdrawn")
        json.closing(status: 5, "Closed", Self.otherwise)
        json.verdict(3, "Disregard")
      }
      json.unassigned()
      json.metadata(version: version, activity: nil, profiles: [])
      // The class demands a finding; an incident is named after its first alert.
      let first = retired.id.hasPrefix("inc-") ? String(retired.id.dropFirst(4)) : retired.id
      json.array("finding_info_list", [first]) { $0.field("uid", $1) }
      json.object("unmapped") { json in
        json.field("incident_id", retired.id)
        json.field("part_of", retired.into)
      }
    }
  }

  private static let otherwise = "What came since shows it otherwise."

  private mutating func closing(status: Int, _ name: String, _ detail: String) {
    field("status_id", status)
    field("status", name)
    field("status_detail", detail)
  }

  /// A Detection Finding has none without the profile of incidents.
  private mutating func verdict(_ id: Int, _ name: String) {
    field("verdict_id", id)
    field("verdict", name)
  }
}
