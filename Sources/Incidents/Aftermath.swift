import Activity
import Detection

/// What followed a critical incident by its own identities: owners who recover, or the intruder who comes back. It was
/// an incident of medium level of its own, and is told with the critical one instead; it changes neither the score nor
/// the id of that one.
public struct Aftermath: Sendable {
  /// Microseconds since 1970.
  public var start: Int64
  public var end: Int64
  public var alerts: Int
  /// In order of time; at most 24.
  public var steps: [IncidentStep]
  public var stepsOmitted: Int
  /// Names of who acted, the busiest first.
  public var names: [String]
  /// At most 8.
  public var addresses: [String]

  static let shownSteps = 24

  init(_ incident: Incident) {
    start = incident.start
    end = incident.end
    alerts = incident.alerts
    steps = Array(incident.steps.prefix(Self.shownSteps))
    stepsOmitted = incident.stepsOmitted + incident.steps.count - steps.count
    names = incident.protagonists.map(\.name)
    addresses = incident.addresses.prefix(8).map(\.ip)
  }

  mutating func add(_ other: Aftermath) {
    end = max(end, other.end)
    alerts += other.alerts
    let all = steps + other.steps
    steps = Array(all.prefix(Self.shownSteps))
    stepsOmitted += other.stepsOmitted + all.count - steps.count
    names += other.names.filter { !names.contains($0) }
    addresses = Array((addresses + other.addresses.filter { !addresses.contains($0) }).prefix(8))
  }
}

extension IncidentBuilder {
  /// Puts what followed critical incidents with them, and sorts, worst first.
  func settle(_ incidents: inout [Incident]) {
    var critical: [String: [Int]] = [:]
    for (index, incident) in incidents.enumerated() where incident.level == .critical && incident.start != 0 {
      for identity in incident.identities where !identity.kind.isNobody {
        critical[identity.key, default: []].append(index)
      }
    }
    guard !critical.isEmpty else {
      incidents.sort(by: Incident.isWorse)
      return
    }
    var parts: [Int: [Int]] = [:]
    for (index, incident) in incidents.enumerated() where incident.level <= .medium && incident.start != 0 {
      let candidates = Set(
        incident.identities.filter { !$0.kind.isNobody }.flatMap { critical[$0.key] ?? [] })
      let before = candidates.filter { place in
        let gap = incident.start - incidents[place].end
        return gap >= 0 && gap <= limits.aftermath
          && !Set(incidents[place].tenants).isDisjoint(with: incident.tenants)
      }
      // The one that ended last, then the worst.
      let nearest = before.min {
        (-incidents[$0].end, -incidents[$0].score, incidents[$0].id)
          < (-incidents[$1].end, -incidents[$1].score, incidents[$1].id)
      }
      if let nearest { parts[nearest, default: []].append(index) }
    }
    var gone: Set<Int> = []
    for (place, followers) in parts {
      for follower in followers.sorted(by: {
        (incidents[$0].start, incidents[$0].id) < (incidents[$1].start, incidents[$1].id)
      }) {
        let told = Aftermath(incidents[follower])
        if incidents[place].aftermath == nil {
          incidents[place].aftermath = told
        } else {
          incidents[place].aftermath?.add(told)
        }
        gone.insert(follower)
      }
    }
    incidents = incidents.enumerated().filter { !gone.contains($0.offset) }.map(\.element).sorted(by: Incident.isWorse)
  }
}

extension ActorKind {
  /// No identity of the customer's: a service, or nobody in particular.
  var isNobody: Bool { self == .service || self == .system || self == .unknown || self == .anonymous }
}
