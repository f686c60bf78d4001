import Activity
import Behaviour
import Expectations
import Intel
import JSONTape

/// Follows observations for what no rule names: behaviour, sequences, indicators, expectations. One owner.
// proof: each part touches state of its own alone (`Part`), so that different parts may run on different threads while
// their owner waits for them; everything else is called by the owner only.
final class Watcher: @unchecked Sendable {
  private let engine: Engine
  private let names: Names
  private let path: (UInt32) -> String
  let behaviour: Behaviour?
  let sequences: Sequences?
  private let indicators: IndicatorSet?
  private var indicatorMemory = IndicatorMemory()
  /// When an indicator was last told of an identity.
  var told: [UInt64: Int64] = [:]
  /// Microseconds of event time within which the same is not told again, and how many are remembered before all are
  /// forgotten.
  static let tellAgainAfter: Int64 = 3_600_000_000
  static let maxTold = 1 << 16
  /// One for each that may run beside the others.
  private let declaredForPlaces: DeclaredNormal?
  let declaredForChecks: DeclaredNormal?
  private var rules: [RuleKey: AlertRule] = [:]

  private struct RuleKey: Hashable {
    var id: String
    var level: Level
  }

  init(_ engine: Engine, _ watch: Watch, path: @escaping (UInt32) -> String) {
    self.engine = engine
    self.path = path
    names = engine.names
    func declared() -> DeclaredNormal? {
      watch.expectations.map { DeclaredNormal($0, names: engine.names, addresses: watch.addresses) }
    }
    declaredForPlaces = declared()
    declaredForChecks = declared()
    let declaredForBehaviour = declared()
    behaviour = watch.behaviour.map {
      Behaviour(options: $0, names: engine.names, facts: watch.addresses, expectations: declaredForBehaviour)
    }
    sequences = watch.sequences.map { Sequences(options: $0, names: engine.names, facts: watch.addresses) }
    indicators = watch.indicators.flatMap { $0.count > 0 ? $0 : nil }
  }

  /// What was found on one of a run of observations, by its place among them.
  enum Found {
    case finding(BehaviourFinding)
    case match(IndicatorMatch, Observation)
    case breach(ExpectationBreach)
  }

  /// The parts that share nothing and may run side by side.
  enum Part: Int, CaseIterable { case behaviour, sequences, declared }

  /// Takes the next observations in event time.
  func observe(_ observations: ObservationRun, part: Part) -> [(place: Int, found: Found)] {
    var found: [(place: Int, found: Found)] = []
    switch part {
    case .behaviour:
      guard let behaviour else { break }
      observations.withPlaces { places in
        for place in places.indices { behaviour.observe(places[place]) { found.append((place, .finding($0))) } }
      }
    case .sequences:
      guard let sequences else { break }
      observations.withPlaces { places in
        for place in places.indices {
          sequences.observe(places[place]) { finding in
            if declaredForPlaces?.explainsPlace(of: finding) != true { found.append((place, .finding(finding))) }
          }
        }
      }
    case .declared:
      guard indicators != nil || declaredForChecks != nil else { break }
      for place in 0..<observations.count {
        let observation = observations[place]
        if let indicators {
          let matches = indicators.matches(
            observation.pointee, names: names, at: observation.pointee.time, memory: &indicatorMemory)
          for match in matches where isNews(match, observation.pointee) {
            found.append((place, .match(match, observation.pointee)))
          }
        }
        for breach in declaredForChecks?.check(observation.pointee) ?? [] { found.append((place, .breach(breach))) }
      }
    }
    return found
  }

  /// Whether the indicator was not told of the identity within the hour.
  private func isNews(_ match: IndicatorMatch, _ observation: Observation) -> Bool {
    var value = match.indicator.value
    let hash = value.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }
    let key = ExactHash.mix(hash ^ observation.actor, 0x9E37_79B9_7F4A_7C15)
    if let last = told[key], observation.time - last < Self.tellAgainAfter { return false }
    if told.count >= Self.maxTold { told.removeAll(keepingCapacity: true) }
    told[key] = observation.time
    return true
  }

  func alert(of found: Found) -> Alert {
    switch found {
    case .finding(let finding): alert(of: finding)
    case .match(let match, let observation): alert(of: match, observation)
    case .breach(let breach): alert(of: breach)
    }
  }

  func finish(_ emit: (Alert) -> Void) {
    sequences?.finish { finding in
      if declaredForPlaces?.explainsPlace(of: finding) != true { emit(alert(of: finding)) }
    }
    behaviour?.finish { emit(alert(of: $0)) }
  }

  func report(into report: inout WatchReport) {
    report.behaviour = behaviour?.statistics
    report.sequences = sequences?.statistics
  }

  // MARK: Alerts

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
