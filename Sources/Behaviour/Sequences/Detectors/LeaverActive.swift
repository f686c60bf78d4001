import Activity

extension BehaviourKind {
  static let leaverActive = BehaviourKind(
    id: "behaviour-leaver-active",
    title: "Somebody who has left is at work",
    titleJa: "退職者の ID が活動中",
    summary:
      "An identity acts after its person was deactivated in the directory or declared to have left. Credentials outlived the employment.",
    summaryJa: "ディレクトリで無効化された、または退職したと申告された人の ID が活動しています。認証情報が在籍期間を越えて残っています。",
    tags: ["attack.initial_access", "attack.t1078.004", "attack.persistence", "csa.tt2022.01", "csa.tt2022.02"],
    falsePositives: ["A job that was set up in the person's name", "Leave of absence that is handled as leaving"],
    response: ["contain-identity", "disable-credential"])

  static let revokedAccessUsed = BehaviourKind(
    id: "behaviour-revoked-access-used",
    title: "Access that was taken away is in use",
    titleJa: "取り消されたアクセスが使用中",
    summary:
      "An account, credential or session is used after it was removed, disabled or ended. The removal did not take hold, or something was left out.",
    summaryJa: "削除、無効化または終了されたアカウント、認証情報、セッションが使われています。取り消しが効いていないか、取り残しがあります。",
    tags: ["attack.persistence", "attack.t1078.004", "attack.t1550", "csa.tt2022.01"],
    falsePositives: ["Copies of a system that learn of the removal late", "An account that was restored unseen"],
    response: ["disable-credential", "revoke-sessions"])
}

/// Shared out by subject; use of a revoked credential by credential.
extension Sequences {
  func judgeLeaver(_ m: Moment) {
    guard !m.traits.contains(.signOut) else { return }
    for key in [m.o.actor, m.o.issuer, m.o.email] where key != 0 {
      guard let mark = mark(key, where: { $0.gone.isDone }), m.o.time > mark.gone.time,
        let gone = Mark.Gone(rawValue: mark.goneKind)
      else { continue }
      switch gone {
      case .person, .declared: raiseLeaver(m, mark, .leaver, key)
      case .account: raiseLeaver(m, mark, .revoked, key)
      case .credential, .no: continue
      }
      return
    }
  }

  private func raiseLeaver(_ m: Moment, _ mark: Mark, _ detector: Detector, _ key: UInt64) {
    let elapsed = m.o.time - mark.gone.time
    let isDone = m.o.outcome == .success
    var level: Level = .low
    if isDone, elapsed > options.grace {
      level = m.isSensitive && detector == .leaver ? .critical : .high
    } else if isDone, m.isSensitive {
      level = .medium
    }
    raise(detector, level, m, entity: m.subject, related: [mark.gone.evidence]) {
      let span = Self.span(elapsed)
      let by = mark.gone.by == 0 ? nil : text(mark.gone.by)
      var reasons = [
        Self.reason(
          "\(text(key)) \(detector == .leaver ? "left" : "was removed") \(span.en) before\(by.map { ", by \($0)" } ?? "")",
          "\(text(key)) は \(span.ja)前に\(by.map { " \($0) により" } ?? "")\(detector == .leaver ? "退職（無効化）" : "削除または無効化")されています"
        ),
        Self.reason(
          "\(text(m.o.operation)): \(m.o.outcome.word)\(m.o.address == 0 ? "" : ", from \(placeText(m.o.address, m.country))")",
          "\(text(m.o.operation))：\(m.o.outcome.japanese)\(m.o.address == 0 ? "" : "（\(placeText(m.o.address, m.country)) から）")"
        ),
      ]
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }

  func judgeRevokedCredential(_ m: Moment) {
    if let mark = mark(m.o.credential, where: { $0.gone.isDone && $0.goneKind == Mark.Gone.credential.rawValue }),
      m.o.time > mark.gone.time
    {
      let elapsed = m.o.time - mark.gone.time
      let isDone = m.o.outcome == .success
      raise(
        .revoked, isDone && elapsed > options.grace ? .high : .low, m, entity: m.o.credential,
        related: [mark.gone.evidence]
      ) { revokedReasons(m, mark.gone.by, elapsed, "credential", "認証情報") }
    }
  }

  /// Shared out by credential in the hands of one identity, which tells since when the session is known.
  func judgeRevokedSession(_ m: Moment) {
    guard m.o.outcome == .success, m.o.actClass != .authenticate,
      [.webSession, .consoleSession, .temporaryKey, .token].contains(m.o.credentialKind),
      let mark = mark(m.o.actor, where: { $0.sessionsEnded.isDone })
    else { return }
    let place = credentials.find(m.credential)
    guard place >= 0, credentials.entries[place].firstSeen < mark.sessionsEnded.time else { return }
    let elapsed = m.o.time - mark.sessionsEnded.time
    guard elapsed > options.tokenLife else { return }
    raise(
      .revoked, m.isSensitive ? .high : .medium, m, entity: m.o.credential, related: [mark.sessionsEnded.evidence]
    ) { revokedReasons(m, 0, elapsed, "session", "セッション") }
  }

  private func revokedReasons(
    _ m: Moment, _ by: UInt64, _ elapsed: Int64, _ what: String, _ whatJa: String
  ) -> [BehaviourFinding.Reason] {
    let span = Self.span(elapsed)
    let who = by == 0 ? "" : text(by)
    return [
      Self.reason(
        "the \(what) was revoked \(span.en) before\(who.isEmpty ? "" : ", by \(who)")",
        "この\(whatJa)は \(span.ja)前に\(who.isEmpty ? "" : " \(who) により")取り消されています"),
      Self.reason(
        "\(text(m.o.operation)): \(m.o.outcome.word)\(m.o.address == 0 ? "" : ", from \(placeText(m.o.address, m.country))")",
        "\(text(m.o.operation))：\(m.o.outcome.japanese)\(m.o.address == 0 ? "" : "（\(placeText(m.o.address, m.country)) から）")"
      ),
    ]
  }
}
