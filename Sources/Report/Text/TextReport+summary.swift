import Activity
import Behaviour
import Detection
import Incidents

extension TextReport {
  func writeSummary(_ summary: ScanSummary) {
    let files = words.count(summary.files, "file", "files", "ファイル")
    let records = words.count(summary.records, "record", "records", "レコード")
    let rules = words.count(summary.rules, "rule", "rules", "ルール")
    var text = words.pick("Read \(files), \(records)", "\(files)、\(records)を読み取り")
    if let start = summary.start, let end = summary.end {
      text += words.pick(", \(words.span(start, end))", "（\(words.span(start, end))）")
    }
    text += words.pick(
      ", in \(words.seconds(summary.seconds)) with \(rules).", "、\(rules)で \(words.seconds(summary.seconds))。")
    paragraph(text, indent: 0)
    let sources = summary.recordsBySource.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !sources.isEmpty {
      let named = sources.prefix(12).map { "\($0.key) \($0.value.grouped)" }.joined(separator: words.comma)
      let more = sources.count > 12 ? words.pick(" and \(sources.count - 12) more", " ほか \(sources.count - 12) 種") : ""
      paragraph(named + more, label: words.pick("Sources", "ソース"), labelStyle: .dim, indent: 10)
    }
    writeWatch(summary)
    writeLate(summary)
    writeEarlier(summary)
    var unread: [String] = []
    if summary.bad > 0 {
      unread.append(words.count(summary.bad, "unreadable record", "unreadable records", "読めないレコード"))
    }
    if summary.unrecognised > 0 {
      unread.append(
        words.count(summary.unrecognised, "record of no known source", "records of no known source", "ソース不明のレコード"))
    }
    let skipped = summary.skipped.count + summary.skippedOmitted
    if skipped > 0 { unread.append(words.count(skipped, "file skipped", "files skipped", "対象外のファイル")) }
    if !unread.isEmpty {
      paragraph(unread.joined(separator: words.comma), label: words.pick("Unread", "未読"), labelStyle: .dim, indent: 10)
    }
  }

  /// How much is known of whom, what is missing, what was muted.
  private func writeWatch(_ summary: ScanSummary) {
    if let known = summary.watch.behaviour, known.identities > 0 {
      var text = words.pick(
        "\(known.warm.grouped) of \(known.identities.grouped) identities are known well enough to be surprised by",
        "\(known.identities.grouped) 件の ID のうち、ふだんと違うと言えるほど分かっているのは \(known.warm.grouped) 件")
      if known.evicted > 0 {
        text += words.pick(
          "; \(Int(clamping: known.evicted).grouped) were forgotten for want of room",
          "。容量不足で \(Int(clamping: known.evicted).grouped) 件を忘れた")
      }
      paragraph(text, label: words.pick("Behaviour", "行動"), labelStyle: .dim, indent: 10)
    }
    if let habits = summary.watch.habits, habits.usual > 0 {
      let (usual, judged) = (Int(clamping: habits.usual).grouped, Int(clamping: habits.judged).grouped)
      paragraph(
        words.pick(
          "\(usual) of \(judged) alerts of rules at medium or above are nothing new here, and open no incident alone",
          "中以上のルールのアラート \(judged) 件のうち \(usual) 件は日常のもので、単独ではインシデントにならない"),
        label: words.pick("Habits", "日常"), labelStyle: .dim, indent: 10)
    }
    if let gap = summary.gaps.first {
      paragraph(words.pick(gap.en, gap.ja), label: words.pick("Missing", "不足"), labelStyle: .dim, indent: 10)
    }
    let mutes = MuteLines(summary, words)
    for (number, mute) in mutes.lines.enumerated() {
      let label = number == 0 ? words.pick("Mutes", "ミュート") : ""
      paragraph(mute.text, label: label, labelStyle: .dim, indent: 10, style: mute.state == .met ? nil : .dim)
    }
    if mutes.more > 0 {
      paragraph(words.pick("and \(mutes.more) more", "ほか \(mutes.more) 件"), indent: 10, style: .dim)
    }
  }

  /// What could not be put in order of time, and why where that can be told.
  private func writeLate(_ summary: ScanSummary) {
    guard summary.late > 0 else { return }
    let records = words.count(summary.late, "record", "records", "レコード")
    var text = words.pick(
      "\(records) came too late to be put in order of time; what looks at several records together may miss some of them",
      "\(records)は遅れが大きく、時刻順に並べられなかった。複数のレコードを突き合わせる検知は、その一部を見落とすことがある")
    for file in summary.lateFiles.prefix(3) {
      text += words.pick("; \(file.path): \(file.records.grouped)", "。\(file.path)：\(file.records.grouped) 件")
      if file.runsBackwards {
        text += words.pick(
          ", because it runs from newest to oldest: sort it by time, or unpack it to a file of lines",
          "（新しい順に並んでいるため。時刻順に並べ替えるか、展開して 1 行 1 レコードのファイルにするとよい）")
      }
    }
    paragraph(text, label: words.pick("Order", "順序"), labelStyle: .dim, indent: 10)
  }

