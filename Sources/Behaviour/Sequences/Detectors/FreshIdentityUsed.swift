import Activity

extension BehaviourKind {
  static let freshIdentityUsed = BehaviourKind(
    id: "behaviour-fresh-identity-used",
    title: "An identity made, given rights and used at once",
    titleJa: "作成・権限付与の直後に使用された ID",
    summary:
      "An identity was created, was given high privileges, and does what attackers come for within a day: a way to stay after the stolen one is closed.",
    summaryJa: "作成された ID に強い権限が与えられ、1 日以内に攻撃者の目的となる操作が行われました。盗まれた ID が閉じられた後も居座るための手口です。",
    tags: ["attack.persistence", "attack.t1136.003", "attack.t1098.003", "csa.tt2022.01"],
    falsePositives: ["A new pipeline's identity on its first day", "A new administrator's first day"],
    response: ["contain-identity"])
}

/// Shared out by subject.
extension Sequences {
  func judgeFreshIdentity(_ m: Moment) {
    guard m.isSensitive,
      let mark = mark(m.o.actor, where: { $0.created.isDone && $0.granted.time >= $0.created.time })
    else { return }
    let elapsed = m.o.time - mark.created.time
    guard elapsed > 0, elapsed <= options.freshWindow, m.o.time > mark.granted.time else { return }
    let isCritical = m.o.sensitivity == .critical
    let isOnOthers = m.o.targetIdentity != 0 && m.o.targetIdentity != m.o.actor
    let isTakeover = Subject.takeover.contains(m.o.actClass) && isOnOthers
    let isAdministrator = mark.grantSensitivity >= UInt16(Sensitivity.critical.rawValue)
    var level: Level = .low
    if isCritical || isTakeover || m.o.credentialKind == .longLivedKey { level = .medium }
    // Whoever made it, gave it administration itself, and does not wait: seldom a colleague's first day.
    if level == .medium, isAdministrator, mark.granted.by == mark.created.by, isCritical || isTakeover { level = .high }
    raise(
      .freshIdentity, level, m, entity: m.subject, related: [mark.created.evidence, mark.granted.evidence], count: 3
    ) {
      let (made, given) = (Self.span(elapsed), Self.span(m.o.time - mark.granted.time))
      return [
        Self.reason(
          "created \(made.en) before by \(text(mark.created.by)), given rights \(given.en) before by \(text(mark.granted.by))",
          "\(made.ja)前に \(text(mark.created.by)) が作成し、\(given.ja)前に \(text(mark.granted.by)) が権限を付与しました"),
        actReason(m),
      ]
    }
  }
}
