import Activity

/// How much it takes for an act to become a habit.
public enum HabitMeasure: Sendable {
  case ordinary
  /// What ends in loss or opens doors: many more days, and more of the team.
  case strict
  /// What nobody may do so often that it needs no look.
  case never

  /// By what the act is and not by which rule saw it, so that rules of others are measured alike.
  ///
  /// - Parameters:
  ///   - level: of the rule.
  ///   - endsInLoss: whether the rule is about impact or exfiltration, or about getting credentials.
  init(of o: Observation, level: Level, endsInLoss: Bool) {
    if level >= .critical || o.sensitivity == .critical || o.actorKind == .root {
      self = .never
    } else if Self.blinding.contains(o.actClass) || Self.untouchable.contains(o.resource) {
      self = .never
    } else if Self.removing.contains(o.actClass), Self.kept.contains(o.resource) {
      self = .never
    } else if Self.enabling.contains(o.actClass), o.targetIdentity != 0, o.targetIdentity != o.actor {
      self = .never
    } else if level >= .high || endsInLoss || Self.grave.contains(o.actClass) {
      self = .strict
    } else {
      self = .ordinary
    }
  }

  /// Logs, protection, factors, sharing with outsiders, moving ownership: an intruder's acts even where they are rare
  /// mistakes of administrators.
  private static let blinding = ClassSet([.logging, .defence, .factor, .dataShare, .transfer])
  /// Another identity's credentials and rights.
  private static let enabling = ClassSet([.credential, .grant])
  private static let removing = ClassSet([.delete, .dataDelete, .revoke])
  private static let grave = ClassSet([.credential, .grant, .secretRead, .dataExport, .delete, .dataDelete])
  private static let untouchable: Set<ResourceKind> = [.log, .detection, .federation, .organization, .account, .factor]
  /// What is needed after everything else is gone.
  private static let kept: Set<ResourceKind> = [.backup, .snapshot, .key, .secret, .identity, .image]
}
