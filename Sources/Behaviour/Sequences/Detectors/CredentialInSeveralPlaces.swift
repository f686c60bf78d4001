import Activity

extension BehaviourKind {
  static let credentialInSeveralPlaces = BehaviourKind(
    id: "behaviour-credential-in-several-places",
    title: "One credential in use in several places at once",
    titleJa: "1 つの認証情報が同時に複数の場所で使用",
    summary:
      "A key, token or session is in use on a network it never came from, while it is in use on its own. A copy may be in other hands.",
    summaryJa: "キー、トークンまたはセッションが、いつもの場所で使われている間に、初めてのネットワークからも使われました。複製が他人の手に渡っている可能性があります。",
    tags: [
      "attack.credential_access", "attack.t1528", "attack.t1539", "attack.t1552.001", "attack.t1078.004",
      "csa.tt2022.01",
    ],
    falsePositives: [
      "A laptop that changes networks while a job runs on", "A key shared by several hosts, one of which is new",
    ],
    response: ["disable-credential", "revoke-sessions"])
}

/// Shared out by credential, in the hands of one identity.
extension Sequences {
  func judgeConcurrency(_ m: Moment) {
    guard !Self.isWorkload(m.o), let arrival = m.credentialArrival else { return }
    let place = credentials.find(m.credential)
    guard place >= 0 else { return }
    let isForeign = isForeignDevice(m, place)
    if arrival.isNew, let before = arrival.before {
      noteNewNetwork(m, arrival, before, place, isForeign: isForeign)
    } else if isForeign, let here = elsewhere(m, place) {
      noteNewNetwork(m, arrival, here, place, isForeign: true)
    } else {
      noteAgain(m, place)
    }
    if m.o.device != 0, credentials.entries[place].device == 0 {
      credentials.entries[place].device = DeviceState.print(m.o.device)
    }
    // Looked at in its place: it is long to copy, and seldom in two places.
    let since = credentials.entries[place].newSince
    guard since != 0, m.o.time - since <= options.atOnce, m.o.time >= since else { return }
    raiseConcurrency(m, credentials.entries[place])
  }

  /// Whether a browser's session, which lives in one browser, is used on a device that its person never signed in with.
  /// A directory may tell one device in two ways, so that the person's devices count, and not the session's alone.
  private func isForeignDevice(_ m: Moment, _ place: Int) -> Bool {
    guard m.o.device != 0, m.o.credentialKind == .webSession, m.o.email != 0, credentials.entries[place].device != 0
    else { return false }
    let print = DeviceState.print(m.o.device)
    let known = devices.find(m.subject)
    return known >= 0 && credentials.entries[place].device != print && !devices.entries[known].knows(print)
  }

  /// Where the session was on this network before, if it was another /24 or /48: of a city's homes, say.
  private func elsewhere(_ m: Moment, _ place: Int) -> Arrival.Before? {
    guard let here = credentials.entries[place].places.known(m.facts.network) else { return nil }
    return self.place(here.address, at: m.o.time).site == m.facts.site ? nil : here
  }

  private func noteNewNetwork(
    _ m: Moment, _ arrival: Arrival, _ before: Arrival.Before, _ place: Int, isForeign: Bool
  ) {
    let elapsed = m.o.time - before.last
    guard elapsed >= 0, elapsed <= (isForeign ? options.sessionLife : options.atOnce),
      credentials.entries[place].moves <= UInt32(options.roamingNetworks),
      !m.facts.isLocal, !before.kinds.contains(.local), !m.facts.isShared, !isCommon(m.facts.site)
    else { return }
    let former = self.place(before.address, at: m.o.time)
    // IPv4 and IPv6 of one host are one place, where no database tells whose they are.
    guard m.facts.isKnown == 1 || former.family == m.facts.family else { return }
    var signs = Signs(rawValue: credentials.entries[place].signs).intersection([.freshElsewhere, .freshByMaker])
    if arrival.isNewCountry { signs.insert(.country) }
    if m.facts.isAnonymiser { signs.insert(.anonymiser) }
    if m.facts.isHosting, arrival.isNewKind { signs.insert(.hosting) }
    if m.isSensitive { signs.insert(.sensitive) }
    if isForeign { signs.insert(.device) }
    credentials.entries[place].newNetwork = m.facts.network
    credentials.entries[place].newAddress = m.o.address
    credentials.entries[place].newSince = m.o.time
    credentials.entries[place].newEvidence = Evidence(m.o)
    credentials.entries[place].oldNetwork = before.network
    credentials.entries[place].oldAddress = before.address
    credentials.entries[place].watchKey = m.o.credential
    credentials.entries[place].signs = signs.rawValue
    watchKey(m.o.credential)
  }

  private func noteAgain(_ m: Moment, _ place: Int) {
    let since = credentials.entries[place].newSince
    guard since != 0, m.o.time > since else { return }
    let state = credentials.entries[place]
    var signs = Signs(rawValue: state.signs)
    if m.facts.network == state.oldNetwork { signs.insert(.interleaved) }
    if m.facts.network == state.newNetwork, m.isSensitive { signs.insert(.sensitive) }
    credentials.entries[place].signs = signs.rawValue
  }

  private func raiseConcurrency(_ m: Moment, _ state: CredentialState) {
    let signs = Signs(rawValue: state.signs)
    let isStrange = !signs.isDisjoint(with: .strange)
    let isSettled = m.o.time - state.firstSeen >= options.settled
    let isBoth = signs.contains(.interleaved)
    // A server's key that has lived on one network for a week does not go to a second one and stay on the first.
    let isOneHome =
      !m.isPerson && m.o.credentialKind.isLongLived && state.moves <= 2
      && state.newSince - state.firstSeen >= options.oneHome
    var level: Level = .low
    if isOneHome, isBoth { level = .medium }
    if signs.contains(.device) { level = isBoth || isStrange ? .high : .medium }
    if isStrange, isBoth || (isSettled && !m.isPerson) { level = .medium }
    if signs.contains(.sensitive) {
      if level == .medium {
        level = .high
      } else if isStrange || isBoth {
        level = .medium
      }
    }
    raise(.concurrency, level, m, entity: m.credential, related: [state.newEvidence]) {
      let isForeign = signs.contains(.device)
      let span = Self.span(isForeign ? m.o.time - state.firstSeen : options.atOnce)
      var reasons = [
        Self.reason(
          "used from \(text(state.newAddress)) within \(span.en) of its use from \(text(state.oldAddress))",
          "\(text(state.oldAddress)) での使用から \(span.ja)以内に \(text(state.newAddress)) から使われました"),
        Self.reason(
          "until then known from \(Plural.of(max(1, Int(state.moves) - 1), "network")) in \(Self.span(state.newSince - state.firstSeen).en)",
          "それまでの \(Self.span(state.newSince - state.firstSeen).ja)に使われたネットワークは \(max(1, Int(state.moves) - 1)) 個です"),
      ]
      if isForeign {
        reasons.append(
          Self.reason(
            "the session lives in one browser, and this is a device that its person never signed in with",
            "セッションは一つのブラウザーのものですが、本人がサインインに使ったことのない端末から使われています"))
      }
      if isBoth { reasons.append(Self.reason("and again from the former network since", "その後、元のネットワークからも再び使われています")) }
      if signs.contains(.country) { reasons.append(Self.reason("the country is new for it", "この国からの使用は初めてです")) }
      if signs.contains(.sensitive), m.isSensitive { reasons.append(actReason(m)) }
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }
}
