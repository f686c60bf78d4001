import Activity
import Detection

/// What a story tells, one point a sentence, before it is put into words: so that it is the same in every language.
enum StoryPoint {
  /// Who, where, when, from where.
  case opening
  /// What was done towards one tactic: acts by class, or a detection where the class says little.
  case stage(Stage)
  /// Tactics that are named only.
  case also([Tactic])
  /// What was found without a rule, in its own words.
  case sign(Alert.Reason)
  /// How far it got, and how soon it could be known.
  case progress(IncidentProgress)
  /// Attempts that were refused or failed, where others succeeded.
  case refused(Int)
  /// No alert above low, but many kinds of them.
  case risen(rules: Int)
  /// The identities' low alerts of the days before.
  case prior
  case gravest(AlertRule, rules: Int)
  /// What is declared to matter most, and was touched: how it is called.
  case jewels([String])
  case harmless([IncidentExplanation])
  case aftermath(Aftermath)
  /// What to do first, and the playbook.
  case contain(Containment?, playbook: String?)

  struct Stage {
    var tactic: Tactic
    /// 0 for the first.
    var number: Int
    var isOnly: Bool
    var acts: [Headline.Act]
    /// Where no act is telling.
    var rule: AlertRule?
    var alerts: Int
  }
}

/// A point and the steps that it rests on, the most telling first.
struct StoryOutline {
  struct Entry {
    var point: StoryPoint
    var steps: [Int] = []
    var records: [RecordReference] = []
  }

  private(set) var entries: [Entry] = []

  init(_ incident: Incident) {
    let steps = incident.steps
    entries.append(Entry(point: .opening, steps: Self.first(of: incident)))
    let told = incident.toldTactics
    for (number, tactic) in told.enumerated() {
      let own = steps.indices.filter { steps[$0].tactic == tactic }
      let telling = own.map { steps[$0] }.filter { $0.activity.operation.actClass.isTelling }
      let stage = StoryPoint.Stage(
        tactic: tactic, number: number, isOnly: incident.tactics.count == 1,
        acts: Array(
          Headline(telling, names: incident.identityNames).acts.filter { Phrase.of($0.actClass) != nil }.prefix(2)),
        rule: telling.isEmpty ? Self.gravest(own, steps).first.map { steps[$0].rule } : nil,
        alerts: own.reduce(0) { $0 + steps[$1].count })
      let cited = telling.isEmpty ? own : own.filter { steps[$0].activity.operation.actClass.isTelling }
      entries.append(Entry(point: .stage(stage), steps: Self.gravest(cited, steps)))
    }
    let rest = incident.tactics.filter { !told.contains($0) }
    if !rest.isEmpty { entries.append(Entry(point: .also(rest))) }
    if let sign = Self.sign(of: steps) { entries.append(Entry(point: .sign(steps[sign].reasons[0]), steps: [sign])) }
    if steps.count > 1, incident.progress.furthest != nil {
      let opener = steps.indices.filter { steps[$0].first == incident.progress.detected && steps[$0].level >= .medium }
      let loss = steps.indices.filter {
        steps[$0].first == incident.progress.firstLoss && steps[$0].level >= .medium && !steps[$0].refused
      }
      entries.append(
        Entry(point: .progress(incident.progress), steps: Array(opener.prefix(1)) + Array(loss.prefix(1))))
    }
    let refused = steps.indices.filter { steps[$0].refused }
    if !refused.isEmpty, refused.count < steps.count {
      entries.append(
        Entry(point: .refused(refused.reduce(0) { $0 + steps[$1].count }), steps: Self.gravest(refused, steps)))
    }
    let rules = Set(steps.map(\.rule.id)).count
    if incident.scoring.risen {
      entries.append(Entry(point: .risen(rules: rules)))
    } else if let worst = incident.worstIndex {
      entries.append(Entry(point: .gravest(steps[worst].rule, rules: rules), steps: [worst]))
    }
    let touching = steps.indices.filter { steps[$0].rule.adjustment?.kind == .crownJewel }
    if !touching.isEmpty {
      let names = Set(touching.compactMap { steps[$0].rule.adjustment?.name }).sorted()
      entries.append(Entry(point: .jewels(names), steps: Self.gravest(touching, steps)))
    }
    if incident.scoring.prior >= 0.05 { entries.append(Entry(point: .prior)) }
    if !incident.explanations.isEmpty {
      entries.append(
        Entry(point: .harmless(incident.explanations), records: incident.explanations.flatMap { $0.records.prefix(2) }))
    }
    if let aftermath = incident.aftermath {
      entries.append(
        Entry(point: .aftermath(aftermath), records: aftermath.steps.flatMap { $0.records.prefix(1) }))
    }
    if !incident.actions.isEmpty || !incident.playbooks.isEmpty {
      entries.append(Entry(point: .contain(incident.actions.first, playbook: incident.playbooks.first)))
    }
  }

  /// The first act of each of the first people.
  private static func first(of incident: Incident) -> [Int] {
    var found: [Int] = []
    for identity in incident.protagonists.prefix(StorySentence.steps) {
      let place = incident.steps.firstIndex {
        $0.activity.actor.key == identity.key || $0.activity.actor.issuer == identity.key
      }
      if let place, !found.contains(place) { found.append(place) }
    }
    return found.isEmpty && !incident.steps.isEmpty ? [0] : found
  }

  /// By level, what succeeded before what did not, then by time.
  private static func gravest(_ places: [Int], _ steps: [IncidentStep]) -> [Int] {
    places.sorted {
      (steps[$1].refused ? 0 : 1, steps[$1].level, $0) < (steps[$0].refused ? 0 : 1, steps[$0].level, $1)
    }
  }

  /// The step whose first reason surprises most.
  private static func sign(of steps: [IncidentStep]) -> Int? {
    steps.indices.filter { !steps[$0].reasons.isEmpty }.max {
      (steps[$0].reasons[0].bits ?? 0, steps[$0].level, $1) < (steps[$1].reasons[0].bits ?? 0, steps[$1].level, $0)
    }
  }
}
