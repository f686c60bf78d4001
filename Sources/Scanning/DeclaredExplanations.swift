import Activity
import Detection
import Expectations
import Incidents

/// Tells incidents what of their steps is declared to be normal.
struct DeclaredExplanations: ExplanationSource {
  private let expectations: Expectations

  init(_ expectations: Expectations) { self.expectations = expectations }

  /// What intelligence knows is never explained; a breach and what touches a crown jewel only by planned work; what
  /// behaviour found unusual not by a pipeline's right to make changes, which says nothing of how it makes them.
  func explanations(of step: IncidentStep) -> [Explanation] {
    guard step.rule.kind != .intel else { return [] }
    let activity = step.activity
    let reasons = expectations.reasons(
      for: DeclaredAct(
        actor: activity.actor.key, issuer: activity.actor.issuer, email: activity.actor.email,
        isHuman: activity.actor.human, tenant: activity.tenant,
        operation: "\(activity.operation.service):\(activity.operation.name)", actClass: activity.operation.actClass,
        targets: (activity.targets + step.targets).map(\.id), address: activity.origin.ip, first: step.first,
        last: step.last))
    let isBreach = step.rule.kind == .behaviour && step.rule.id.hasPrefix("expectation-")
    let isGuarded = isBreach || step.rule.adjustment?.kind == .crownJewel
    return reasons.filter { reason in
      switch reason.kind {
      case .planned: true
      case .network: !isGuarded
      case .pipeline, .hand: !isGuarded && step.rule.kind != .behaviour
      }
    }.map { explanation($0, isBreakGlass: step.rule.id == BreachKind.breakGlass.id) }
  }

  private func explanation(_ reason: DeclaredReason, isBreakGlass: Bool) -> Explanation {
    let (name, place) = (reason.name, reason.place)
    switch reason.kind {
    case .planned:
      return Explanation(
        kind: isBreakGlass ? .breakGlass : .announced, en: "It was announced as \"\(name)\" (\(place))",
        ja: "「\(name)」として予告された作業である（\(place)）", strength: 0.6)
    case .pipeline:
      return Explanation(
        kind: .pipeline, en: "It was done by the pipeline \"\(name)\", which owns it (\(place))",
        ja: "ここを管理するパイプライン「\(name)」による変更である（\(place)）", strength: 0.5)
    case .hand:
      return Explanation(
        kind: .pipeline,
        en: "It was done by somebody who may change by hand what the pipeline \"\(name)\" owns (\(place))",
        ja: "パイプライン「\(name)」の対象を手作業で変更してよいと申告された者による操作である（\(place)）", strength: 0.5)
    case .network:
      return Explanation(
        kind: .expectedOrigin, en: "It came from the declared network \"\(name)\" (\(place))",
        ja: "申告済みのネットワーク「\(name)」からの操作である（\(place)）", strength: 0.2)
    }
  }
}
