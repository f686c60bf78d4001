import Activity
import Incidents

/// A way in which a scan found less, or later, than a replay expects.
public enum ReplayShortfall: Sendable, Hashable {
  /// No incident has an identity or address of the attack.
  case noIncident
  /// The incident's level, and the least expected.
  case level(Level, Level)
  /// Keys of the attack's identities that the incident lacks.
  case identities([String])
  /// ATT&CK ids that the incident lacks.
  case techniques([String])
  /// How many incidents of medium or more are not the attack's: more than one, or one of high or more.
  case others(Int)
  /// No alert of medium or more on the attack.
  case noAlert
  /// The minutes that the first alert took.
  case late(Int)
  /// The first alert did not come before the loss, though it should.
  case afterLoss
  /// The minutes until an incident of the attack was high.
  case incidentLate(Int)
  /// It was not before the loss, though it should.
  case incidentAfterLoss

  /// A clause without an end.
  public func text(in language: Language) -> String {
    language == .japanese ? japanese : english
  }

  private var english: String {
    switch self {
    case .noIncident: "no incident has an identity or address of the attack"
    case .level(let found, let least): "the incident is \(found.name), not \(least.name) or more"
    case .identities(let keys): "the incident lacks \(keys.joined(separator: ", "))"
    case .techniques(let ids): "the incident lacks \(ids.joined(separator: ", "))"
    case .others(let count): "incidents of medium or more that are not the attack: \(count)"
    case .noAlert: "no alert of medium or more was raised on the attack"
    case .late(let minutes): "the first alert took \(minutes) minutes"
    case .afterLoss: "the first alert did not come before the loss"
    case .incidentLate(let minutes): "the incident was high only after \(minutes) minutes"
    case .incidentAfterLoss: "the incident was not high before the loss"
    }
  }

  private var japanese: String {
    switch self {
    case .noIncident: "攻撃の ID やアドレスを含むインシデントがありません"
    case .level(let found, let least): "インシデントのレベルが \(found.name) です（\(least.name) 以上のはず）"
    case .identities(let keys): "インシデントに \(keys.joined(separator: "、")) がありません"
    case .techniques(let ids): "インシデントに \(ids.joined(separator: "、")) がありません"
    case .others(let count): "攻撃と関係のない中レベル以上のインシデントが \(count) 件あります"
    case .noAlert: "攻撃に対する中レベル以上のアラートがありません"
    case .late(let minutes): "最初のアラートまで \(minutes) 分かかりました"
    case .afterLoss: "最初のアラートが被害より前ではありません"
    case .incidentLate(let minutes): "インシデントのレベルが high になるまで \(minutes) 分かかりました"
    case .incidentAfterLoss: "インシデントが被害より前に high になっていません"
    }
  }
}