  /// What became of that which earlier runs reported.
  private func writeEarlier(_ summary: ScanSummary) {
    for text in EarlierLines(summary, words).lines {
      paragraph(text, label: words.pick("Before", "前回まで"), labelStyle: .dim, indent: 10)
    }
  }

  private func calmText(_ summary: ScanSummary) -> String {
    if summary.records == 0 { return words.pick("Nothing was read, so nothing can be said.", "読み取れたものがないため、判断できない。") }
    if summary.isBlind {
      return words.pick("No record is of a known source, so nothing can be said.", "既知のソースのレコードがないため、判断できない。")
    }
    if summary.unchanged > 0 {
      return words.pick("Nothing new. What was reported before still stands.", "新たなインシデントはない。報告済みのものはそのまま残っている。")
    }
    return words.pick("No incident. Nothing here needs someone now.", "インシデントはない。今すぐ対応が要るものはない。")
  }

  /// Nothing opened: said calmly, with what there was.
  func writeCalm(_ summary: ScanSummary) {
    line()
    paragraph(calmText(summary), indent: 0, style: .bold)
    guard !lowAlerts.isEmpty else { return }
    line()
    paragraph(words.pick("Worth knowing, but never an incident on its own:", "単独ではインシデントにならないもの："), indent: 0)
    let sorted = lowAlerts.values.sorted { ($1.level, $1.count, $0.title) < ($0.level, $0.count, $1.title) }
    for low in sorted.prefix(10) {
      paragraph(
        "\(low.title)\(low.count > 1 ? " ×\(low.count.grouped)" : "")",
        label: " \(low.level.shape) \(words.level(low.level))", labelStyle: .level(low.level), indent: 17)
      writeReasons(Array(low.reasons.prefix(1)), indent: 17, style: .dim)
    }
    if sorted.count > 10 {
      paragraph(words.pick("and \(sorted.count - 10) more", "ほか \(sorted.count - 10) 件"), indent: 17, style: .dim)
    }
  }

  func writeVerdict(_ incidents: [Incident], _ summary: ScanSummary) {
    line()
    var counts: [Level: Int] = [:]
    for incident in incidents { counts[incident.level, default: 0] += 1 }
    let noun = words.count(incidents.count, "incident", "incidents", "インシデント")
    let alerts = words.count(summary.alerts, "alert", "alerts", "アラート")
    paragraph(
      words.pick("\(noun) from \(alerts): \(words.levels(counts)).", "\(alerts)から\(noun)：\(words.levels(counts))。"),
      indent: 0, style: .bold)
    if !summary.joining.isComplete {
      let lost = summary.joining
      paragraph(
        words.pick(
          "Too much at once to keep: \(lost.unjoined.grouped) alerts joined nothing, \(lost.closedEarly.grouped) incidents were closed early, \(lost.incidentsDropped.grouped) lesser ones dropped.",
          "一度に保持できる量を超えた：どこにも結合されなかったアラート \(lost.unjoined.grouped) 件、早めに閉じたインシデント \(lost.closedEarly.grouped) 件、省いた軽微なインシデント \(lost.incidentsDropped.grouped) 件。"
        ), indent: 0, style: .dim)
    }
    line()
  }

  /// Last, so that what went wrong is not scrolled away by incidents.
  func writeProblems(_ summary: ScanSummary, after hasTrailingGap: Bool) {
    let groups: [(String, [ScanSummary.Problem], Int)] = [
      (words.pick("Not read", "読めなかったもの"), summary.problems, summary.problemsOmitted),
      (words.pick("Skipped", "対象外"), summary.skipped, summary.skippedOmitted),
    ]
    for (index, group) in groups.filter({ !$0.1.isEmpty }).enumerated() {
      let (title, problems, omitted) = group
      if index == 0 {
        if hasTrailingGap == false { line() }
        rule()
      }
      line(style(title, .bold))
      for problem in problems.prefix(10) { paragraph("\(problem.path): \(problem.reason)", label: "  ", indent: 4) }
      let more = problems.count - 10 + omitted
      if more > 0 {
        paragraph(words.pick("and \(more.grouped) more", "ほか \(more.grouped) 件"), label: "  ", indent: 4, style: .dim)
      }
    }
  }
}
