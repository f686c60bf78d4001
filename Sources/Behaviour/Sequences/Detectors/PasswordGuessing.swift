import Activity

extension BehaviourKind {
  static let passwordSpraying = BehaviourKind(
    id: "behaviour-password-spraying",
    title: "One address tries the passwords of many identities",
    titleJa: "1 つのアドレスから多数の ID へのサインイン試行",
    summary:
      "Sign-ins of many identities fail from one address that few of them ever sign in from: passwords are sprayed, or stolen lists tried.",
    summaryJa: "ほとんど誰も使わない 1 つのアドレスから、多数の ID のサインインが失敗しています。パスワードスプレーか、流出した認証情報リストの試行です。",
    tags: ["attack.credential_access", "attack.t1110.003", "attack.t1110.004", "csa.tt2022.01"],
    falsePositives: ["A new office's or VPN's exit on the day of a password change", "A scanner of one's own"],
    response: ["block-address", "contain-identity"])

  static let passwordGuessed = BehaviourKind(
    id: "behaviour-password-guessed",
    title: "Sign-in after many failures from elsewhere",
    titleJa: "多数の失敗の後に別の場所からサインイン",
    summary:
      "An identity's sign-in failed many times or from many networks, and then succeeded from a place it does not use: its password was probably found.",
    summaryJa: "サインインが何度も、または多数のネットワークから失敗した後、普段使われない場所から成功しました。パスワードが破られた可能性があります。",
    tags: ["attack.credential_access", "attack.t1110.001", "attack.t1110.004", "attack.t1078.004", "csa.tt2022.01"],
    falsePositives: ["Somebody on a journey who has forgotten the password"],
    response: ["revoke-sessions", "contain-identity"])
}

/// Spraying is shared out by address, guessing by subject.
extension Sequences {
  func judgeGuessing(_ m: Moment) {
    guard m.o.actClass == .authenticate, m.o.resource != .role, m.subject != 0, !m.traits.contains(.signOut),
      !Subject.isService(m.o)
    else { return }
    switch m.o.outcome {
    case .failure, .denied:
      guard isWrongSecret(m) else { return }
      if m.o.address != 0, owns(m.o.address) { noteSpray(m) }
      if owns(m.subject) { noteFailure(m) }
    case .success:
      if m.o.address != 0, owns(m.o.address) { noteSprayedSuccess(m) }
      if owns(m.subject) { noteSuccess(m) }
    case .unknown: return
    }
  }

  private func isWrongSecret(_ m: Moment) -> Bool {
    !m.traits.contains(.factor) && m.o.resource != .factor
      && traits(reason: m.o.reason).isDisjoint(with: [.factor, .interrupt])
  }

  // MARK: by address

  private func addressPlace(_ m: Moment) -> Int {
    let place = addresses.place(m.o.address, at: m.o.time).place
    if m.o.time - addresses.entries[place].since > options.guessWindow {
      let old = addresses.entries[place]
      var state = AddressState()
      state.lastUse = old.lastUse
      state.since = m.o.time
      state.firstEvidence = Evidence(m.o)
      state.regulars = max(old.regulars, old.sprayed == 0 ? min(old.succeededCount, 1_000) : 0)
      addresses.entries[place] = state
    }
    return place
  }

  private func noteSpray(_ m: Moment) {
    let place = addressPlace(m)
    addresses.entries[place].failures &+= 1
    addresses.entries[place].lastEvidence = Evidence(m.o)
    guard !any(addresses.entries[place].failed .== m.subject) else { return }
    let count = addresses.entries[place].failedCount
    addresses.entries[place].failed[Int(count % 32)] = m.subject
    addresses.entries[place].failedCount = count + 1
    let state = addresses.entries[place]
    // At an office's exit many mistype on a Monday morning, and many more do not.
    guard Int(state.failedCount) >= options.sprayIdentities, state.failedCount > 2 * state.succeededCount,
      state.failedCount > state.regulars
    else { return }
    addresses.entries[place].sprayed = 1
    let isOurs = state.regulars > 0 || isCommon(m.facts.site)
    raise(
      .spraying, isOurs ? .low : .medium, m, entity: m.o.address,
      related: [state.firstEvidence, state.lastEvidence], count: Int(state.failures),
      group: ["address=\(text(m.o.address))"]
    ) { sprayReasons(m, state) }
  }

