import Activity
import Intel

extension FindingKind {
  /// A feed's value in a record.
  public static let indicatorSeen = FindingKind(
    id: "intel-indicator-seen", title: "A value known from threat intelligence was seen",
    titleJa: "脅威インテリジェンスにある値が見られた",
    summary: "A record holds a value that a feed names as an attacker's.",
    summaryJa: "フィードが攻撃者のものとして挙げる値が、レコードに含まれています。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["Shared addresses that were listed for what somebody else did."],
    response: ["block-address", "contain-identity"])
}

extension Finding {
  /// What the source is sure of wakes somebody; what it is unsure of is worth a look.
  init(_ match: IndicatorMatch, _ observation: Observation) {
    let level: Level = match.indicator.confidence.map { $0 >= 75 ? .high : $0 >= 30 ? .medium : .low } ?? .medium
    self.init(kind: .indicatorSeen, level: level, observation: observation)
    group = ["indicator=\(match.indicator.value)"]
    reasons = [Reason(en: match.en, ja: match.ja)]
  }
}
