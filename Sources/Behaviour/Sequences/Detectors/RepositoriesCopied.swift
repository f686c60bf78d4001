import Activity

extension BehaviourKind {
  static let repositoriesCopied = BehaviourKind(
    id: "behaviour-repositories-copied",
    title: "Repositories that the identity never worked in are copied with a new credential or from a new place",
    titleJa: "作業したことのないリポジトリが、初めての認証情報または場所から複製",
    summary:
      "A token or key that its owner never used before copies one repository after the other, most of which the owner never worked in. Whoever steals a developer's token takes what it reaches.",
    summaryJa:
      "所有者が使ったことのないトークンまたは鍵で、リポジトリが次々に複製されています。その多くは所有者が作業したことのないものです。開発者のトークンを盗んだ者は、届く範囲のものをすべて持ち出します。",
    tags: ["attack.collection", "attack.t1213.003", "attack.initial_access", "attack.t1078.004", "csa.tt2022.01"],
    falsePositives: [
      "A new tool that reads many repositories with a token of its own", "A move to another team on a new machine",
    ],
    response: ["disable-credential", "revoke-sessions"])
}

/// Shared out by actor: a token's records need not say whose e-mail address is behind it.
extension Sequences {
  /// Learns with what, from where and in which repositories somebody works. Order within an instant does not matter:
  /// what was met in the same instant is as new as what was never met.
  @inline(never)
  func meetRepository(_ o: UnsafePointer<Observation>) {
    let (actor, time) = (o.pointee.actor, o.pointee.time)
    guard o.pointee.actorKind == .user, actor != 0, owns(actor), time > 0, time < Self.maxTime,
      o.pointee.outcome == .success || o.pointee.outcome == .unknown
    else { return }
    let tuple = Mixing.key(Mixing.key(actor, o.pointee.target), Mixing.key(o.pointee.credential, o.pointee.address))
    let known = meetings.find(tuple)
    // Once a day what it is made of is noted, too, so that it is forgotten no sooner.
    if known >= 0, time / SequenceOptions.day == meetings.entries[known].lastUse / SequenceOptions.day {
      meetings.entries[known].first = min(meetings.entries[known].first, time)
      meetings.entries[known].lastUse = max(meetings.entries[known].lastUse, time)
      return
    }
    meet(tuple, time)
    meet(Self.meeting(actor, o.pointee.target, .repository), time)
    meet(Self.meeting(actor, o.pointee.credential, .credential), time)
    meet(Self.meeting(actor, UInt64(o.pointee.credentialKind.rawValue) + 1, .kind), time)
    meet(Self.meeting(actor, 1, .anything), time)
    if o.pointee.address != 0 { meet(Self.meeting(actor, place(o.pointee.address, at: time).network, .network), time) }
  }

  private enum Meeting: UInt64 {
    case anything = 1
    case repository, credential, kind, network
  }

  private static func meeting(_ actor: UInt64, _ value: UInt64, _ what: Meeting) -> UInt64 {
    Mixing.key(Mixing.key(actor, what.rawValue), value)
  }

  private func meet(_ key: UInt64, _ time: Int64) {
    let (place, isNew) = meetings.place(key, at: time)
    if isNew || time < meetings.entries[place].first { meetings.entries[place].first = time }
  }

  private func firstMeeting(_ actor: UInt64, _ value: UInt64, _ what: Meeting) -> Int64 {
    let place = meetings.find(Self.meeting(actor, value, what))
    return place < 0 ? .max : meetings.entries[place].first
  }

