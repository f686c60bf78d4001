import Foundation
import Incidents
import Scanning

/// When a replay's attack was found, for programs.
struct ReplayJSON: Encodable {
  let name: String
  let title: [String: String]
  let follows: [String: String]
  let started: String
  let detected: String?
  /// Absent where nothing was found; with fractions.
  let minutesToDetection: Double?
  let detectedBy: String?
  let alert: String?
  let lost: String
  let loss: String
  let minutesToLoss: Double
  let beforeLoss: Bool
  /// When an incident of the attack was first at high or critical; absent where none was.
  let highIncident: String?
  let minutesToHighIncident: Double?
  let highIncidentBeforeLoss: Bool
  let incident: String?
  let level: String?
  let score: Int?
  /// Empty where everything is as expected.
  let shortfalls: [String]

  init(_ outcome: ReplayOutcome) {
    let replay = outcome.replay
    name = replay.name
    title = Self.texts(replay.title)
    follows = Self.texts(replay.follows)
    started = UTCTime(microseconds: replay.start.time).rfc3339
    detected = outcome.detection.map { UTCTime(microseconds: $0.time).rfc3339 }
    minutesToDetection = outcome.minutesToDetection.map(Self.rounded)
    detectedBy = outcome.detection?.rule.title
    alert = outcome.detection?.alertID
    lost = UTCTime(microseconds: replay.loss.time).rfc3339
    loss = replay.lossKind.rawValue
    minutesToLoss = Self.rounded(outcome.minutesToLoss)
    beforeLoss = outcome.isInTime
    highIncident = outcome.alarm.map { UTCTime(microseconds: $0).rfc3339 }
    minutesToHighIncident = outcome.minutesToAlarm.map(Self.rounded)
    highIncidentBeforeLoss = outcome.isAlarmInTime
    incident = outcome.incident?.id
    level = outcome.incident?.level.name
    score = outcome.incident?.score
    shortfalls = outcome.shortfalls.map { $0.text(in: .english) }
  }

  /// One object: `replay`, and under `report` what `yagura scan --format json` writes.
  func text(report: String) throws -> String {
    "{\"replay\":\(try Self.encoded(self)),\n\"report\":\(report.trimmingCharacters(in: .newlines))}"
  }

  static func list(_ replays: [Replay]) throws -> String {
    struct Line: Encodable {
      var name: String
      var title: [String: String]
      var follows: [String: String]
    }
    return try encoded(replays.map { Line(name: $0.name, title: texts($0.title), follows: texts($0.follows)) })
  }

  private static func texts(_ texts: [Language: String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })
  }

  private static func rounded(_ minutes: Double) -> Double { (minutes * 100).rounded() / 100 }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
