import Detection

/// What has changed since it was last asked for.
public struct IncidentUpdates: Sendable {
  /// Incidents that are new or have changed, worst first.
  public var changed: [Incident]
  /// Ids that are no more, each with the incident that it became part of, where that is known.
  public var retired: [Retirement]

  /// An incident that is no more, and which it is part of now, if any.
  public struct Retirement: Sendable, Hashable {
    public var id: String
    public var into: String?

    public init(id: String, into: String?) {
      self.id = id
      self.into = into
    }
  }
}

/// An incident as it was last handed out.
struct Publication: Sendable {
  var version: Int
  var state: State

  /// What tells one state of an incident from another.
  struct State: Sendable, Equatable {
    var alerts: Int
    var score: Int
    var end: Int64
    var steps: Int
    var aftermath: Int
  }
}

extension IncidentBuilder {
  /// The incidents as they stand that are new or have changed since the last call, while alerts still come. An incident
  /// keeps its id and gets a higher version with each change. Costs what making the open incidents costs: not for every
  /// alert.
  public mutating func updates() -> IncidentUpdates {
    coalesce()
    noteSharing()
    var incidents = sealed + clusters().map { IncidentAssembly(builder: self, cluster: $0).incident() }
    settle(&incidents)
    let before = published
    let changed = version(&incidents)
    let present = Set(incidents.map(\.id))
    let retired = before.keys.filter { !present.contains($0) }.sorted().map { id in
      let opener = String(id.dropFirst(4))
      let into = incidents.first { incident in
        incident.steps.contains { $0.alertID == opener }
          || incident.aftermath?.steps.contains { $0.alertID == opener } == true
      }
      return IncidentUpdates.Retirement(id: id, into: into?.id)
    }
    return IncidentUpdates(changed: changed, retired: retired)
  }

  /// Gives each incident its version and returns those that are not as they were.
  mutating func version(_ incidents: inout [Incident]) -> [Incident] {
    var next: [String: Publication] = [:]
    var changed: [Incident] = []
    for index in incidents.indices {
      let state = Publication.State(incidents[index])
      let known = published[incidents[index].id]
      let version = known.map { $0.state == state ? $0.version : $0.version + 1 } ?? 1
      incidents[index].version = version
      next[incidents[index].id] = Publication(version: version, state: state)
      if known?.state != state { changed.append(incidents[index]) }
    }
    published = next
    return changed
  }
}

extension Publication.State {
  init(_ incident: Incident) {
    alerts = incident.alerts
    score = incident.score
    end = incident.end
    steps = incident.steps.count + incident.stepsOmitted
    aftermath = incident.aftermath?.alerts ?? 0
  }
}
