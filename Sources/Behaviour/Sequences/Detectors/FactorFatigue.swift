import Activity

extension BehaviourKind {
  static let factorFatigue = BehaviourKind(
    id: "behaviour-factor-fatigue",
    title: "Second factor refused again and again, then granted",
    titleJa: "多要素認証の拒否が続いた後に承認",
    summary:
      "Prompts for the second factor were refused or left unanswered repeatedly, and then one was granted. Whoever asked has the password, and may have worn the person out.",
    summaryJa: "多要素認証の要求が繰り返し拒否または放置された後、承認されました。要求した者はパスワードを知っており、本人が根負けして承認した可能性があります。",
    tags: ["attack.credential_access", "attack.t1621", "attack.t1078.004", "csa.tt2022.01"],
    falsePositives: ["A new phone that is not set up yet", "A mistyped code, several times"],
    response: ["revoke-sessions", "contain-identity"])
}

/// Shared out by subject.
extension Sequences {
  func judgeFatigue(_ m: Moment) {
    let isAuthentication = m.o.actClass == .authenticate && m.o.resource != .role && !m.traits.contains(.signOut)
    guard isAuthentication || (m.traits.contains(.refuses) && m.isNotable) else { return }
    if m.traits.contains(.refuses) || m.o.outcome == .failure || m.o.outcome == .denied {
      noteDenial(m)
    } else if m.o.outcome == .success {
      noteGranted(m)
    }
  }

  private func noteDenial(_ m: Moment) {
    let reason = traits(reason: m.o.reason)
    let isFactor = m.traits.contains(.factor) || m.o.resource == .factor || reason.contains(.factor)
    guard isFactor || m.traits.contains(.refuses), !reason.contains(.interrupt) else { return }
    let place = attempts.place(m.subject, at: m.o.time).place
    if m.o.time - attempts.entries[place].factorSince > options.fatigueWindow {
      attempts.entries[place].factorSince = m.o.time
      attempts.entries[place].factorFirst = Evidence(m.o)
      attempts.entries[place].denials = 0
      attempts.entries[place].refusals = 0
    }
    attempts.entries[place].factorLast = Evidence(m.o)
    attempts.entries[place].denials &+= 1
    if m.traits.contains(.refuses) || reason.contains(.refuses) { attempts.entries[place].refusals &+= 1 }
    let state = attempts.entries[place]
    let many = options.fatigueDenials
    guard Int(state.refusals) >= many || Int(state.denials) >= 2 * many else { return }
    // Nobody refuses so often what they asked for themselves.
    raise(
      .fatigue, Int(state.refusals) >= 2 * many ? .medium : .low, m, entity: m.subject,
      related: [state.factorFirst, state.factorLast], count: Int(state.denials)
    ) { fatigueReasons(m, state) }
  }

  private func fatigueReasons(_ m: Moment, _ state: AttemptState) -> [BehaviourFinding.Reason] {
    let span = Self.span(m.o.time - state.factorSince)
    return [
      Self.reason(
        "\(state.denials) second factors failed in \(span.en), \(state.refusals) of them refused or unanswered",
        "\(span.ja)で多要素認証が \(state.denials) 回失敗しました（うち \(state.refusals) 回は拒否または無応答）")
    ]
  }

  private func noteGranted(_ m: Moment) {
    let place = attempts.find(m.subject)
    guard place >= 0 else { return }
    let state = attempts.entries[place]
    guard Int(state.denials) >= options.fatigueDenials, m.o.time - state.factorSince <= options.fatigueWindow,
      m.o.time >= state.factorSince
    else { return }
    let isFactor = m.o.mfa == .yes || m.traits.contains(.factor) || m.o.resource == .factor || m.isSignIn
    guard isFactor else { return }
    attempts.entries[place].denials = 0
    attempts.entries[place].refusals = 0
    let isElsewhere =
      m.arrival.map { ($0.isNew || m.o.time - $0.firstHere <= SequenceOptions.hour) && $0.others > 0 } ?? false
    var level: Level = .low
    if Int(state.refusals) >= options.fatigueDenials {
      level = .high
    } else if state.refusals > 0 {
      level = isElsewhere ? .high : .medium
    } else if Int(state.denials) >= 2 * options.fatigueDenials {
      level = isElsewhere ? .high : .medium
    } else if isElsewhere {
      level = .medium
    }
    raise(
      .fatigue, level, m, entity: m.subject, related: [state.factorFirst, state.factorLast],
      count: Int(state.denials) + 1
    ) {
      var reasons = fatigueReasons(m, state)
      reasons.append(
        Self.reason(
          "then one was granted, from \(placeText(m.o.address, m.country))",
          "その後、\(placeText(m.o.address, m.country)) からの要求が承認されました"))
      if isElsewhere {
        reasons.append(Self.reason("a network new to this person", "この人では初めてのネットワークです"))
      }
      return reasons
    }
  }
}
