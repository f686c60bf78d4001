import Activity

extension BehaviourKind {
  public static let machineConsole = BehaviourKind(
    id: "behaviour-machine-identity-in-console",
    title: "Machine identity used in a browser or console",
    titleJa: "機械用 ID のブラウザ・コンソールでの使用",
    summary:
      "An identity that has only ever been used by programs is used by hand: whoever took its credentials opened a console with them.",
    summaryJa: "プログラムだけが使ってきた ID が手作業で使われました。認証情報を得た者がコンソールを開いた可能性があります。",
    tags: ["attack.initial-access", "attack.t1078.004", "attack.t1538", "csa.tt2022.01"],
    falsePositives: ["An engineer who takes a machine's role to look into a fault"],
    response: ["revoke-sessions", "disable-credential"])
}

extension BaselineShard {
  func detectMachineConsole(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    guard isMachine(j.record), j.toolBits > 0 || j.operationIsNew else { return }
    let o = j.observation
    let isConsole = o.credentialKind == .consoleSession || o.credentialKind == .webSession || j.operation.consoleLogin
    guard j.family?.tool.nature == .interactive && j.toolBits > 0 || isConsole && j.factCount > 0 else { return }
    let level: Level =
      o.sensitivity.reaches(.high)
      ? .high : j.placeBits >= 4 || o.sensitivity == .medium && j.actBits > 0 ? .medium : .low
    noteRelated(j)
    report(.machineConsole, lowered(level, j), j, emit) {
      [
        BehaviourFinding.Reason(
          en: "Until now only programs used this identity, on \(Plural.of(j.record.pointee.activeDays, "day")).",
          ja: "この ID は \(j.record.pointee.activeDays) 日間、プログラムからしか使われていませんでした。", bits: Double(j.toolBits))
      ] + surprises(j)
    }
  }
}
