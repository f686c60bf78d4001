import Activity

extension BehaviourKind {
  static let newCredentialElsewhere = BehaviourKind(
    id: "behaviour-new-credential-elsewhere",
    title: "A new credential is used by its maker for another, or from elsewhere",
    titleJa: "作成直後の認証情報が作成者自身または別の場所で使用",
    summary:
      "A key or token was made, and is at once used from a network where it was not made, or by whoever made it in another identity's name: a way to stay.",
    summaryJa: "作成されたばかりのキーやトークンが、作成時とは別のネットワークから、または作成者自身によって別の ID の名義で使われました。侵入者が居座るための手口です。",
    tags: ["attack.persistence", "attack.t1098.001", "attack.t1136.003", "csa.tt2022.01", "csa.tt2022.02"],
    falsePositives: ["A key made on a desk for a server", "An administrator who tries a key before handing it over"],
    response: ["disable-credential", "contain-identity"])
}

/// Shared out by credential, in the hands of one identity.
extension Sequences {
  func judgeFreshCredential(_ m: Moment) {
    let place = credentials.find(m.credential)
    guard place >= 0, m.isNotable || m.isNewCredential || m.credentialArrival?.isNew ?? false else { return }
    let isExact = marks.find(m.o.credential) >= 0
    guard
      let mark = mark(
        isExact ? m.o.credential : m.o.actor, where: { $0.credentialMade.isDone && isFresh($0, m.o.time) })
    else { return }
    let elapsed = m.o.time - mark.credentialMade.time
    if m.isNewCredential {
      // Without its id, the identity's first new credential of a lasting kind is taken for the one that was made.
      guard isExact || [.longLivedKey, .serviceAccountKey, .sshKey, .token].contains(m.o.credentialKind) else { return }
      credentials.entries[place].signs |= freshSigns(m, mark).rawValue
    }
    let fresh = Signs(rawValue: credentials.entries[place].signs).intersection([.freshElsewhere, .freshByMaker])
    guard !fresh.isEmpty else { return }
    raiseFresh(m, mark, fresh, elapsed)
  }

  private func isFresh(_ mark: Mark, _ time: Int64) -> Bool {
    let elapsed = time - mark.credentialMade.time
    return elapsed > 0 && elapsed <= options.freshWindow
  }

  private func freshSigns(_ m: Moment, _ mark: Mark) -> Signs {
    guard m.facts.network != 0, mark.credentialNetwork != 0, !m.facts.isLocal else { return [] }
    if m.facts.network == mark.credentialNetwork {
      let isOther = mark.credentialMade.by != m.o.actor && mark.credentialMade.by != m.o.issuer
      return isOther && m.o.address == mark.credentialAddress && !isCommon(m.facts.site) ? .freshByMaker : []
    }
    return isCommon(m.facts.site) || m.facts.isShared ? [] : .freshElsewhere
  }

  private func raiseFresh(_ m: Moment, _ mark: Mark, _ fresh: Signs, _ elapsed: Int64) {
    let made = place(mark.credentialAddress, at: m.o.time)
    let isAbroad = made.country != 0 && m.facts.country != 0 && made.country != m.facts.country
    let isStrange = m.facts.isAnonymiser || m.facts.isHosting || isAbroad
    let isTakeover = m.isSensitive && (Subject.takeover.contains(m.o.actClass) || m.o.sensitivity == .critical)
    var level: Level = .low
    if fresh.contains(.freshByMaker) {
      level = isTakeover ? .high : m.isSensitive ? .medium : .low
    } else if isStrange {
      level = m.facts.isAnonymiser || (m.isSensitive && isAbroad) ? .high : m.isSensitive ? .medium : .low
    } else if isTakeover {
      level = .medium
    }
    raise(.credentialElsewhere, level, m, entity: m.credential, related: [mark.credentialMade.evidence]) {
      let span = Self.span(elapsed)
      var reasons = [
        Self.reason(
          "made \(span.en) before by \(text(mark.credentialMade.by)) from \(placeText(mark.credentialAddress, made.country))",
          "\(span.ja)前に \(text(mark.credentialMade.by)) が \(placeText(mark.credentialAddress, made.country)) から作成しました")
      ]
      if fresh.contains(.freshByMaker) {
        reasons.append(
          Self.reason(
            "used from that very address in the name of \(text(m.o.actor))",
            "同じアドレスから \(text(m.o.actor)) の名義で使用されています"))
      } else {
        reasons.append(
          Self.reason("used from \(placeText(m.o.address, m.country))", "使用元は \(placeText(m.o.address, m.country)) です"))
      }
      if m.isSensitive { reasons.append(actReason(m)) }
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }
}
