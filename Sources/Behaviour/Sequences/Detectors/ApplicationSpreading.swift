import Activity

extension BehaviourKind {
  static let applicationSpreading = BehaviourKind(
    id: "behaviour-application-spreading",
    title: "An application nobody knew is let in by one person after the other",
    titleJa: "誰も知らなかったアプリが次々に許可された",
    summary:
      "Several people gave the same application access to what is theirs within hours of its first being seen. Phishing for consent is sent to many at once, and a worm sends itself on to the contacts of each who falls for it.",
    summaryJa:
      "初めて現れたアプリに、数時間のうちに複数の人がアクセスを許可しました。同意を狙うフィッシングは多数へ同時に送られ、ワーム型のものは許可した人の連絡先へ自らを広げます。",
    tags: [
      "attack.initial_access", "attack.t1566.002", "attack.credential_access", "attack.t1528", "csa.tt2022.01",
      "csa.tt2022.03",
    ],
    falsePositives: ["A new tool that everybody was asked to install", "A training course"],
    response: ["revoke-sessions", "review-change"])
}

/// Shared out by application.
extension Sequences {
  func judgeSpreading(_ m: Moment) {
    let o = m.o
    guard o.actClass == .grant, o.resource == .application, o.outcome == .success, o.actorKind == .user,
      o.human != .no, m.subject != 0
    else { return }
    let tenant = Mixing.key(o.tenant, 5)
    let application = o.target != 0 ? o.target : o.targetIdentity
    guard application != 0, owns(application) else { return }
    let (place, isNew) = spreads.place(Mixing.key(application, tenant), at: o.time)
    // What is first seen before the tenant is known may have been there all along.
    let known = known.find(tenant)
    let isKnown = known >= 0 && o.time - self.known.entries[known].since >= options.tenantWarmup
    if isNew, isKnown {
      spreads.entries[place].since = o.time
      spreads.entries[place].firstEvidence = Evidence(o)
    }
    let state = spreads.entries[place]
    guard state.since != 0, o.time - state.since <= options.spreadWindow, !any(state.people .== m.subject) else {
      return
    }
    if state.count < 8 { spreads.entries[place].people[Int(state.count)] = m.subject }
    if state.count == 1 { spreads.entries[place].secondEvidence = Evidence(o) }
    spreads.entries[place].count &+= 1
    spreads.entries[place].sensitivity = max(state.sensitivity, UInt32(o.sensitivity.rawValue))
    raiseSpreading(m, spreads.entries[place])
    spreads.entries[place].lastEvidence = Evidence(o)
  }

  private func raiseSpreading(_ m: Moment, _ state: SpreadState) {
    guard Int(state.count) >= options.spreadPeople else { return }
    let isPowerful = state.sensitivity >= UInt32(Sensitivity.high.rawValue)
    // Three may be a team that tries something; four who give all their mail or files away were asked to.
    let level: Level = isPowerful && Int(state.count) > options.spreadPeople ? .high : .medium
    raise(
      .spreading, level, m, entity: m.o.target != 0 ? m.o.target : m.o.targetIdentity,
      related: [state.firstEvidence, state.secondEvidence, state.lastEvidence], count: Int(state.count),
      group: ["application=\(text(m.o.target != 0 ? m.o.target : m.o.targetIdentity))"]
    ) {
      let span = Self.span(m.o.time - state.since)
      var reasons = [
        Self.reason(
          "\(state.count) people let it in within \(span.en) of its first being seen",
          "初めて現れてから\(span.ja)のうちに\(state.count)人が許可しました"),
        Self.reason(
          "\(people(state)) among them", "許可した人: \(people(state))"),
      ]
      if isPowerful {
        reasons.append(
          Self.reason("it was given rights of sensitivity high or above", "与えられた権限の重要度は high 以上です"))
      }
      return reasons
    }
  }

  private func people(_ state: SpreadState) -> String {
    (0..<min(Int(state.count), 4)).map { text(state.people[$0]) }.joined(separator: ", ")
  }

  /// Since when a tenant's sign-ins and grants are watched: the same in every shard. Sources whose records do not name
  /// their tenant are taken for one.
  func learnTenant(_ m: Moment) {
    guard m.isSignIn || m.o.actClass == .grant else { return }
    let (place, isNew) = known.place(Mixing.key(m.o.tenant, 5), at: m.o.time)
    if isNew { known.entries[place].since = m.o.time }
  }
}
