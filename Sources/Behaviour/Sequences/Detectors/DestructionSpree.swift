import Activity

extension BehaviourKind {
  static let destructionSpree = BehaviourKind(
    id: "behaviour-destruction-spree",
    title: "Copies deleted first, then what they were copies of",
    titleJa: "バックアップの削除に続く本体の破壊",
    summary:
      "One chain of identities deleted backups, snapshots or logs, or locked keys, and then data or machines of several kinds: the order of ransom and revenge.",
    summaryJa: "1 つの ID の連鎖が、バックアップ、スナップショット、ログを削除し、または暗号鍵を使えなくした後、複数の種類のデータやマシンを削除しました。身代金要求や報復に特有の順序です。",
    tags: ["attack.impact", "attack.t1485", "attack.t1490", "attack.t1486", "csa.tt2022.08", "csa.tt2022.10"],
    falsePositives: ["An environment that is taken down by hand", "A migration's end"],
    response: ["contain-identity", "preserve-data"])

  static let defenceLoweredThenHarm = BehaviourKind(
    id: "behaviour-defence-lowered-then-harm",
    title: "Logging or protection lowered, then data deleted or taken",
    titleJa: "ログや防御の無効化に続くデータの削除・持ち出し",
    summary:
      "One chain of identities stopped logs or weakened protection and then deleted, exported or shared what they guard.",
    summaryJa: "1 つの ID の連鎖が、ログを止めるか防御を弱めた後、守られていたものを削除、エクスポート、または共有しました。",
    tags: [
      "attack.defense_evasion", "attack.t1562.008", "attack.t1562.001", "attack.impact", "attack.t1485",
      "csa.tt2022.03",
    ],
    falsePositives: ["An environment that is taken down with its alarms"],
    response: ["restore-logging", "contain-identity", "preserve-data"])
}

/// Both shared out by the identity at the chain's beginning.
extension Sequences {
  // MARK: defence off, then harm

  func judgeDefence(_ m: Moment) {
    let o = m.o
    guard o.outcome == .success else { return }
    let isDefence =
      (o.actClass == .logging || o.actClass == .defence) && o.sensitivity.rawValue >= Sensitivity.high.rawValue
    if isDefence {
      noteDefence(m)
      return
    }
    let place = sprees.find(m.origin)
    guard place >= 0, sprees.entries[place].defenceTime != 0 else { return }
    let elapsed = o.time - sprees.entries[place].defenceTime
    guard elapsed > 0, elapsed <= options.defenceWindow, isHarm(m) else { return }
    sprees.entries[place].harmsAfterDefence &+= 1
    let state = sprees.entries[place]
    raise(
      .defenceThenHarm, defenceLevel(m, state), m, entity: m.origin, related: [state.defenceEvidence],
      count: Int(state.harmsAfterDefence) + 1
    ) {
      let span = Self.span(elapsed)
      return [
        Self.reason(
          "\(text(state.defenceOperation)) \(span.en) before, by the same chain (\(text(m.origin)))",
          "\(span.ja)前に同じ連鎖（\(text(m.origin))）が \(text(state.defenceOperation)) を実行しました"),
        actReason(m),
        Self.reason(
          "\(Plural.of(state.harmsAfterDefence, "act")) of deletion, export or sharing since",
          "その後の削除・持ち出し・共有は \(state.harmsAfterDefence) 回です"),
      ]
    }
  }

  private func isHarm(_ m: Moment) -> Bool {
    switch m.o.actClass {
    case .delete, .secretRead, .transfer: m.o.sensitivity.rawValue >= Sensitivity.high.rawValue
    case .dataDelete, .dataExport, .dataShare: m.o.sensitivity.rawValue >= Sensitivity.medium.rawValue
    default: false
    }
  }