  func judgeCopying(_ m: Moment) {
    let o = m.o
    guard o.resource == .repository, o.actClass == .dataRead, m.traits.contains(.copies), o.target != 0,
      o.actorKind == .user, o.actor != 0, o.outcome == .success || o.outcome == .unknown
    else { return }
    let place = copies.place(o.actor, at: o.time).place
    if o.time - copies.entries[place].since > options.copyWindow {
      copies.entries[place].most = max(copies.entries[place].most, copies.entries[place].ordinary)
      let most = copies.entries[place].most
      copies.entries[place] = CopyState()
      copies.entries[place].most = most
      copies.entries[place].since = o.time
      copies.entries[place].lastUse = o.time
    }
    let fresh = copies.entries[place].since - SequenceOptions.day
    var strangeness: UInt16 = 0
    if o.credential != 0, firstMeeting(o.actor, o.credential, .credential) >= fresh { strangeness += 1 }
    if firstMeeting(o.actor, UInt64(o.credentialKind.rawValue) + 1, .kind) >= fresh { strangeness += 1 }
    if m.facts.network != 0, !m.facts.isLocal, !m.facts.isShared, !isCommon(m.facts.site),
      firstMeeting(o.actor, m.facts.network, .network) >= fresh
    {
      strangeness += 1
    }
    guard strangeness > 0 else {
      if copies.entries[place].ordinary < .max { copies.entries[place].ordinary += 1 }
      return
    }
    note(o, strangeness, place)
    // Of somebody who has just come everything is new.
    guard firstMeeting(o.actor, 1, .anything) <= copies.entries[place].since - options.copyKnown else { return }
    raiseCopying(m, copies.entries[place])
  }

  private func note(_ o: Observation, _ strangeness: UInt16, _ place: Int) {
    copies.entries[place].strangeness = max(copies.entries[place].strangeness, strangeness)
    let print = UInt32(truncatingIfNeeded: o.target >> 13) | 1
    let count = Int(copies.entries[place].count)
    guard count < 32, !any(copies.entries[place].repositories .== print) else { return }
    copies.entries[place].repositories[count] = print
    copies.entries[place].count += 1
    if firstMeeting(o.actor, o.target, .repository) >= copies.entries[place].since {
      copies.entries[place].untouched += 1
    }
    if count == 0 { copies.entries[place].firstEvidence = Evidence(o) }
    copies.entries[place].lastEvidence = Evidence(o)
  }

  private func raiseCopying(_ m: Moment, _ state: CopyState) {
    guard Int(state.count) >= options.copiedRepositories, Int(state.untouched) >= options.copiedUntouched,
      state.count >= 2 * min(state.most, 1_000)
    else { return }
    let isBoth = state.strangeness >= 2
    let level: Level =
      isBoth
      ? (state.count >= 20 ? .high : .medium) : state.count >= 15 && state.untouched >= 8 ? .medium : .low
    raise(
      .copying, level, m, entity: m.o.actor, related: [state.firstEvidence, state.lastEvidence], count: Int(state.count)
    ) {
      let fresh = state.since - SequenceOptions.day
      let span = Self.span(m.o.time - state.since)
      let number = state.count >= 32 ? "32 or more" : "\(state.count)"
      let numberJa = state.count >= 32 ? "32 個以上" : "\(state.count) 個"
      var reasons = [
        Self.reason(
          "\(number) repositories copied within \(span.en); in \(state.untouched) of them it was never seen before",
          "\(span.ja)のうちに\(numberJa)のリポジトリが複製されました。うち \(state.untouched) 個ではこれまで活動が見られません")
      ]
      if m.o.credential != 0, firstMeeting(m.o.actor, m.o.credential, .credential) >= fresh {
        let isKind = firstMeeting(m.o.actor, UInt64(m.o.credentialKind.rawValue) + 1, .kind) >= fresh
        reasons.append(
          Self.reason(
            "the credential was never used before\(isKind ? ", nor any of its kind" : "")",
            "この認証情報\(isKind ? "と、同じ種類のもの" : "")が使われたのは初めてです"))
      }
      if firstMeeting(m.o.actor, m.facts.network, .network) >= fresh {
        reasons.append(
          Self.reason(
            "the network of \(placeText(m.o.address, m.country)) is new for it",
            "\(placeText(m.o.address, m.country)) のネットワークからの操作は初めてです"))
      }
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }
}
