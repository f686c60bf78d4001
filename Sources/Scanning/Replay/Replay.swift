import Activity
import Foundation
import Incidents
import YAMLTree

/// A published incident retold in records, as its `replay.yml` describes it.
public struct Replay: Sendable {
  /// What is lost, from the first record that loses it.
  public enum Loss: String, Sendable, CaseIterable { case exfiltration, destruction, abuse }

  /// A record of the replay that its description names.
  public struct Moment: Sendable {
    /// The vendor's id of the record.
    public var record: String
    /// Microseconds since 1970.
    public var time: Int64
  }

  /// What a scan with the built-in content must find.
  public struct Expectation: Sendable {
    /// The least level of the one incident that tells the attack.
    public var level: Level
    /// ATT&CK ids that the incident must name.
    public var techniques: [String]
    /// From the attack's first record to the first alert of medium or more, at the latest.
    public var minutes: Double
    /// From the attack's first record until its incident is at `Replay.alarm`, at the latest.
    public var incidentMinutes: Double
    /// Whether it must be there before the loss begins.
    public var beforeLoss: Bool
    /// The same without behaviour, where rules alone find less: the rest of the expectation stays.
    public var rulesAlone: RulesAlone?
  }

  /// What rules find without behaviour.
  public struct RulesAlone: Sendable {
    public var minutes: Double
    public var incidentMinutes: Double
    public var beforeLoss: Bool
  }

  /// The level of an incident that somebody takes up at once.
  public static let alarm = Level.high

  /// The folder's name, and what `yagura replay` is given.
  public var name: String
  public var title: [Language: String]
  /// What was published, in a few words: `Capital One, 2019`.
  public var follows: [Language: String]
  /// The folder that holds `replay.yml`.
  public var folder: URL
  /// Folders of records, within `folder`.
  public var records: [String]
  public var start: Moment
  /// Canonical keys of the identities that the attacker used.
  public var identities: [String]
  /// Addresses that the attacker came from.
  public var addresses: [String]
  public var loss: Moment
  public var lossKind: Loss
  public var expected: Expectation

  /// The records' folders as a scan takes them, relative to the current folder where they are below it, so that
  /// reports stay readable.
  public var paths: [String] {
    let here = FileManager.default.currentDirectoryPath + "/"
    return records.map { name in
      let path = folder.appendingPathComponent(name).path
      return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }
  }
}

/// What is wrong with a `replay.yml`, and where.
public struct ReplayProblem: Error, CustomStringConvertible, Sendable {
  public var file: String
  public var line: Int
  public var message: String
  public var description: String { "\(file):\(line): \(message)" }
}
