import Activity

extension BehaviourKind {
  static let resetThenSignIn = BehaviourKind(
    id: "behaviour-reset-then-sign-in",
    title: "Factor or password changed, then a sign-in from a new place",
    titleJa: "認証要素やパスワードの変更後に新しい場所からサインイン",
    summary:
      "A second factor, recovery way or password was changed, and the identity then came from a network it never used. Help desks are talked into such resets.",
    summaryJa: "多要素認証、復旧手段またはパスワードが変更された後、その ID がこれまで使ったことのないネットワークからサインインしました。ヘルプデスクをだましてリセットさせる手口で見られます。",
    tags: [
      "attack.persistence", "attack.t1556.006", "attack.t1098.005", "attack.initial_access", "attack.t1078.004",
      "csa.tt2022.01",
    ],
    falsePositives: ["A new phone on a journey", "A new starter who sets up at home"],
    response: ["revoke-sessions", "contain-identity"])
}

/// Shared out by subject.
extension Sequences {
  func judgeReset(_ m: Moment) {
    followUp(m, SubjectState.afterReset, .reset)
    guard let arrival = m.arrival, m.o.outcome == .success, m.o.actClass != .factor, arrival.isNew || m.isNotable,
      let mark = mark(m.o.actor, where: { $0.factor.isDone })
    else { return }
    let elapsed = m.o.time - mark.factor.time
    guard elapsed > 0, elapsed <= options.resetWindow, arrival.others > 0,
      arrival.isNew || arrival.firstHere >= mark.factor.time - SequenceOptions.hour, !isCommon(m.facts.site),
      !m.facts.isLocal, !m.facts.isShared
    else { return }
    let place = subjects.find(m.subject)
    guard place >= 0 else { return }
    let state = subjects.entries[place]
    guard mark.factor.time - state.firstSeen >= options.settled else { return }
    let isByOther = mark.factor.by != m.o.actor && mark.factor.by != m.origin && mark.factor.by != m.o.issuer
    let isStrange = arrival.isNewCountry || m.facts.isAnonymiser || (m.facts.isHosting && arrival.isNewKind)
    let isAdministrator = state.adminActs >= 3
    var level: Level = .low
    if isByOther, isStrange || isAdministrator { level = isStrange && isAdministrator ? .high : .medium }
    if !isByOther, m.facts.isAnonymiser { level = .medium }
    // The known place stays suspect only as long as it is new.
    if state.suspectBits & SubjectState.afterReset == 0 || state.suspectNetwork != m.facts.network {
      suspect(m, SubjectState.afterReset, level)
    }
    raise(.reset, level, m, entity: m.subject, related: [mark.factor.evidence]) {
      let span = Self.span(elapsed)
      var reasons = [
        Self.reason(
          "factor or password of \(text(m.o.actor)) changed by \(isByOther ? text(mark.factor.by) : "itself"), \(span.en) before",
          "\(span.ja)前に \(text(m.o.actor)) の認証要素またはパスワードが\(isByOther ? " \(text(mark.factor.by)) " : "本人")により変更されました"),
        Self.reason(
          "now from \(placeText(m.o.address, m.country)); known until then from \(Plural.of(arrival.others, "other network"))",
          "現在の操作元は \(placeText(m.o.address, m.country))。それまでに知られていたネットワークは \(arrival.others) 個です"),
      ]
      if arrival.isNewCountry { reasons.append(Self.reason("the country is new for it", "この国からの利用は初めてです")) }
      if isAdministrator {
        reasons.append(
          Self.reason(
            "it administers others: \(state.adminActs) such acts before",
            "管理者の ID です（これまでに他の ID を \(state.adminActs) 回管理しています）"))
      }
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }
}
