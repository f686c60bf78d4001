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

  /// From the attack's first record to `detection`, `nil` where nothing was found.
  public var minutesToDetection: Double? { detection.map { Self.minutes(replay.start.time, $0.time) } }
  /// From the attack's first record to the first that loses something.
  public var minutesToLoss: Double { Self.minutes(replay.start.time, replay.loss.time) }
  /// Whether there was an alert before anything was lost.
  public var isInTime: Bool { detection.map { $0.time < replay.loss.time } ?? false }

  private static func minutes(_ from: Int64, _ to: Int64) -> Double { Double(to - from) / 60_000_000 }

  /// How the outcome falls short of what `replay.yml` expects; empty where it does not.
  public var shortfalls: [ReplayShortfall] {
    let expected = replay.expected
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
    let result = try Scan(options, engine: engine).run { alert in
      lookout.see(alert)
      sink(alert)
    }
    let names = Set(identities)
    let places = Set(addresses)
    let incident = result.incidents.filter { incident in
      incident.identities.contains { names.contains($0.key) } || incident.addresses.contains { places.contains($0.ip) }
    }.max { ($0.level, $0.score, $1.id) < ($1.level, $1.score, $0.id) }
    return ReplayOutcome(replay: self, result: result, incident: incident, detection: lookout.first)
  }
}

/// Keeps the first alert that counts.
private final class FirstAlert {
  private let start: Int64
  private let identities: Set<String>
  private let addresses: Set<String>
  private(set) var first: ReplayOutcome.Detection?

  init(_ replay: Replay) {
    // A replay's times are in milliseconds at the finest.
    start = replay.start.time - 1000
    identities = Set(replay.identities)
    addresses = Set(replay.addresses)
  }

  func see(_ alert: Alert) {
    guard alert.rule.level >= .medium, alert.time >= start, alert.time < first?.time ?? .max else { return }
    let activity = alert.activity
    let isTheirs = identities.contains(activity.actor.key) || activity.actor.issuer.map(identities.contains) ?? false
    guard isTheirs || activity.origin.ip.map(addresses.contains) ?? false else { return }
    first = ReplayOutcome.Detection(alertID: alert.id, rule: alert.rule, time: alert.time)
  }
}
