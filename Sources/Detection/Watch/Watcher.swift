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

  /// So many observations before its turn one is fetched.
  private static let ahead = 6

  /// What was found on one of a run of observations, by its place among them.
  enum Found {
    case finding(Finding)
    case match(IndicatorMatch, Observation)
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
        for place in places.indices {
          // They have waited, and come from far.
          if place + Self.ahead < places.count { Prefetch.of(places[place + Self.ahead]) }
          behaviour.observe(places[place]) { found.append((place, .finding($0))) }
        }
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
        for breach in declaredForChecks?.check(observation.pointee) ?? [] { found.append((place, .finding(breach))) }
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
    case .finding(let finding): alert(of: finding, as: .behaviour)
    case .match(let match, let observation): alert(of: Finding(match, observation), as: .intel)
    }
  }

  func finish(_ emit: (Alert) -> Void) {
    sequences?.finish { finding in
      if declaredForPlaces?.explainsPlace(of: finding) != true { emit(alert(of: .finding(finding))) }
    }
    behaviour?.finish { emit(alert(of: .finding($0))) }
  }

  func report(into report: inout WatchReport) {
    report.behaviour = behaviour?.statistics
    report.sequences = sequences?.statistics
  }

  private func alert(of finding: Finding, as kind: AlertRule.Kind) -> Alert {
    let observation = finding.observation
    var alert = Alert(
      rule: rule(finding.kind, finding.level, kind), observation, id: nil, path: path(observation.file),
      source: engine.alertSource(of: observation))
    alert.record.idHash = observation.recordID
    alert.count = finding.count
    alert.related = finding.related.map { place in
      RecordReference(path: path(place.file), index: place.record, id: nil, idHash: place.recordID)
    }
    alert.group = finding.group
    alert.reasons = finding.reasons
    return alert
  }

  private func rule(_ found: FindingKind, _ level: Level, _ kind: AlertRule.Kind) -> AlertRule {
    let key = RuleKey(id: found.id, level: level)
    if let known = rules[key] { return known }
    let made = AlertRule(found, level: level, kind: kind)
    rules[key] = made
    return made
  }
}

extension Engine {
  func alertSource(of observation: Observation) -> AlertSource {
    alertSources[min(Int(observation.source), alertSources.count - 1)]
  }
}
