import Activity
import Detection

/// Alerts that belong together: one identity, or several that share a credential, a session chain, an address or
/// a target. `docs/incidents.md` says what joins and how the score is made.
public struct Incident: Sendable {
  /// `inc-` and the id of the earliest opening alert: the same records give the same id again.
  public var id: String
  /// Grows by one whenever an incident that was handed out as an update has changed.
  public var version = 1
  /// 0...100.
  public var score: Int
  public var level: Level
  /// Most of the alerts first; at most 32.
  public var identities: [IncidentIdentity]
  /// At most 32, the most used first.
  public var credentials: [IncidentCredential]
  /// At most 32, the most used first.
  public var addresses: [IncidentAddress]
  /// At most 64, the most sensitive first.
  public var resources: [IncidentResource]
  /// Providers, as activities name them, sorted.
  public var providers: [String]
  /// Accounts, organisations, projects, sorted; at most 32.
  public var tenants: [String]
  /// Microseconds since 1970, 0 where no record had a time.
  public var start: Int64
  public var end: Int64
  /// All alerts, folded ones and low ones included.
  public var alerts: Int
  public var alertsByLevel: [Level: Int]
  /// In order of time; at most 200, the rest counted in `stepsOmitted`.
  public var steps: [IncidentStep]
  public var stepsOmitted: Int
  /// Distinct, in the order in which they were reached, or only tried.
  public var tactics: [Tactic]
  /// Distinct ATT&CK ids, sorted.
  public var techniques: [String]
  /// Distinct CSA top threats of 2022, sorted.
  public var threats: [Int]
  /// What to do now, most urgent first; at most 16.
  public var actions: [Containment]
  /// Playbooks that the rules name, those of the worst rules first; at most 16.
  public var playbooks: [String]
  public var graph: IdentityGraph
  /// Why the incident has its level and score.
  public var scoring: IncidentScore
  /// How far it got, how long it took, how soon it could be known.
  public var progress: IncidentProgress
  /// What may explain it, and lowers the score; the strongest first, at most 8.
  public var explanations: [IncidentExplanation] = []
  /// What its own identities did in the days after, of medium level at most.
  public var aftermath: Aftermath?

  /// One sentence, in English.
  public var title: String { narrative(in: .english).title }
  /// One paragraph, in English.
  public var story: String { narrative(in: .english).story }
}
