import Activity

extension BehaviourKind {
  static let privilegeGainedThenUsed = BehaviourKind(
    id: "behaviour-privilege-gained-then-used",
    title: "An identity gave itself rights and used them",
    titleJa: "自分自身に権限を付与して行使",
    summary:
      "An identity widened its own permissions and then did something sensitive that it never did before: privilege escalation.",
    summaryJa: "自分の権限を広げた後、これまで行ったことのない重要な操作を行いました。権限昇格に当たります。",
    tags: ["attack.privilege_escalation", "attack.t1098.003", "attack.t1548.005", "csa.tt2022.01", "csa.tt2022.03"],
    falsePositives: ["An administrator who takes a right for a job", "A pipeline that manages its own role"],
    response: ["contain-identity", "review-change"])
}

/// Shared out by subject.
extension Sequences {
  func judgePrivilege(_ m: Moment) {
    guard m.isSensitive, m.o.actClass != .grant else { return }
    for key in [m.o.actor, m.o.issuer] where key != 0 {
      guard let mark = mark(key, where: { $0.grantToSelf == 1 }) else { continue }
      let elapsed = m.o.time - mark.granted.time
      guard elapsed > 0, elapsed <= options.freshWindow else { continue }
      let place = subjects.find(m.subject)
      guard place >= 0 else { return }
      let state = subjects.entries[place]
      // Whoever does so as a habit is a pipeline; what was done before needed no new right.
      guard state.selfGrants <= 5, state.acts & (1 << UInt32(m.o.actClass.rawValue)) == 0 else { return }
      let isSettled = mark.granted.time - state.firstSeen >= options.settled
      let isGrave = m.o.sensitivity == .critical || Subject.takeover.contains(m.o.actClass)
      var level: Level = isSettled || isGrave ? .medium : .low
      if isGrave, mark.grantSensitivity >= UInt16(Sensitivity.critical.rawValue) { level = .high }
      if m.o.human == .no, level == .high { level = .medium }
      raise(.privilegeUsed, level, m, entity: m.subject, related: [mark.granted.evidence], count: 2) {
        let span = Self.span(elapsed)
        return [
          Self.reason(
            "\(text(key)) gave itself rights \(span.en) before (sensitivity \(mark.grantSensitivity) of 4)",
            "\(span.ja)前に \(text(key)) が自分自身に権限を付与しました（重要度 4 段階中 \(mark.grantSensitivity)）"),
          actReason(m),
          Self.reason(
            "its first act of this class in \(Self.span(m.o.time - state.firstSeen).en)",
            "この種別の操作は \(Self.span(m.o.time - state.firstSeen).ja)の監視で初めてです"),
        ]
      }
      return
    }
  }
}
