import Activity
import Behaviour
import Expectations
import Intel

/// Follows observations for what no rule names: behaviour, sequences, indicators, expectations. One owner.
final class Watcher {
  private let engine: Engine
  private let names: Names
  private let path: (UInt32) -> String
  private let behaviour: Behaviour?
  private let sequences: Sequences?
  private let indicators: IndicatorSet?
  private var indicatorMemory = IndicatorMemory()
  private let declared: DeclaredNormal?
  private var rules: [RuleKey: AlertRule] = [:]

  private struct RuleKey: Hashable {
    var id: String
    var level: Level
  }

  init(_ engine: Engine, _ watch: Watch, path: @escaping (UInt32) -> String) {
    self.engine = engine
    self.path = path
    names = engine.names
    declared = watch.expectations.map { DeclaredNormal($0, names: engine.names, addresses: watch.addresses) }
    let declared = declared
    behaviour = watch.behaviour.map {
      Behaviour(options: $0, names: engine.names, facts: watch.addresses, expectations: declared)
    }
    sequences = watch.sequences.map { Sequences(options: $0, names: engine.names, facts: watch.addresses) }
    indicators = watch.indicators.flatMap { $0.count > 0 ? $0 : nil }
  }

  /// Takes the next observation in event time.
  func observe(_ observation: Observation, _ emit: (Alert) -> Void) {
    behaviour?.observe(observation) { emit(alert(of: $0)) }
    sequences?.observe(observation) { settle($0, emit) }
    if let indicators {
      for match in indicators.matches(observation, names: names, at: observation.time, memory: &indicatorMemory) {
        emit(alert(of: match, observation))
      }
    }
    if let declared { for breach in declared.check(observation) { emit(alert(of: breach)) } }
  }

  func finish(_ emit: (Alert) -> Void) {
    sequences?.finish { settle($0, emit) }
    behaviour?.finish { emit(alert(of: $0)) }
  }

  func report(into report: inout WatchReport) {
    report.behaviour = behaviour?.statistics
    report.sequences = sequences?.statistics
  }

  // MARK: State

  func state() -> WatchState { WatchState(behaviour: behaviour?.snapshot() ?? [], sequences: sequences?.snapshot() ?? []) }

  func restore(_ state: WatchState) throws(WatchStateError) {
    do { if !state.behaviour.isEmpty { try behaviour?.restore(state.behaviour) } } catch {
      throw WatchStateError(description: "baselines: \(error)")
    }
    do { if !state.sequences.isEmpty { try sequences?.restore(state.sequences) } } catch {
      throw WatchStateError(description: "sequences: \(error)")
    }
  }

  // MARK: Alerts

  private func settle(_ finding: BehaviourFinding, _ emit: (Alert) -> Void) {
    if let declared, declared.explainsPlace(of: finding) { return }
    emit(alert(of: finding))
  }

  private func alert(of finding: BehaviourFinding) -> Alert {
    let kind = finding.kind
    var alert = alert(
      rule(kind.id, finding.level) {
        AlertRule(
          id: kind.id, title: kind.title, titleJa: kind.titleJa, summary: kind.summary, summaryJa: kind.summaryJa,
          level: finding.level, kind: .behaviour, tags: kind.tags, falsePositives: kind.falsePositives,
          response: kind.response)
      }, finding.observation)
    alert.count = finding.count
    alert.related = finding.related.map { place in
      RecordReference(path: path(place.file), index: place.record, id: nil, idHash: place.recordID)
    }
    alert.group = finding.group
    alert.reasons = finding.reasons.map { Alert.Reason(en: $0.en, ja: $0.ja, bits: $0.bits) }
    return alert
  }

  private func alert(of breach: ExpectationBreach) -> Alert {
    let kind = breach.kind
    var alert = alert(
      rule(kind.id, breach.level) {
        AlertRule(
          id: kind.id, title: kind.title, titleJa: kind.titleJa, summary: kind.summary, summaryJa: kind.summaryJa,
          level: breach.level, kind: .behaviour, tags: kind.tags, falsePositives: kind.falsePositives,
          response: kind.response)
      }, breach.observation)
    alert.group = breach.group
    alert.reasons = breach.reasons.map { Alert.Reason(en: $0.en, ja: $0.ja) }
    return alert
  }

  private func alert(of match: IndicatorMatch, _ observation: Observation) -> Alert {
    // What the source is sure of wakes somebody; what it is unsure of is worth a look.
    let level: Level = match.indicator.confidence.map { $0 >= 75 ? .high : $0 >= 30 ? .medium : .low } ?? .medium
    var alert = alert(
      rule("intel-indicator-seen", level) {
        AlertRule(
          id: "intel-indicator-seen", title: "A value known from threat intelligence was seen",
          titleJa: "脅威インテリジェンスにある値が見られた",
          summary: "A record holds a value that a feed names as an attacker's.",
          summaryJa: "フィードが攻撃者のものとして挙げる値が、レコードに含まれています。", level: level, kind: .intel,
          tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"],
          falsePositives: ["Shared addresses that were listed for what somebody else did."],
          response: ["block-address", "contain-identity"])
      }, observation)
    alert.group = ["indicator=\(match.indicator.value)"]
    alert.reasons = [Alert.Reason(en: match.en, ja: match.ja)]
    return alert
  }

  private func alert(_ rule: AlertRule, _ observation: Observation) -> Alert {
    var alert = Alert(
      rule: rule, observation, id: nil, path: path(observation.file), source: engine.alertSource(of: observation))
    alert.record.idHash = observation.recordID
    return alert
  }

  private func rule(_ id: String, _ level: Level, _ make: () -> AlertRule) -> AlertRule {
    let key = RuleKey(id: id, level: level)
    if let known = rules[key] { return known }
    let made = make()
    rules[key] = made
    return made
  }
}

extension Engine {
  func alertSource(of observation: Observation) -> AlertSource {
    alertSources[min(Int(observation.source), alertSources.count - 1)]
  }
}
