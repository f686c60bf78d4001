import Activity

extension BehaviourKind {
  static let workloadCredentialOutside = BehaviourKind(
    id: "behaviour-workload-credential-outside",
    title: "A workload's credentials used away from the workload",
    titleJa: "ワークロードの認証情報がワークロードの外で使用",
    summary:
      "Credentials that an instance, function or pod gets from its platform were used from an address that is not its own. They were taken out, for instance through a request forged to the metadata service.",
    summaryJa:
      "インスタンス、関数、Pod などがプラットフォームから受け取る認証情報が、そのワークロードのものではないアドレスから使われました。メタデータサービスへの偽造リクエスト（SSRF）などで持ち出された可能性があります。",
    tags: [
      "attack.credential_access", "attack.t1552.005", "attack.initial_access", "attack.t1078.004", "csa.tt2022.01",
      "csa.tt2022.07",
    ],
    falsePositives: [
      "An instance that was given another public address",
      "A function or container whose exits change, without a database of addresses",
    ],
    response: ["isolate-workload", "revoke-sessions"])
}

/// Shared out by subject: the role, or who stands behind it.
extension Sequences {
  /// Credentials that a platform gives to what runs on it.
  @inline(__always)
  static func isWorkload(_ o: Observation) -> Bool {
    (o.credentialKind == .workload || o.device != 0) && (o.actorKind == .role || o.actorKind == .serviceAccount)
      && o.human != .yes
  }

  /// An instance by its name, so that it stays itself as its credentials are renewed; else a credential.
  @inline(__always)
  static func workloadKey(_ o: Observation) -> UInt64 { Mixing.key(o.device != 0 ? o.device : o.credential, o.actor) }

  func judgeWorkload(_ m: Moment) {
    guard Self.isWorkload(m.o), m.facts.network != 0, !m.facts.isLocal else { return }
    let minute = PlaceSet.time(PlaceSet.minute(m.o.time))
    let (place, isNew) = workloads.place(Self.workloadKey(m.o), at: minute)
    if isNew { workloads.entries[place].firstSeen = m.o.time }
    if m.facts.isAnonymiser {
      noteOutside(m, place, [.anonymiser])
      return
    }
    let home = m.facts.family == 1 ? workloads.entries[place].network6 : workloads.entries[place].network4
    let state = workloads.entries[place]
    if home == 0 || home == m.facts.network || isHomeOfRole(m) || isCommon(m.facts.site) {
      settleInside(m, place, home: home)
      return
    }
    var signs: Signs = []
    if state.credential == m.o.credential, m.o.credential != 0 { signs.insert(.sameCredential) }
    if state.country != 0, m.country != 0, state.country != m.country { signs.insert(.country) }
    if m.facts.kinds.contains(.provider) {
      signs.insert(.insideProvider)
    } else if m.facts.isKnown == 1 {
      signs.insert(.outsideProvider)
    }
    // An instance that was stopped and started has another address and other credentials, and never the old again.
    if signs.isDisjoint(with: [.sameCredential, .outsideProvider, .country]), state.outside == m.facts.network,
      state.lastInside < state.outsideSince, m.o.time - state.lastInside > options.defenceWindow
    {
      settleInside(m, place, home: 0)
      return
    }
    noteOutside(m, place, signs)
  }

  /// A network that the role has used for a day is one of its workloads'.
  private func isHomeOfRole(_ m: Moment) -> Bool {
    guard let arrival = m.arrival, !arrival.isNew else { return false }
    let place = subjects.find(m.subject)
    let isSuspect = place >= 0 && subjects.entries[place].suspectNetwork == m.facts.network
    return m.o.time - arrival.firstHere >= SequenceOptions.day && !isSuspect
  }

  private func settleInside(_ m: Moment, _ place: Int, home: UInt64) {
    if home == 0 {
      if m.facts.family == 1 {
        workloads.entries[place].network6 = m.facts.network
      } else {
        workloads.entries[place].network4 = m.facts.network
      }
      workloads.entries[place].address = m.o.address
      workloads.entries[place].insideEvidence = Evidence(m.o)
    }
    if workloads.entries[place].country == 0 { workloads.entries[place].country = m.country }
    workloads.entries[place].credential = m.o.credential
    noteInside(place, PlaceSet.time(PlaceSet.minute(m.o.time)))
  }

