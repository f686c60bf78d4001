import Activity

extension BehaviourKind {
  public static let profileChange = BehaviourKind(
    id: "behaviour-profile-change",
    title: "Abrupt change of what an identity does",
    titleJa: "活動内容の急激な変化",
    summary:
      "Within hours the identity used many services or sensitive operations that it never used before, as one who explores what stolen access is good for.",
    summaryJa: "数時間のうちに、これまで使わなかった多数のサービスや重要な操作を使いました。奪ったアクセス権で何ができるかを探る動きに似ています。",
    tags: ["attack.discovery", "attack.t1526", "attack.t1580", "csa.tt2022.01"],
    falsePositives: ["A new project or duty", "A first run of an audit tool"],
    response: ["revoke-sessions"])
}

extension BaselineShard {
  func detectProfileChange(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    guard j.operationIsNew, let episode = episode(of: j.record, hour: j.hour) else { return }
    let services = episode.pointee.newServices
    let grave = episode.pointee.operationCount
    guard services >= 5 || grave >= 3 else { return }
    let isOther = j.context >= options.contextBits
    let level: Level
    if grave >= 3, isOther || grave >= 5 && services >= 2 {
      level = isOther && grave >= 5 ? .high : .medium
    } else {
      level = services >= 8 && isOther ? .medium : .low
    }
    noteRelated(j)
    report(.profileChange, lowered(level, j), j, count: Int(episode.pointee.newOperations), emit) {
      var reasons = [
        BehaviourFinding.Reason(
          en:
            "\(Plural.of(episode.pointee.newOperations, "operation")) never used before within \(Plural.of(j.hour - episode.pointee.firstHour + 1, "hour")), of \(Plural.of(services, "new service")).",
          ja:
            "\(j.hour - episode.pointee.firstHour + 1) 時間以内に、これまで使わなかった操作を \(episode.pointee.newOperations) 種類、新しいサービスを \(services) 個使いました。",
          bits: Double(episode.pointee.actBits.sum()))
      ]
      if grave > 0 {
        let list = (0..<min(Int(grave), 8)).map { operationName(episode.pointee.operations[$0]) }
        reasons.append(
          BehaviourFinding.Reason(
            en: "Sensitive among them: \(list.joined(separator: ", ")).",
            ja: "そのうち重要な操作: \(list.joined(separator: "、"))。"))
      }
      return reasons + surprises(j)
    }
  }
}
