import Activity

extension BehaviourKind {
  public static let newcomer = BehaviourKind(
    id: "behaviour-unknown-identity-critical-act",
    title: "Critical act by an identity that is hardly known",
    titleJa: "ほとんど知られていない ID による重大な操作",
    summary:
      "Nothing is known of this identity's own habits, but the tenant's are: hardly anyone does this, and nobody from here.",
    summaryJa: "この ID 自身の習慣はまだ分かりませんが、テナント全体では、この操作を行う者はほとんどおらず、この接続元からは誰もいません。",
    tags: ["attack.persistence", "attack.t1136", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["The first days of a new administrator or pipeline"],
    response: ["disable-identity"])
}

extension BaselineShard {
  /// Of an identity that is not known yet the tenant speaks, for acts that matter and once it is known itself.
  func detectNewcomer(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    let o = j.observation
    let group = SharedPicture.group(tenant: j.record.pointee.tenant)
    guard picture.age(group) >= options.warmUpGroupDays else { return }
    let operation = FactPrint(.operation, o.operation)
    let act = commonness(operation, j.record)
    guard act.tenant >= options.warmUpGroupMembers, o.outcome != .failure else { return }
    let isRare = Float(act.withTenant) <= max(Float(act.tenant) * 0.02, 1)
    guard isRare else { return }
    let place: FactPrint? =
      j.origin.country != 0
      ? FactPrint(.country, UInt64(j.origin.country))
      : j.origin.network != 0 ? FactPrint(.network, j.origin.network) : nil
    let isElsewhere = place.map { picture.count(group, $0) == 0 } ?? false
    let isGuarded = o.actClass.isAdministration || o.sensitivity == .critical
    let level: Level
    switch (o.sensitivity == .critical, isElsewhere) {
    case (true, true): level = j.isHosting || j.isAnonymised || act.withTenant == 0 ? .medium : .low
    // What nobody of the tenant ever did, from where nobody is, and where nobody lives.
    case (false, true): level = (j.isHosting || j.isAnonymised) && act.withTenant == 0 ? .medium : .low
    case (true, false): level = .low
    case (false, false): return
    }
    guard isGuarded else { return }
    report(.newcomer, lowered(level, j), j, bits: act.bits, emit) {
      var reasons = [
        BehaviourFinding.Reason(
          en:
            "\(operationName(o.operation)) was used by \(act.withTenant) of \(Plural.of(act.tenant, "identity", "identities")) of the tenant in \(Plural.of(picture.age(group), "day")).",
          ja:
            "\(operationName(o.operation)) を使った ID は、\(picture.age(group)) 日間にテナントの \(act.tenant) 個のうち \(act.withTenant) 個です。",
          bits: Double(act.bits))
      ]
      if isElsewhere { reasons.append(elsewhere(j)) }
      return reasons
    }
  }
}