  /// A use in its own place, in a minute given by its beginning.
  func noteInside(_ place: Int, _ minute: Int64) {
    guard workloads.entries[place].lastInside < minute else { return }
    workloads.entries[place].lastInside = minute
    workloads.entries[place].lastUse = max(workloads.entries[place].lastUse, minute)
    workloads.entries[place].inside &+= 1
  }

  private func noteOutside(_ m: Moment, _ place: Int, _ found: Signs) {
    var signs = found
    if workloads.entries[place].outside == m.facts.network {
      signs.formUnion(Signs(rawValue: workloads.entries[place].signs))
    } else {
      workloads.entries[place].outside = m.facts.network
      workloads.entries[place].outsideAddress = m.o.address
      workloads.entries[place].outsideSince = m.o.time
      workloads.entries[place].outsideEvidence = Evidence(m.o)
      workloads.entries[place].reads = 0
      suspect(m, SubjectState.outsideWorkload, .low)
    }
    if workloads.entries[place].lastInside > workloads.entries[place].outsideSince { signs.insert(.interleaved) }
    if m.o.outcome == .success, [.dataRead, .secretRead, .dataExport].contains(m.o.actClass) {
      workloads.entries[place].reads &+= 1
    }
    if m.isSensitive { signs.insert(.sensitive) }
    workloads.entries[place].signs = signs.rawValue
    raiseWorkload(m, workloads.entries[place])
  }

  private func workloadLevel(_ m: Moment, _ state: WorkloadState) -> Level {
    let signs = Signs(rawValue: state.signs)
    if signs.contains(.anonymiser) { return .high }
    let gains = state.reads > 0 || signs.contains(.sensitive)
    let isKnownHome = state.inside >= 2 && state.outsideSince - state.firstSeen >= 10 * SequenceOptions.minute
    if !signs.isDisjoint(with: [.country, .outsideProvider]) { return gains && isKnownHome ? .high : .medium }
    let isCopied = !signs.isDisjoint(with: [.sameCredential, .interleaved])
    guard isKnownHome, isCopied else { return .low }
    if signs.contains(.insideProvider) { return signs.contains(.sensitive) ? .medium : .low }
    // No facts of the address. Functions and containers have many exits; instances have one.
    if m.o.device == 0 {
      let place = subjects.find(m.subject)
      if place >= 0, subjects.entries[place].moves > 2 { return .low }
    }
    var weight = gains ? 1 : 0
    if signs.contains(.sameCredential) { weight += 1 }
    if signs.contains(.interleaved) { weight += 1 }
    if state.reads >= 10 || signs.contains(.sensitive) { weight += 1 }
    return weight >= 3 ? .high : weight == 2 ? .medium : .low
  }

  private func raiseWorkload(_ m: Moment, _ state: WorkloadState) {
    let signs = Signs(rawValue: state.signs)
    raise(
      .workload, workloadLevel(m, state), m, entity: Self.workloadKey(m.o),
      related: [state.insideEvidence, state.outsideEvidence], count: Int(state.reads) + 1
    ) {
      let workload = text(m.o.device != 0 ? m.o.device : m.o.actor)
      var reasons = [
        Self.reason(
          "credentials of \(workload) used from \(placeText(m.o.address, m.country))",
          "\(workload) の認証情報が \(placeText(m.o.address, m.country)) から使われました")
      ]
      if state.inside > 0 {
        reasons.append(
          Self.reason(
            "its own place is \(text(state.address)), used in \(Self.span(m.o.time - state.firstSeen).en) since it was first seen",
            "本来の場所は \(text(state.address)) で、初めて見られてから \(Self.span(m.o.time - state.firstSeen).ja)使われています"))
      }
      if signs.contains(.sameCredential) {
        reasons.append(Self.reason("the very same session key as in its own place", "本来の場所とまったく同じセッションキーです"))
      }
      if signs.contains(.interleaved) {
        reasons.append(Self.reason("while the workload went on with it in its own place", "ワークロード自身も本来の場所で使い続けています"))
      }
      if state.reads > 0 {
        reasons.append(
          Self.reason("\(Plural.of(state.reads, "read")) of data from there", "そこから \(state.reads) 回データが読み出されています"))
      }
      if signs.contains(.outsideProvider) {
        reasons.append(Self.reason("the address is not in any range of the provider", "このアドレスは事業者の公開する範囲にありません"))
      }
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }
}
