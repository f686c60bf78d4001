import Activity
import Detection
import Incidents

extension TextReport {
  /// An alert whole: what happened, why it was raised, on what records, and what would quieten it.
  /// - Throws: `ReportError` if the output could not be written.
  public func write(_ explanation: AlertExplanation) throws {
    let alert = explanation.alert
    let rule = alert.rule
    let badge = "\(rule.level.shape) \(words.level(rule.level).uppercased())"
    let isJapanese = words.language == .japanese
    paragraph(
      isJapanese ? rule.titleJa ?? rule.title : rule.title, label: badge, labelStyle: .boldLevel(rule.level),
      indent: TerminalText.width(badge) + 2, style: .bold)
    if let summary = isJapanese ? rule.summaryJa ?? rule.summary : rule.summary { paragraph(summary, indent: 2) }
    line()
    writeFacts(alert)
    line()
    writeWhy(explanation)
    writeRecords(explanation)
    if !rule.falsePositives.isEmpty {
      heading("What it often is instead", "よくある誤検知")
      for reason in rule.falsePositives { paragraph(reason, label: "  -", indent: 4) }
      line()
    }
    writeQuieting(explanation)
    try output.flush()
  }

  private func heading(_ english: String, _ japanese: String) {
    line(style(words.pick(english, japanese), .bold))
  }

  private func fact(_ english: String, _ japanese: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    paragraph(text, label: "  " + words.pick(english, japanese), labelStyle: .dim, indent: 14)
  }

  private func writeFacts(_ alert: Alert) {
    let activity = alert.activity
    let rule = alert.rule
    fact("Alert", "アラート", alert.id)
    fact("Rule", "ルール", "\(rule.id) (\(rule.kind.rawValue)\(rule.author.map { ", \($0)" } ?? ""))")
    if alert.time != 0 {
      let time = UTCTime(microseconds: alert.time)
      fact("When", "日時", "\(time.dateText) \(time.clockText) UTC")
    }
    var who = activity.actor.key.isEmpty ? activity.actor.name : activity.actor.key
    if let email = activity.actor.email, !who.contains(email) { who += " (\(email))" }
    fact("Identity", "主体", who)
    fact("Behind it", "背後の主体", activity.actor.issuer)
    fact("Credential", "認証情報", activity.credential.map { "\($0.id) (\($0.kind.cachedWord.replacing("_", with: " ")))" })
    let operation = [activity.operation.service, activity.operation.name].filter { !$0.isEmpty }
    var did = operation.joined(separator: " ")
    if activity.outcome == .denied { did += words.pick(", denied", "、拒否") }
    if activity.outcome == .failure { did += words.pick(", failed", "、失敗") }
    if let reason = activity.reason { did += " (\(reason))" }
    fact("Did", "操作", did)
    fact("To", "対象", activity.targets.prefix(5).map(\.id).joined(separator: ", "))
    let from = [activity.origin.ip, activity.origin.country, activity.origin.service].compactMap { $0 }
    fact("From", "接続元", from.joined(separator: ", "))
    fact("With", "ツール", activity.origin.agent.map { String($0.prefix(200)) })
    fact("Device", "端末", activity.origin.device)
    if alert.count > 1 { fact("Records", "レコード", words.count(alert.count, "record", "records", "レコード")) }
    fact("Grouped by", "グループ", alert.group.joined(separator: ", "))
    fact(
      "ATT&CK", "ATT&CK", (rule.tactics.map { $0.name(in: words.language) } + rule.techniques).joined(separator: ", "))
    fact("CSA 2022", "CSA 2022", rule.threats.map(CSA.tag).joined(separator: ", "))
  }

  private func writeWhy(_ explanation: AlertExplanation) {
    let alert = explanation.alert
    guard !alert.reasons.isEmpty || !explanation.matched.isEmpty || alert.rule.adjustment != nil else { return }
    heading("Why", "理由")
    writeReasons(alert.reasons, indent: 2)
    if let adjustment = alert.rule.adjustment {
      paragraph(words.pick(adjustment.en, adjustment.ja), label: "  -", indent: 4)
    }
    for text in explanation.matched { line("  " + text) }
    line()
  }

