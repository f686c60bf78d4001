import Detection

/// A harmless reason for what an incident shows, as known beforehand or as the records say. It lowers the score and is
/// told in the story; it never hides an alert.
public struct Explanation: Sendable, Hashable {
  /// What speaks for a harmless cause; raw values stand in JSON.
  public enum Kind: String, Sendable, CaseIterable {
    /// Everything was refused or failed.
    case refused
    /// A rehearsal that changed nothing.
    case dryRun
    /// The provider's own service acted.
    case providerService
    /// A pipeline that was declared, or learned, to do this.
    case pipeline
    /// A network, device or agent that is expected of the identity.
    case expectedOrigin
    /// A break-glass identity, used as announced.
    case breakGlass
    /// A change or test that was announced, with its ticket.
    case announced
    /// A rule that somebody muted, with a reason and an expiry.
    case muted
    /// What the identity or its team has done on many days before.
    case habit
    /// Requests of the internet's background to a web site.
    case background
  }

  public var kind: Kind
  /// A sentence each.
  public var en: String
  public var ja: String
  /// How much of an act's weight it takes, 0...1: from 0.5 on the act counts a level lower, from 0.9 on it opens nothing
  /// that needs someone now.
  public var strength: Double

  public init(kind: Kind, en: String, ja: String, strength: Double) {
    self.kind = kind
    self.en = en
    self.ja = ja
    self.strength = min(1, max(0, strength))
  }

  /// In a language.
  public func text(in language: Language) -> String { language == .japanese ? ja : en }
}

/// Where explanations come from: expectations, mutes, change calendars. Asked once a step when an incident is made, so it
/// may look things up, but not wait.
public protocol ExplanationSource: Sendable {
  func explanations(of step: IncidentStep) -> [Explanation]
}

/// An explanation, and what it covers.
public struct IncidentExplanation: Sendable, Hashable {
  public var explanation: Explanation
  /// How many of the incident's alerts it covers.
  public var alerts: Int
  /// Records of the first acts that it covers, at most 5.
  public var records: [RecordReference]
}
