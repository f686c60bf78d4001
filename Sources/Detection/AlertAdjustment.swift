import Activity

/// Why an alert counts at another level than its rule says.
public struct AlertAdjustment: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// It touches what is declared to matter most.
    case crownJewel = "crown_jewel"
    /// A mute lowers it, for a reason and a time.
    case lowered
  }

  public var kind: Kind
  /// Of the crown jewel, or the mute's reason.
  public var name: String
  /// The level that the rule gave.
  public var from: Level
  /// A sentence each.
  public var en: String
  public var ja: String

  public init(kind: Kind, name: String, from: Level, en: String, ja: String) {
    self.kind = kind
    self.name = name
    self.from = from
    self.en = en
    self.ja = ja
  }
}

extension AlertRule {
  /// The rule at another level. Its id stays, and so do the ids of its alerts.
  public convenience init(_ rule: AlertRule, level: Level, adjustment: AlertAdjustment) {
    self.init(
      id: rule.id, title: rule.title, titleJa: rule.titleJa, summary: rule.summary, summaryJa: rule.summaryJa,
      level: level, author: rule.author, kind: rule.kind, tags: rule.tags, falsePositives: rule.falsePositives,
      references: rule.references, response: rule.response, adjustment: adjustment)
  }

  /// What alerts are folded by: those that count at another level, or for another reason, stay apart.
  public var foldingID: String {
    adjustment.map { "\(id)\u{0}\($0.kind.rawValue)\u{0}\(level.rawValue)\u{0}\($0.name)" } ?? id
  }
}
