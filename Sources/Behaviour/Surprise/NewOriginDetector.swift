import Activity

extension BehaviourKind {
  public static let newOriginAct = BehaviourKind(
    id: "behaviour-new-origin-sensitive-act",
    title: "Sensitive act from a place or tool that the identity does not use",
    titleJa: "普段と異なる場所・ツールからの重要な操作",
    summary:
      "Stolen credentials are used from elsewhere, with other tools, for other acts. This identity's own history and its peers' make the combination improbable.",
    summaryJa: "盗まれた認証情報は、別の場所から、別のツールで、別の目的に使われます。この ID 自身と同僚の履歴から見て、起こりにくい組み合わせです。",
    tags: ["attack.initial-access", "attack.t1078", "attack.t1078.004", "csa.tt2022.01"],
    falsePositives: [
      "Travel or a new workplace together with work that is done rarely",
      "A new laptop, network or tool on the same day",
      "A migration of automation to other machines",
    ], response: ["revoke-sessions", "disable-credential"])

  public static let newOrigin = BehaviourKind(
    id: "behaviour-new-origin",
    title: "Activity from a place or tool that the identity does not use",
    titleJa: "普段と異なる場所・ツールからの活動",
    summary:
      "The origin is improbable for this identity, but nothing sensitive was done. Context for what follows.",
    summaryJa: "この ID としては起こりにくい接続元ですが、重要な操作は行われていません。後に続く出来事の手掛かりになります。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["Travel", "A new laptop or tool"])
}

extension BaselineShard {
  /// A new place, network, device, tool or credential together with what is done.
  func detectNewOriginAct(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    guard j.context >= options.contextBits else { return }
    noteRelated(j)
    let level = originLevel(j)
    if let level {
      report(.newOriginAct, lowered(level, j), j, emit) { surprises(j) }
    } else if j.context >= options.originBits {
      report(.newOrigin, lowered(isSomebodyElse(j) ? .medium : .low, j), j, emit) { surprises(j) }
    }
  }

  /// Whether the origin alone says so: from a place and with a tool or credential that are not the identity's, and that
  /// hardly anyone has.
  private func isSomebodyElse(_ j: Judgement) -> Bool {
    j.placeBits >= 8 && (j.toolBits >= 4 || j.credentialBits >= 4 || j.isAnonymised)
      && j.context >= options.originMediumBits
  }

  private func originLevel(_ j: Judgement) -> Level? {
    let o = j.observation
    guard o.sensitivity.reaches(.medium), o.actClass != .authenticate || o.sensitivity.reaches(.high) else {
      return nil
    }
    // A machine's ways are narrow: a place and an act that it never knew are somebody else's, if the act is only middling.
    if isMachine(j.record), j.placeBits >= 6, j.actBits >= 3, j.total >= options.machineBits {
      return j.total >= options.highBits && o.sensitivity.reaches(.high) ? .high : .medium
    }
    guard o.sensitivity.reaches(.high) else { return j.total >= options.mediumBits ? .low : nil }
    // Nearly all that can be strange is, and it takes hold of identities or blinds the defence.
    if j.total >= options.criticalBits, j.context >= options.originMediumBits, j.aspects >= 3,
      o.actClass.isAdministration, j.isOffensive || j.isAnonymised || j.placeBits >= 10
    {
      return .critical
    }
    if j.total >= options.highBits, j.aspects >= 3 || j.aspects >= 2 && o.sensitivity == .critical { return .high }
    if j.total >= options.mediumBits, j.aspects >= 2 { return .medium }
    return j.total >= options.lowBits ? .low : nil
  }

  func noteRelated(_ j: Judgement) {
    guard let episode = openEpisode(j) else { return }
    episode.pointee.records &+= 1
    episode.pointee.addRelated(j.observation)
  }
}
