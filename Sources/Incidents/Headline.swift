import Activity
import Detection

/// The acts of an incident, put together by class: what its title and story tell.
struct Headline {
  struct Act {
    var actClass: ActClass
    /// By provider: how many distinct things of which kind.
    var objects: [(provider: String, resource: ResourceKind, count: Int)]
    var refused: Bool
    var first: Int64
    var weight: Double
    var count: Int
  }

  /// The weightiest first.
  let acts: [Act]

  init(_ steps: [IncidentStep]) {
    struct Key: Hashable {
      var actClass: ActClass
      var refused: Bool
    }
    var groups: [Key: [IncidentStep]] = [:]
    for step in steps { groups[Key(actClass: step.activity.operation.actClass, refused: step.refused), default: []].append(step) }
    acts = groups.map { key, steps in
      Act(
        actClass: key.actClass, objects: Self.objects(of: steps), refused: key.refused,
        first: steps.map(\.first).min() ?? 0, weight: Self.weight(of: steps) * (key.refused ? 0.4 : 1),
        count: steps.reduce(0) { $0 + $1.count })
    }.sorted { ($0.weight, $1.first, $1.actClass.rawValue) > ($1.weight, $0.first, $0.actClass.rawValue) }
  }

  private static func weight(of steps: [IncidentStep]) -> Double {
    steps.reduce(0.0) { sum, step in
      let level = Double(step.level.rawValue * step.level.rawValue)
      let sensitivity = 1 + Double(step.activity.operation.sensitivity.rawValue) / 4
      let ending = step.rule.tactics.contains { $0 == .impact || $0 == .exfiltration } ? 2.0 : 1
      return max(sum, level * sensitivity * ending) + 0.01 * Double(min(step.targetCount, 100))
    }
  }

  /// Distinct things by provider. Several rules see the same act, so targets are told apart by their ids; where a step
  /// knows only a count, the largest counts.
  private static func objects(of steps: [IncidentStep]) -> [(provider: String, resource: ResourceKind, count: Int)] {
    var ids: [String: Set<String>] = [:]
    var beyond: [String: [String: Int]] = [:]
    var kinds: [String: Set<ResourceKind>] = [:]
    for step in steps {
      let provider = step.activity.provider
      kinds[provider, default: []].insert(step.activity.operation.resource)
      for target in step.targets { ids[provider, default: []].insert(target.id) }
      let more = max(0, step.targetCount - step.targets.count)
      let operation = "\(step.activity.operation.name)\u{0}\(step.activity.actor.key)"
      beyond[provider, default: [:]][operation] = max(beyond[provider]?[operation] ?? 0, more)
    }
    return kinds.keys.sorted().map { provider in
      let kind = kinds[provider] ?? []
      let count = (ids[provider]?.count ?? 0) + (beyond[provider]?.values.reduce(0, +) ?? 0)
      return (provider, kind.count == 1 ? kind.first ?? .other : .other, count)
    }
  }
}
