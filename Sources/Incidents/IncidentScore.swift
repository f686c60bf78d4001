/// How an incident's score came about; `docs/incidents.md` gives the formula. Every part is in 0...1.
public struct IncidentScore: Sendable, Hashable {
  /// Levels, sensitivity, outcome and counts of what opened the incident.
  public var severity: Double
  /// Low and informational alerts, of the incident and before it.
  public var context: Double
  /// Of `context`, what the identities' low alerts had added up to before the incident began, halved with time.
  public var prior: Double
  /// How many tactics were reached, and in how attack-like an order.
  public var chain: Double
  /// Whether it ended in exfiltration or impact after other tactics.
  public var ending: Double
  /// Less than 1 where only a provider's own services acted.
  public var actor: Double
  /// Whether the chain alone convinces: `docs/incidents.md`.
  public var convincing: Bool
  /// Whether low alerts alone opened it, by their number and kind.
  public var risen: Bool

  /// 0...1, before it is fitted into the level's band.
  public var raw: Double {
    (1 - (1 - severity) * (1 - context) * (1 - chain) * (1 - ending)) * actor
  }
}
