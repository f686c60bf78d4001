import Activity

/// An act that is not as declared; the form of a finding of behaviour.
public struct ExpectationBreach: Sendable {
  public var kind: BreachKind
  public var level: Level
  public var observation: Observation
  /// What was seen and what was declared, with the line that declares it. At least one.
  public var reasons: [Reason]
  /// What it is grouped by beside the actor: the entry's name.
  public var group: [String]

  public struct Reason: Sendable, Hashable {
    public var en: String
    public var ja: String

    public init(en: String, ja: String) {
      self.en = en
      self.ja = ja
    }
  }
}

/// What a surprise is about, where an expectation may explain it.
public enum ExpectedAspect: Sendable, CaseIterable {
  case network, country, agent, device, hour, operation, resource
}
