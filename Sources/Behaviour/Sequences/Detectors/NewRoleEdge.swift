import Activity

extension BehaviourKind {
  static let newRoleEdge = BehaviourKind(
    id: "behaviour-new-role-edge",
    title: "A role taken by an identity that never took it",
    titleJa: "これまで引き受けたことのないロールの引き受け",
    summary:
      "An identity took a role for the first time since it is watched. Alone it is context; with a sensitive act, or across accounts, it is how intruders climb and spread.",
    summaryJa: "監視開始以来、初めてこのロールを引き受けました。単独では参考情報ですが、重要な操作やアカウントをまたぐ場合は、権限昇格や横展開の手口に当たります。",
    tags: [
      "attack.privilege_escalation", "attack.lateral_movement", "attack.t1078.004", "attack.t1550.001", "csa.tt2022.01",
    ],
    falsePositives: ["A new duty", "The first time on call"],
    response: ["revoke-sessions", "review-change"])
}

/// Shared out by the identity at the chain's beginning. Edges themselves are learned in every shard.
extension Sequences {
  func judgeEdge(_ m: Moment) {
    let o = m.o
    if o.actClass == .authenticate, o.outcome == .success, o.resource == .role, o.targetIdentity != 0, m.origin != 0,
      !Subject.isService(o)
    {
      noteEdge(m)
    } else if m.isSensitive, o.actorKind == .role {
      judgeEdgeUse(m)
    }
  }

  private func noteEdge(_ m: Moment) {
    let o = m.o
    let tenant = since(Mixing.key(o.tenant, 3), o.time)
    let actor = since(Mixing.key(m.origin, 1), o.time)
    let (place, isNew) = edges.place(Mixing.key(m.origin, o.targetIdentity), at: o.time)
    guard isNew else { return }
    edges.entries[place].first = o.time
    let role = known.place(Mixing.key(o.targetIdentity, 2), at: o.time).place
    known.entries[role].count += 1
    let takers = known.entries[role].count
    let isWarm = o.time - tenant >= options.tenantWarmup && o.time - actor >= options.settled
    guard isWarm else { return }
    let crosses = crossesTenants(o)
    // A role that everybody takes is taken by one more.
    guard crosses || takers <= UInt64(options.commonNetworkPeople) else { return }
    let mark = marks.place(o.targetIdentity, at: o.time).place
    marks.entries[mark].edge = MarkedAct(o, by: m.origin)
    marks.entries[mark].edgeCrosses = crosses ? 1 : 0
    guard owns(m.origin) else { return }
    raise(.edge, .low, m, entity: Mixing.key(m.origin, o.targetIdentity)) {
      let span = Self.span(o.time - actor)
      return [
        Self.reason(
          "\(text(m.origin)) took \(text(o.targetIdentity)) for the first time in \(span.en) of watching it take roles",
          "\(text(m.origin)) は監視中の \(span.ja)で初めて \(text(o.targetIdentity)) を引き受けました"),
        Self.reason(
          "\(takers == 1 ? "nobody else" : Plural.of(takers - 1, "other")) took this role before\(crosses ? "; it belongs to another account" : "")",
          "このロールを以前に引き受けた ID は \(takers - 1) 個です\(crosses ? "。ロールは別のアカウントのものです" : "")"),
      ]
    }
  }

  private func since(_ key: UInt64, _ time: Int64) -> Int64 {
    let (place, isNew) = known.place(key, at: time)
    if isNew { known.entries[place].since = time }
    return known.entries[place].since
  }

  /// Whether the role's key names another tenant than the actor's.
  private func crossesTenants(_ o: Observation) -> Bool {
    guard let role = names.text(o.targetIdentity), let actor = names.text(o.actor) else { return false }
    let (to, from) = (role.split(separator: ":", maxSplits: 2), actor.split(separator: ":", maxSplits: 2))
    return to.count == 3 && from.count == 3 && to[0] == from[0] && to[1] != from[1]
  }

  private func judgeEdgeUse(_ m: Moment) {
    guard owns(m.origin), let mark = mark(m.o.actor, where: { $0.edge.isDone && $0.edge.by == m.origin }) else {
      return
    }
    let elapsed = m.o.time - mark.edge.time
    guard elapsed > 0, elapsed <= options.sessionLife else { return }
    let isTakeover = Subject.takeover.contains(m.o.actClass)
    let isCritical = m.o.sensitivity == .critical
    let crosses = mark.edgeCrosses == 1
    guard isTakeover || isCritical || crosses else { return }
    raise(
      .edge, crosses && (isTakeover || isCritical) ? .high : .medium, m,
      entity: Mixing.key(m.origin, m.o.actor), related: [mark.edge.evidence], count: 2
    ) {
      let span = Self.span(elapsed)
      return [
        Self.reason(
          "\(text(m.origin)) took \(text(m.o.actor)) for the first time \(span.en) before\(crosses ? ", across accounts" : "")",
          "\(span.ja)前に \(text(m.origin)) が初めて\(crosses ? "アカウントをまたいで" : "") \(text(m.o.actor)) を引き受けました"),
        actReason(m),
      ]
    }
  }
}
