import Activity
import Expectations

/// What every alert passes: mutes hide or lower it, crown jewels raise it. One owner.
final class AlertPassage {
  private(set) var ledger: MuteLedger
  private let expectations: Expectations
  private let mutes: Bool
  private let jewels: Bool
  /// One object a rule, level and reason, shared by its alerts; made anew when there are too many. The rule that it was
  /// made of is kept with it, so that its address is never another's.
  fileprivate var rules: Rules = [:]
  private static let maxRules = 1 << 12

  fileprivate struct Key: Hashable {
    var rule: ObjectIdentifier
    var adjustment: AlertAdjustment
  }

  init(_ expectations: Expectations) {
    self.expectations = expectations
    ledger = MuteLedger(expectations)
    mutes = !expectations.file.mutes.isEmpty
    jewels = !expectations.file.crownJewels.isEmpty
  }

  func pass(_ alert: Alert, _ emit: (Alert) -> Void) {
    if mutes, let mute = ledger.mute(for: MuteQuestion(alert)) {
      // What is muted to a level is not raised again for what it touches: somebody has decided.
      if let level = mute.level { emit(alert.at(min(level, alert.rule.level), lowered(alert, mute), &rules)) }
      return
    }
    guard jewels, alert.rule.level >= .medium, alert.rule.level < .critical, !alert.isBreach,
      let jewel = expectations.crownJewel(ofTargets: alert.targets.map(\.id)),
      let level = Level(rawValue: alert.rule.level.rawValue + 1)
    else {
      emit(alert)
      return
    }
    emit(alert.at(level, raised(alert, jewel), &rules))
  }

  private func raised(_ alert: Alert, _ jewel: CrownJewel) -> AlertAdjustment {
    let place = "\(expectations.file.file):\(jewel.line)"
    return AlertAdjustment(
      kind: .crownJewel, name: jewel.name, from: alert.rule.level,
      en: "It touches the crown jewel \"\(jewel.name)\" (\(place)), so it counts one level more.",
      ja: "最重要リソース「\(jewel.name)」（\(place)）が対象のため、重大度を 1 段階引き上げています。")
  }

  private func lowered(_ alert: Alert, _ mute: Mute) -> AlertAdjustment {
    let place = "\(expectations.file.file):\(mute.line)"
    return AlertAdjustment(
      kind: .lowered, name: mute.reason, from: alert.rule.level,
      en: "A mute lowers it: \"\(mute.reason)\" (\(mute.by), until \(mute.untilText), \(place)).",
      ja: "ミュートにより重大度を下げています:「\(mute.reason)」（\(mute.by)、\(mute.untilText) まで、\(place)）。")
  }

  fileprivate static func rule(
    _ rule: AlertRule, _ level: Level, _ adjustment: AlertAdjustment, _ rules: inout Rules
  ) -> AlertRule {
    let key = Key(rule: ObjectIdentifier(rule), adjustment: adjustment)
    if let known = rules[key] { return known.made }
    if rules.count >= maxRules { rules.removeAll(keepingCapacity: true) }
    let made = AlertRule(rule, level: level, adjustment: adjustment)
    rules[key] = (rule, made)
    return made
  }

  fileprivate typealias Rules = [Key: (own: AlertRule, made: AlertRule)]
}

extension AlertPassage? {
  /// Hands an alert on, unless it is muted.
  func pass(_ alert: Alert, _ emit: (Alert) -> Void) {
    if let self { self.pass(alert, emit) } else { emit(alert) }
  }
}

extension Alert {
  fileprivate func at(_ level: Level, _ adjustment: AlertAdjustment, _ rules: inout AlertPassage.Rules) -> Alert {
    guard level != rule.level else { return self }
    var alert = self
    alert.rule = AlertPassage.rule(rule, level, adjustment, &rules)
    // What matters most is looked at each time.
    if adjustment.kind == .crownJewel { alert.setAsideHabit() }
    return alert
  }

  /// Breaches count crown jewels themselves.
  fileprivate var isBreach: Bool { rule.kind == .behaviour && rule.id.hasPrefix("expectation-") }
}

extension MuteQuestion {
  init(_ alert: Alert) {
    let activity = alert.activity
    self.init(
      rule: alert.rule.id, actor: activity.actor.key, issuer: activity.actor.issuer, email: activity.actor.email,
      isHuman: activity.actor.human, targets: activity.targets.map(\.id), address: activity.origin.ip,
      time: alert.time)
  }
}
