import Activity

extension BehaviourKind {
  public static let firstAdminAct = BehaviourKind(
    id: "behaviour-first-admin-act",
    title: "First act of administration by an identity that never did any like it",
    titleJa: "これまでになかった管理操作",
    summary:
      "Grants, credentials, logging and defences are changed by few. Neither this identity nor its peers ever did this.",
    summaryJa: "権限、認証情報、ログ、防御の設定を変える人は限られます。この ID も同僚も、この操作をしたことがありません。",
    tags: ["attack.privilege-escalation", "attack.persistence", "attack.t1098", "csa.tt2022.01"],
    falsePositives: ["A new duty", "An emergency in which somebody stands in"],
    response: ["disable-credential"])
}

extension BaselineShard {
  /// Alone it is context; at medium only where the act is critical and nobody like this identity has ever done it, or
  /// where it comes from elsewhere as well.
  func detectAdminAct(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    let o = j.observation
    guard j.operationIsNew, j.actIsNew, o.sensitivity.reaches(.high),
      o.actClass.isAdministration || o.sensitivity == .critical
    else { return }
    guard j.actBits >= 6, o.outcome != .failure else { return }
    let common = commonness(FactPrint(.operation, o.operation), j.record)
    let act = commonness(
      FactPrint(.act, UInt64(o.actClass.rawValue) << 8 | UInt64(o.resource.rawValue) | 1 << 16), j.record)
    let nobody = common.withPeers == 0 && common.withTenant == 0 && act.withPeers == 0
    let isAlone = o.sensitivity == .critical && nobody && common.peers >= 5 && j.actBits >= 14
    let isElsewhere = nobody && j.context >= options.contextBits
    // A machine's ways are narrow: from a strange place, with a strange tool, what nobody ever did.
    let isStranger = isElsewhere && isMachine(j.record) && j.placeBits >= 6 && j.toolBits >= 4
    let level: Level = isStranger ? .high : isAlone || isElsewhere ? .medium : .low
    noteRelated(j)
    report(.adminAct, lowered(level, j), j, emit) { surprises(j) }
  }
}

extension ActClass {
  /// Changes who may do what, or what is seen and held back.
  var isAdministration: Bool {
    switch self {
    case .grant, .credential, .factor, .logging, .defence, .transfer, .dataShare, .code: true
    default: false
    }
  }
}
