import Activity

extension BehaviourKind {
  public static let dormantIdentity = BehaviourKind(
    id: "behaviour-dormant-identity-awake",
    title: "Dormant identity awake",
    titleJa: "休眠していた ID の活動再開",
    summary:
      "Identities that nobody uses any more are watched by nobody either; attackers look for them. This one had been silent for weeks after real activity.",
    summaryJa: "使われなくなった ID は誰にも見守られておらず、攻撃者に狙われます。この ID は実際に使われた後、数週間にわたり活動がありませんでした。",
    tags: ["attack.persistence", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["Return from long leave", "A yearly or quarterly job"],
    response: ["disable-identity"])

  public static let dormantCredential = BehaviourKind(
    id: "behaviour-dormant-credential-awake",
    title: "Dormant credential awake",
    titleJa: "休眠していた認証情報の使用再開",
    summary:
      "A long-lived credential that had not been used for weeks is in use again. Forgotten keys in old places are what leaks.",
    summaryJa: "数週間使われていなかった長期の認証情報が再び使われました。漏えいするのは、古い場所に忘れられた鍵です。",
    tags: ["attack.initial-access", "attack.t1078.004", "attack.t1552", "csa.tt2022.01"],
    falsePositives: ["A rarely run job with a key of its own", "A restored backup of a workstation"],
    response: ["disable-credential"])
}

extension BaselineShard {
  func detectDormantIdentity(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    report(.dormantIdentity, lowered(awakeLevel(j), j), j, emit) {
      let days = Int(j.record.pointee.gap)
      return [
        BehaviourFinding.Reason(
          en:
            "Silent for \(Plural.of(days, "day")) before, after \(Plural.of(j.record.pointee.activeDays - 1, "day")) of activity.",
          ja: "それまでに \(j.record.pointee.activeDays - 1) 日の活動があった後、\(days) 日間活動がありませんでした。")
      ] + surprises(j)
    }
  }

  func detectDormantCredential(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    report(.dormantCredential, lowered(awakeLevel(j), j), j, emit) {
      [
        BehaviourFinding.Reason(
          en: "The \(credentialName(j).en) had not been used for \(Plural.of(j.credentialGap, "day")).",
          ja: "\(credentialName(j).ja) は \(j.credentialGap) 日間使われていませんでした。")
      ] + surprises(j)
    }
  }

  /// By what it does and whether it looks like somebody else: being awake alone is context.
  private func awakeLevel(_ j: Judgement) -> Level {
    let isOther = j.context >= options.contextBits
    let isGrave = j.observation.sensitivity.reaches(.high)
    let isNewAct = j.operationIsNew || j.actIsNew
    return switch (isOther, isGrave) {
    case (true, true): j.aspects >= 2 || isNewAct ? .high : .medium
    case (true, false): j.context >= options.lowBits && j.aspects >= 2 ? .medium : .low
    case (false, true): isNewAct ? .medium : .low
    case (false, false): .low
    }
  }
}
