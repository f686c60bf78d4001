import Activity
import Detection
import Foundation
import Incidents

/// What a scan found of a replay, and when.
public struct ReplayOutcome {
  /// The first alert that would have been looked at.
  public struct Detection: Sendable {
    public var alertID: String
    public var rule: AlertRule
    /// Microseconds since 1970.
    public var time: Int64
  }

  public let replay: Replay
  public var result: Scan.Result
  /// The incident that tells the attack: the worst that one of its identities or addresses takes part in.
  public let incident: Incident?
  /// The first alert of medium or more by an identity or from an address of the attack, since its first record.
  public let detection: Detection?
  /// When an incident of the attack was first at `Replay.alarm` or above, in microseconds since 1970.
  public let alarm: Int64?
  /// What was expected of this run: less where only rules were at work.
  public let expected: Replay.Expectation

  /// From the attack's first record to `detection`, `nil` where nothing was found.
  public var minutesToDetection: Double? { detection.map { Self.minutes(replay.start.time, $0.time) } }
  /// From the attack's first record to `alarm`, `nil` where there was none.
  public var minutesToAlarm: Double? { alarm.map { Self.minutes(replay.start.time, $0) } }
  /// From the attack's first record to the first that loses something.
  public var minutesToLoss: Double { Self.minutes(replay.start.time, replay.loss.time) }
  /// Whether there was an alert before anything was lost.
  public var isInTime: Bool { detection.map { $0.time < replay.loss.time } ?? false }

  /// Whether there was an incident at `Replay.alarm` before anything was lost.
  public var isAlarmInTime: Bool { alarm.map { $0 < replay.loss.time } ?? false }

  private static func minutes(_ from: Int64, _ to: Int64) -> Double { Double(to - from) / 60_000_000 }

  /// How the outcome falls short of what `replay.yml` expects; empty where it does not.
  public var shortfalls: [ReplayShortfall] {
    guard let incident else { return [.noIncident] }
    var list: [ReplayShortfall] = []
    if incident.level < expected.level { list.append(.level(incident.level, expected.level)) }
    let keys = Set(incident.identities.map(\.key))
    let absent = replay.identities.filter { !keys.contains($0) }
    if !absent.isEmpty { list.append(.identities(absent)) }
    let missing = expected.techniques.filter { !incident.techniques.contains($0) }
    if !missing.isEmpty { list.append(.techniques(missing)) }
    let others = result.incidents.filter { $0.id != incident.id && $0.level >= .medium }
    if others.count > 1 || others.contains(where: { $0.level >= .high }) { list.append(.others(others.count)) }
    if let minutes = minutesToDetection {
      if minutes > expected.minutes { list.append(.late(Int(minutes.rounded(.up)))) }
      if expected.beforeLoss, !isInTime { list.append(.afterLoss) }
      if let minutes = minutesToAlarm {
        if minutes > expected.incidentMinutes { list.append(.incidentLate(Int(minutes.rounded(.up)))) }
        if expected.beforeLoss, isInTime, !isAlarmInTime { list.append(.incidentAfterLoss) }
      }
    } else {
      list.append(.noAlert)
    }
    return list
  }
}

extension Replay {
  /// Scans the records, which `engine` must observe where `watch` does. Alerts go to `sink`, too, one at a time, in event time.
  /// - Throws: what `Scan.run` throws.
  public func run(
    _ engine: Engine, watch: Watch = Watch(), workers: Int = 0, _ sink: @escaping (Alert) -> Void = { _ in }
  ) throws
    -> ReplayOutcome
  {
    var options = ScanOptions(paths: paths)
    options.workers = workers
    options.watch = watch
    let lookout = FirstAlert(self)
    let scan = Scan(options, engine: engine)
    scan.onAlert = lookout.follow
    let result = try scan.run { alert in
      lookout.see(alert)
      sink(alert)
    }
    var expected = expected
    if watch.behaviour == nil, watch.sequences == nil, let alone = expected.rulesAlone {
      expected.minutes = alone.minutes
      expected.incidentMinutes = alone.incidentMinutes
      expected.beforeLoss = alone.beforeLoss
    }
    let names = Set(identities)
    let places = Set(addresses)
    let incident = result.incidents.filter { $0.concerns(names, places) }.max {
      ($0.level, $0.score, $1.id) < ($1.level, $1.score, $0.id)
    }
    return ReplayOutcome(
      replay: self, result: result, incident: incident, detection: lookout.first, alarm: lookout.alarm,
      expected: expected)
  }
}

extension Incident {
  /// Whether one of these identities or addresses takes part.
  fileprivate func concerns(_ keys: Set<String>, _ places: Set<String>) -> Bool {
    identities.contains { keys.contains($0.key) } || addresses.contains { places.contains($0.ip) }
  }
}

/// Keeps the first alert that counts, and when there was first an incident to take up at once.
private final class FirstAlert {
  private let start: Int64
  private let identities: Set<String>
  private let addresses: Set<String>
  private(set) var first: ReplayOutcome.Detection?
  private(set) var alarm: Int64?

  init(_ replay: Replay) {
    // A replay's times are in milliseconds at the finest.
    start = replay.start.time - 1000
    identities = Set(replay.identities)
    addresses = Set(replay.addresses)
  }

  private func isTheirs(_ alert: Alert) -> Bool {
    let activity = alert.activity
    return identities.contains(activity.actor.key) || activity.actor.issuer.map(identities.contains) ?? false
      || activity.origin.ip.map(addresses.contains) ?? false
  }

  /// Looks at the incidents as they stand after each alert on the attack until one is high.
  func follow(_ alert: Alert, _ incidents: IncidentBuilder) {
    guard alarm == nil, alert.time >= start, isTheirs(alert) else { return }
    // A copy: what is handed out here is handed out at the end all the same.
    var incidents = incidents
    let isHigh = incidents.updates().changed.contains { $0.level >= Replay.alarm && $0.concerns(identities, addresses) }
    if isHigh { alarm = alert.time }
  }

  func see(_ alert: Alert) {
    guard alert.rule.level >= .medium, alert.time >= start, alert.time < first?.time ?? .max, isTheirs(alert) else {
      return
    }
    first = ReplayOutcome.Detection(alertID: alert.id, rule: alert.rule, time: alert.time)
  }
}
