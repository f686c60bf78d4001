import Activity
import Detection

extension Explanation {
  /// What the record of a step says itself. What the score counts on its own (outcomes, services) has no strength here.
  static func facts(of step: IncidentStep) -> [Explanation] {
    var found: [Explanation] = []
    // EC2 answers a permitted dry run with an error of this name; Kubernetes and others mark the request.
    if let reason = step.activity.reason, reason.utf8.count <= 256, reason.lowercased().contains("dryrun") {
      found.append(
        Explanation(
          kind: .dryRun, en: "It was a dry run, which changes nothing", ja: "ドライラン（実行の予行）であり、実際には何も変更していない",
          strength: 0.5))
    }
    if step.activity.actor.kind == .service || step.activity.actor.kind == .system {
      found.append(
        Explanation(
          kind: .providerService, en: "It was done by the provider’s own service",
          ja: "提供元自身のサービスによる操作である", strength: 0.2))
    }
    return found
  }

  static let allRefused = Explanation(
    kind: .refused, en: "All of it was refused or failed", ja: "すべて拒否されたか失敗している", strength: 0)
}

extension IncidentExplanation {
  /// Those of all steps, the strongest first, each once; at most 8.
  static func together(_ steps: [IncidentStep]) -> [IncidentExplanation] {
    var order: [Explanation] = []
    var found: [Explanation: IncidentExplanation] = [:]
    func add(_ explanation: Explanation, _ step: IncidentStep) {
      if found[explanation] == nil { order.append(explanation) }
      var known = found[explanation] ?? IncidentExplanation(explanation: explanation, alerts: 0, records: [])
      known.alerts += step.count
      known.records = Array((known.records + step.records.prefix(1)).prefix(5))
      found[explanation] = known
    }
    for step in steps {
      for explanation in step.explanations.prefix(4) { add(explanation, step) }
    }
    let opening = steps.filter { $0.level >= .medium }
    if !opening.isEmpty, opening.allSatisfy(\.refused) {
      for step in opening { add(.allRefused, step) }
    }
    let sorted = order.enumerated().sorted { ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset) }
    return sorted.prefix(8).compactMap { found[$0.element] }
  }
}