  private func noteDefence(_ m: Moment) {
    let place = sprees.place(m.origin, at: m.o.time).place
    let day = PlaceSet.day(m.o.time)
    if sprees.entries[place].lastDefenceDay != day {
      sprees.entries[place].lastDefenceDay = day
      sprees.entries[place].defenceDays &+= 1
    }
    if m.o.time - sprees.entries[place].defenceTime > options.defenceWindow {
      sprees.entries[place].harmsAfterDefence = 0
      sprees.entries[place].defenceSensitivity = 0
    }
    guard UInt32(m.o.sensitivity.rawValue) >= sprees.entries[place].defenceSensitivity else { return }
    sprees.entries[place].defenceTime = m.o.time
    sprees.entries[place].defenceSensitivity = UInt32(m.o.sensitivity.rawValue)
    sprees.entries[place].defenceOperation = m.o.operation
    sprees.entries[place].defenceEvidence = Evidence(m.o)
  }

  private func defenceLevel(_ m: Moment, _ state: SpreeState) -> Level {
    // Whose trade it is to take things down does both on many days.
    guard state.defenceDays < 3, state.deleteDays < 5 else { return .low }
    let isCritical = state.defenceSensitivity >= UInt32(Sensitivity.critical.rawValue)
    var level: Level = .low
    if isCritical {
      level = state.harmsAfterDefence >= 3 || m.o.sensitivity == .critical ? .high : .medium
    } else if state.harmsAfterDefence >= 3 {
      level = state.harmsAfterDefence >= 10 ? .high : .medium
    }
    return m.o.human == .no && level > .low ? Level(rawValue: level.rawValue - 1) ?? .low : level
  }

  // MARK: copies, keys, then everything

  func judgeSpree(_ m: Moment) {
    let o = m.o
    guard o.outcome == .success else { return }
    let isDeletion = o.actClass == .delete || o.actClass == .dataDelete
    let locks = isKeyLock(m)
    let guards = isGuard(m)
    if o.actClass == .dataWrite {
      noteWrite(m)
      return
    }
    guard isDeletion || locks || guards else { return }
    let place = sprees.place(m.origin, at: o.time).place
    turnSpree(place, m)
    if isDeletion, sprees.entries[place].lastDeleteDay != PlaceSet.day(o.time) {
      sprees.entries[place].lastDeleteDay = PlaceSet.day(o.time)
      sprees.entries[place].deleteDays &+= 1
    }
    let kind = UInt32(o.resource.rawValue)
    if kind < 32 {
      sprees.entries[place].kindsLow |= 1 << kind
    } else {
      sprees.entries[place].kindsHigh |= 1 << (kind - 32)
    }
    if locks {
      sprees.entries[place].keysLocked &+= 1
      if sprees.entries[place].keyTime == 0 { sprees.entries[place].keyTime = o.time }
      sprees.entries[place].watchActor = o.actor
      sprees.entries[place].watchCredential = o.credential
      for key in [m.origin, o.actor, o.credential] { watchKey(key) }
    } else if guards {
      sprees.entries[place].guards &+= 1
      if sprees.entries[place].guardTime == 0 { sprees.entries[place].guardTime = o.time }
    } else if isHarmed(o.resource),
      o.actClass == .dataDelete || o.sensitivity.rawValue >= Sensitivity.high.rawValue
    {
      sprees.entries[place].harms &+= 1
      if sprees.entries[place].firstHarm == 0 { sprees.entries[place].firstHarm = o.time }
    }
    raiseSpree(m, sprees.entries[place])
  }

  private func isHarmed(_ resource: ResourceKind) -> Bool {
    switch resource {
    case .compute, .container, .function, .storage, .database, .repository, .queue, .analytics, .network, .dns,
      .identity, .account, .image, .message:
      true
    default: false
    }
  }

  /// What a loss is made good or found out with.
  private func isGuard(_ m: Moment) -> Bool {
    switch (m.o.resource, m.o.actClass) {
    case (.snapshot, .delete), (.snapshot, .dataDelete), (.snapshot, .logging), (.snapshot, .defence),
      (.backup, .delete), (.backup, .dataDelete), (.backup, .logging), (.backup, .defence),
      (.log, .delete), (.log, .dataDelete), (.log, .logging), (.log, .defence):
      m.o.sensitivity.rawValue >= Sensitivity.high.rawValue
    default: false
    }
  }