  private func sprayReasons(_ m: Moment, _ state: AddressState) -> [BehaviourFinding.Reason] {
    let span = Self.span(m.o.time - state.since)
    var reasons = [
      Self.reason(
        "\(state.failures) failed sign-ins of \(state.failedCount) identities from \(placeText(m.o.address, m.country)) in \(span.en)",
        "\(placeText(m.o.address, m.country)) から \(span.ja)で \(state.failedCount) 個の ID に対し \(state.failures) 回のサインインが失敗しました"
      ),
      Self.reason(
        "\(state.succeededCount) succeeded in that time; at most \(state.regulars) in any hour before",
        "同じ時間内の成功は \(state.succeededCount) 件、それ以前の 1 時間あたりの成功は最大 \(state.regulars) 件です"),
    ]
    if let network = networkReason(m) { reasons.append(network) }
    return reasons
  }

  private func noteSprayedSuccess(_ m: Moment) {
    let place = addressPlace(m)
    let state = addresses.entries[place]
    if !any(state.succeeded .== m.subject) {
      addresses.entries[place].succeeded[Int(state.succeededCount % 8)] = m.subject
      addresses.entries[place].succeededCount = state.succeededCount + 1
    }
    guard state.sprayed == 1 else { return }
    let wasTried = any(state.failed .== m.subject)
    let isOurs = state.regulars > 0 || isCommon(m.facts.site)
    guard wasTried || !isOurs else { return }
    raise(
      .spraying, isOurs ? .medium : .high, m, entity: m.o.address,
      related: [state.firstEvidence, state.lastEvidence], count: Int(state.failures) + 1,
      group: ["address=\(text(m.o.address))"]
    ) {
      [
        Self.reason(
          "then \(text(m.o.actor)) signed in from there\(wasTried ? ", after failing" : "")",
          "その後、\(text(m.o.actor)) のサインインが\(wasTried ? "失敗の後に" : "")そこから成功しました")
      ] + sprayReasons(m, state)
    }
  }

  // MARK: by identity

  private func noteFailure(_ m: Moment) {
    let place = attempts.place(m.subject, at: m.o.time).place
    if m.o.time - attempts.entries[place].since > options.guessWindow {
      attempts.entries[place].since = m.o.time
      attempts.entries[place].networks = SIMD8(repeating: 0)
      attempts.entries[place].failures = 0
      attempts.entries[place].firstEvidence = Evidence(m.o)
    }
    attempts.entries[place].failures &+= 1
    attempts.entries[place].lastEvidence = Evidence(m.o)
    let network = m.facts.network
    guard network != 0, !any(attempts.entries[place].networks .== network) else { return }
    for slot in 0..<8 where attempts.entries[place].networks[slot] == 0 {
      attempts.entries[place].networks[slot] = network
      break
    }
    let state = attempts.entries[place]
    guard networkCount(state) >= options.guessNetworks else { return }
    raise(
      .guessing, .low, m, entity: m.subject, related: [state.firstEvidence, state.lastEvidence],
      count: Int(state.failures)
    ) { guessReasons(m, state) }
  }

  private func networkCount(_ state: AttemptState) -> Int {
    (0..<8).reduce(0) { $0 + (state.networks[$1] == 0 ? 0 : 1) }
  }

  private func guessReasons(_ m: Moment, _ state: AttemptState) -> [BehaviourFinding.Reason] {
    let span = Self.span(m.o.time - state.since)
    return [
      Self.reason(
        "\(Plural.of(state.failures, "failed sign-in")) from \(Plural.of(networkCount(state), "network")) in \(span.en)",
        "\(span.ja)で \(networkCount(state)) 個のネットワークから \(state.failures) 回サインインに失敗しました")
    ]
  }

  private func noteSuccess(_ m: Moment) {
    let place = attempts.find(m.subject)
    guard place >= 0 else { return }
    let state = attempts.entries[place]
    guard state.failures > 0, m.o.time - state.since <= options.guessWindow, m.o.time >= state.since else { return }
    attempts.entries[place].failures = 0
    attempts.entries[place].networks = SIMD8(repeating: 0)
    guard let arrival = m.arrival, arrival.isNew, arrival.others > 0, !isCommon(m.facts.site) else { return }
    let isSpread = networkCount(state) >= options.guessNetworks
    let isMany = Int(state.failures) >= options.guessFailures
    guard isSpread || isMany else { return }
    let isStrange = arrival.isNewCountry || m.facts.isAnonymiser || m.facts.isHosting
    raise(
      .guessing, isSpread || isStrange ? .high : .medium, m, entity: m.subject,
      related: [state.firstEvidence, state.lastEvidence], count: Int(state.failures) + 1
    ) {
      var reasons = guessReasons(m, state)
      reasons.append(
        Self.reason(
          "then a sign-in from \(placeText(m.o.address, m.country)), a network new to this identity",
          "その後、この ID では初めてのネットワーク \(placeText(m.o.address, m.country)) からサインインに成功しました"))
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }
}