  /// Reasons with what they weigh, one a paragraph.
  func writeReasons(_ reasons: [Alert.Reason], indent: Int, style: TextStyle? = nil) {
    for reason in reasons {
      let text = words.language == .japanese ? reason.ja : reason.en
      let label = String(repeating: " ", count: indent) + "-"
      paragraph(text + bits(reason), label: label, indent: indent + 2, style: style)
    }
  }

  private func bits(_ reason: Alert.Reason) -> String {
    reason.bits.map { words.pick(" (\(words.decimal($0)) bits)", "（\(words.decimal($0)) ビット）") } ?? ""
  }

  private func writeRecords(_ explanation: AlertExplanation) {
    heading("Records", "レコード")
    for evidence in explanation.records {
      let record = evidence.record
      var place = record.path
      if let line = evidence.line {
        place += ":\(line)"
      } else if let offset = evidence.offset {
        place += words.pick(" at byte \(offset)", " \(offset) バイト目")
      }
      place += words.pick(", record \(record.index)", "、レコード \(record.index)")
      if let id = record.id { place += " (\(id))" }
      if evidence.offset == nil {
        place += words.pick("; it cannot be read again", "。読み直せない")
      }
      paragraph(place, indent: 2)
      for field in evidence.fields {
        paragraph("\"\(field.path)\": \(field.value)", label: "     ", indent: 6, style: .dim)
      }
    }
    let more = explanation.alert.count - explanation.records.count
    if more > 0, explanation.alert.count > 1 {
      paragraph(words.pick("and \(more.grouped) more", "ほか \(more.grouped) 件"), indent: 2, style: .dim)
    }
    line()
  }

  private func writeQuieting(_ explanation: AlertExplanation) {
    heading("What would quieten it", "このアラートを出さないようにするには")
    if let declaration = explanation.declaration {
      switch declaration.quieting {
      case .entries(let entries):
        paragraph(
          words.pick(
            "If it is how this identity works, put this into the expectations file:",
            "この ID の通常の使い方であれば、次の内容を期待値ファイルに加える:"), indent: 2)
        yaml(entries)
      case .line(let change):
        let place = "\(change.file):\(change.line)"
        paragraph(
          words.pick(
            "If it is as it should be, let the entry \"\(change.entry)\" (\(place)) say:",
            "問題のない使い方であれば、「\(change.entry)」(\(place)) の該当行を次のように改める:"), indent: 2)
        yaml(change.text)
      }
      let tried =
        declaration.remaining.map {
          words.pick(
            "Tried on these logs: the alert is then raised at \(words.level($0)) only.",
            "同じログで確認済み: アラートの重大度は「\(words.level($0))」に下がる。")
        }
        ?? words.pick(
          "Tried on these logs: the alert is then not raised, and nothing else is.",
          "同じログで確認済み: このアラートは出なくなり、ほかのアラートが増えることもない。")
      paragraph(tried, indent: 2, style: .dim)
    } else {
      paragraph(
        words.pick(
          "No declaration explains it; it can be muted, or lowered to a level by a mute.",
          "通常の使い方として申告しても、このアラートはなくならない。ミュートするか、ミュートで重大度を下げる。"), indent: 2)
    }
    line()
    paragraph(
      words.pick(
        "If it needs nobody for a time, put this mute into the expectations file, and finish it:",
        "当面対応が不要であれば、次のミュートを期待値ファイルに加え、内容を補う:"), indent: 2)
    yaml(explanation.mute)
    line()
    paragraph(
      words.pick("docs/expectations.md says what else can be declared.", "書き方は docs/expectations.md を参照。"), indent: 2,
      style: .dim)
  }

  /// Lines as they are, to be copied: nothing is wrapped.
  private func yaml(_ text: String) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      line("    " + TerminalText.safe(String(part)))
    }
  }
}
