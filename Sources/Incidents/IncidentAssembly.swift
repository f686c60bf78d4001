import Activity
import Detection

/// Makes an incident of a cluster of trails.
struct IncidentAssembly {
  static let shownSteps = 200
  static let identities = 32
  static let resources = 64
  /// Steps whose activities are looked into; the worst go first.
  static let readSteps = 2_000

  /// All steps, in order of time.
  let steps: [IncidentStep]
  let alertsByLevel: [Level: Int]
  let id: String
  /// When low alerts alone opened it; `nil` where something graver did.
  private let risen: Int64?
  private let prior: Double

  init(builder: IncidentBuilder, cluster: Cluster, hindsight: IncidentBuilder.Hindsight? = nil) {
    let trails = (cluster.opening + cluster.pending).map { builder.trails[Int($0)] }
    // Places of steps: a folded step is long, and an incident may have many thousands.
    var places = trails.flatMap { $0.steps.map { Int($0) } }
    let folded = builder.steps
    var counts: [Level: Int] = [:]
    for place in places { counts[folded[place].earliest.rule.level, default: 0] += folded[place].count }
    for trail in trails { counts.merge(trail.overflow, uniquingKeysWith: +) }
    alertsByLevel = counts

    let opener = places.lazy.filter { folded[$0].earliest.rule.level >= .medium || cluster.risen != nil }
      .min { Self.isEarlier(folded[$0], folded[$1]) }
    id = "inc-" + String((opener.map { folded[$0].earliest.id } ?? "0").prefix(64))
    risen = cluster.risen
    // Of each principal's first run: what came later is in the incident itself.
    var first: [UInt64: Trail] = [:]
    for trail in trails where first[trail.principal].map({ trail.first < $0.first }) ?? true {
      first[trail.principal] = trail
    }
    prior = first.values.map(\.priorRisk).max() ?? 0

    if places.count > Self.readSteps {
      places.sort {
        (folded[$1].earliest.rule.level, folded[$0].first) < (folded[$0].earliest.rule.level, folded[$1].first)
      }
      places.removeLast(places.count - Self.readSteps)
    }
    places.sort { Self.isEarlier(folded[$0], folded[$1]) }
    let sources = builder.explanations
    var steps = places.concurrentMap { IncidentStep(folded[$0]) }
    if let hindsight {
      for (number, place) in places.enumerated() where steps[number].isNew && steps[number].level == .medium {
        steps[number].habit = hindsight(folded[place].earliest, folded[place].last)
      }
    }
    let explanations = steps.concurrentMap { step in
      Explanation.facts(of: step) + sources.flatMap { $0.explanations(of: step) }
    }
    for number in steps.indices { steps[number].explanations = explanations[number] }
    // A habit explains only what keeps to itself: beside anything new it is part of what is new.
    let isAlone = trails.allSatisfy { $0.overflow.keys.allSatisfy { $0 < .medium } } && !steps.contains(where: \.isNew)
    if isAlone {
      for place in steps.indices {
        if let habit = steps[place].habit { steps[place].explanations.append(Explanation(habit)) }
      }
    }
    self.steps = steps
  }

  /// By time, then by what does not depend on the order of arrival.
  private static func isEarlier(_ left: FoldedStep, _ right: FoldedStep) -> Bool {
    if left.first != right.first { return left.first < right.first }
    let (one, other) = (left.earliest, right.earliest)
    if one.record.path != other.record.path { return one.record.path < other.record.path }
    if one.record.index != other.record.index { return one.record.index < other.record.index }
    if one.rule.level != other.rule.level { return one.rule.level > other.rule.level }
    return one.rule.id < other.rule.id
  }

  func incident() -> Incident {
    let score = IncidentScore(steps: steps, prior: prior, risen: risen != nil)
    let level = score.level(steps: steps)
    let entities = IncidentEntities(steps: steps)
    let shown = Self.worst(of: steps)
    return Incident(
      id: id, score: score.points(in: level), level: level, identities: entities.identities,
      credentials: entities.credentials, addresses: entities.addresses, resources: entities.resources,
      providers: Set(steps.map(\.activity.provider)).filter { !$0.isEmpty }.sorted(),
      tenants: Array(Set(steps.compactMap(\.activity.tenant)).sorted().prefix(Self.identities)),
      start: steps.lazy.map(\.first).filter { $0 != 0 }.min() ?? 0, end: steps.map(\.last).max() ?? 0,
      alerts: alertsByLevel.values.reduce(0, +), alertsByLevel: alertsByLevel, steps: shown,
      stepsOmitted: steps.count - shown.count, tactics: Self.tactics(of: steps),
      techniques: Set(steps.flatMap(\.rule.techniques)).sorted(), threats: Set(steps.flatMap(\.rule.threats)).sorted(),
      actions: ContainmentPlan(steps: steps, entities: entities).actions, playbooks: Self.playbooks(of: steps),
      graph: IdentityGraph(steps: steps, entities: entities), scoring: score,
      progress: IncidentProgress(steps: steps, risen: risen), explanations: IncidentExplanation.together(steps))
  }

  /// The worst steps, in order of time again.
  private static func worst(of steps: [IncidentStep]) -> [IncidentStep] {
    guard steps.count > shownSteps else { return steps }
    return steps.enumerated()
      .sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
      .prefix(shownSteps).sorted { $0.offset < $1.offset }.map(\.element)
  }

  private static func tactics(of steps: [IncidentStep]) -> [Tactic] {
    // A refused attempt reaches nothing, but is told where nothing of its tactic succeeded.
    var reached: [Tactic: Int] = [:]
    var tried: [Tactic: Int] = [:]
    for (place, step) in steps.enumerated() {
      guard let tactic = step.tactic else { continue }
      if step.refused {
        if tried[tactic] == nil { tried[tactic] = place }
      } else if reached[tactic] == nil {
        reached[tactic] = place
      }
    }
    return tried.merging(reached) { $1 }.sorted { $0.value < $1.value }.map(\.key)
  }

  private static func playbooks(of steps: [IncidentStep]) -> [String] {
    var seen: Set<String> = []
    let names = steps.sorted { $0.level > $1.level }.flatMap(\.rule.response).filter { seen.insert($0).inserted }
    return Array(names.prefix(16))
  }
}