  private func isKeyLock(_ m: Moment) -> Bool {
    if m.o.resource == .key { return m.o.actClass == .delete && m.o.sensitivity.rawValue >= Sensitivity.high.rawValue }
    return m.traits.contains(.encryption) && m.o.sensitivity.rawValue >= Sensitivity.high.rawValue
      && m.o.actClass != .read && m.o.actClass != .list && m.o.resource == .storage
  }

  private func turnSpree(_ place: Int, _ m: Moment) {
    guard m.o.time - sprees.entries[place].since > options.spreeWindow else { return }
    sprees.entries[place].since = m.o.time
    sprees.entries[place].firstEvidence = Evidence(m.o)
    sprees.entries[place].guardTime = 0
    sprees.entries[place].keyTime = 0
    sprees.entries[place].firstHarm = 0
    sprees.entries[place].guards = 0
    sprees.entries[place].keysLocked = 0
    sprees.entries[place].harms = 0
    sprees.entries[place].writes = 0
    sprees.entries[place].kindsLow = 0
    sprees.entries[place].kindsHigh = 0
  }

  private func noteWrite(_ m: Moment) {
    let place = sprees.find(m.origin)
    guard place >= 0, sprees.entries[place].keyTime != 0, m.o.time >= sprees.entries[place].keyTime,
      m.o.time - sprees.entries[place].since <= options.spreeWindow
    else { return }
    sprees.entries[place].writes &+= 1
  }

  private func raiseSpree(_ m: Moment, _ state: SpreeState) {
    guard state.harms >= 3, state.guards + state.keysLocked > 0 else { return }
    let kinds = state.kindsLow.nonzeroBitCount + state.kindsHigh.nonzeroBitCount
    let isRansom = state.keysLocked > 0 && state.writes >= 20
    guard kinds >= 3 || isRansom else { return }
    var weight = 1
    if state.guards >= 3 || state.keysLocked > 0 { weight += 1 }
    if state.harms >= 10 || kinds >= 5 { weight += 1 }
    if isRansom { weight += 1 }
    // The other way round it is how an environment is taken down.
    let isCopiesFirst = [state.guardTime, state.keyTime].contains { $0 != 0 && $0 <= state.firstHarm }
    if !isCopiesFirst { weight -= 1 }
    if m.o.human == .no { weight -= 1 }
    if state.deleteDays >= 5 { weight -= 2 }
    let level: Level =
      switch weight {
      case ..<1: .low
      case 1: .medium
      case 2: .high
      default: .critical
      }
    raise(
      .spree, level, m, entity: m.origin, related: [state.firstEvidence],
      count: Int(state.guards + state.keysLocked + state.harms)
    ) {
      let span = Self.span(m.o.time - state.since)
      var reasons = [
        Self.reason(
          "in \(span.en): \(Plural.of(state.guards, "backup, snapshot or log", "backups, snapshots or logs")) and \(Plural.of(state.keysLocked, "key")), then \(Plural.of(state.harms, "deletion")), of \(Plural.of(kinds, "kind")) of resources",
          "\(span.ja)の間に、バックアップ・スナップショット・ログ \(state.guards) 件と鍵 \(state.keysLocked) 件、続いて \(state.harms) 件（リソース \(kinds) 種類）が削除されました"
        ),
        Self.reason(
          isCopiesFirst ? "the copies went first" : "the copies did not go first",
          isCopiesFirst ? "バックアップなどの複製が先に消されています" : "バックアップなどの複製が先に消されてはいません"),
        Self.reason(
          "this chain deleted on \(Plural.of(state.deleteDays, "day")) since it is watched",
          "監視開始以来、この連鎖が削除を行った日数は \(state.deleteDays) 日です"),
      ]
      if state.writes > 0 {
        reasons.append(
          Self.reason("\(state.writes) writes since the key was changed", "鍵の変更以降に \(state.writes) 回の書き込みがあります"))
      }
      return reasons
    }
  }
}
