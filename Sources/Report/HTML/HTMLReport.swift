import Activity
import Detection
import Incidents

/// One self-contained page: nothing is loaded, nothing runs, everything from records is escaped.
public struct HTMLReport: ReportWriter {
  /// Incidents shown in full; the rest of them are listed, as many as `listed` in all.
  static let shown = 50
  static let listed = 500

  private let output: ReportOutput
  let version: String
  let words: Words

  public init(output: ReportOutput, language: Language = .english, version: String = "0") {
    self.output = output
    self.version = version
    words = Words(language: language)
  }

  public mutating func alert(_ alert: Alert) {}

  public mutating func finish(incidents: [Incident], summary: ScanSummary) throws {
    output.write(head(incidents, summary))
    for (index, incident) in incidents.prefix(Self.shown).enumerated() {
      output.write(article(incident, number: index))
    }
    output.write(tail(incidents, summary))
    try output.flush()
  }

  // MARK: Frame

  private func head(_ incidents: [Incident], _ summary: ScanSummary) -> String {
    var page = HTMLText()
    let verdict = verdict(incidents, summary)
    page.raw(
      """
      <!DOCTYPE html>
      <html lang="\(words.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Yagura \(HTMLText.escaped(version))">

      """)
    page.element("title", "\(verdict) · Yagura")
    page.raw("\n<style>\n\(HTMLStyle.css)\n</style>\n</head>\n<body>\n<header class=\"top\">\n")
    page.raw("<div class=\"brand\">\(Self.mark)<span>Yagura</span></div>\n")
    page.element("h1", verdict)
    page.raw("\n")
    page.element("p", lead(summary), class: "lead")
    page.raw("\n</header>\n<main>\n")
    if incidents.count > 1 { page.raw(list(incidents)) }
    return page.html
  }

  /// A watchtower.
  private static let mark = """
    <svg viewBox="0 0 18 18" aria-hidden="true"><path d="M2.5 6.5 9 2l6.5 4.5M4.5 6v3.5h9V6M6 9.5 4.5 16M12 9.5l1.5 \
    6.5M5.4 12.5h7.2M9 6v3.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" \
    stroke-linejoin="round"/></svg>
    """

  private func verdict(_ incidents: [Incident], _ summary: ScanSummary) -> String {
    if incidents.isEmpty {
      if summary.records == 0 { return words.pick("Nothing was read", "読み取れたものがない") }
      if summary.isBlind { return words.pick("Nothing of a known source was read", "既知のソースのレコードがない") }
      return summary.unchanged > 0
        ? words.pick("Nothing new", "新たなインシデントなし") : words.pick("No incident", "インシデントなし")
    }
    let grave = incidents.filter { $0.level >= .high }.count
    let number = words.count(incidents.count, "incident", "incidents", "インシデント")
    if grave == 0 { return words.pick("\(number), none of them urgent", "\(number)、急を要するものはない") }
    if grave == incidents.count {
      return words.pick(
        "\(number) \(incidents.count == 1 ? "needs" : "need") someone now", "\(number)、今すぐ対応が必要")
    }
    return words.pick(
      "\(number), \(grave.grouped) of them \(grave == 1 ? "needs" : "need") someone now",
      "\(number)、うち \(grave) 件は今すぐ対応が必要")
  }

  private func lead(_ summary: ScanSummary) -> String {
    let files = words.count(summary.files, "file", "files", "ファイル")
    let records = words.count(summary.records, "record", "records", "レコード")
    let rules = words.count(summary.rules, "rule", "rules", "ルール")
    var text = words.pick("From \(files) with \(records)", "\(files)、\(records)")
    if let start = summary.start, let end = summary.end { text += words.comma + words.span(start, end) }
    let alerts = words.count(summary.alerts, "alert", "alerts", "アラート")
    text += words.pick("; \(rules) raised \(alerts).", "。\(rules)で\(alerts)。")
    if summary.bad > 0 {
      text += " " + words.count(summary.bad, "record could not be read.", "records could not be read.", "読めないレコード")
    }
    return text
  }

  /// All incidents, one a row.
  private func list(_ incidents: [Incident]) -> String {
    var page = HTMLText()
    page.raw("<table class=\"list\"><tbody>\n")
    for (index, incident) in incidents.prefix(Self.listed).enumerated() {
      page.raw("<tr><td>\(level(incident.level))</td><td class=\"num\">\(incident.score)</td><td>")
      let title = HTMLText.escaped(incident.narrative(in: words.language).title)
      page.raw(index < Self.shown ? "<a href=\"#i\(index)\">\(title)</a>" : title)
      let start = incident.start == 0 ? "" : UTCTime(microseconds: incident.start).minuteText
      page.raw("</td><td class=\"when\">\(start)</td><td class=\"num muted\">")
      page.text(words.count(incident.alerts, "alert", "alerts", "アラート"))
      page.raw("</td></tr>\n")
    }
    page.raw("</tbody></table>\n")
    if incidents.count > Self.listed {
      page.element(
        "p", words.pick("and \(incidents.count - Self.listed) more", "ほか \(incidents.count - Self.listed) 件"),
        class: "muted")
    }
    return page.html
  }

  func level(_ level: Level) -> String {
    "<span class=\"level \(level.name)\">\(level.shape) \(words.level(level).capitalizedFirst)</span>"
  }

  // MARK: What was read

  private func tail(_ incidents: [Incident], _ summary: ScanSummary) -> String {
    var page = HTMLText()
    let earlier = earlier(summary)
    if !earlier.isEmpty || !summary.recordsBySource.isEmpty || !summary.problems.isEmpty || !summary.skipped.isEmpty
      || !summary.watch.mutes.isEmpty
    {
      page.raw("<div class=\"plain\">\(earlier)")
      if !summary.recordsBySource.isEmpty {
        page.raw("<section><h3>\(words.pick("What was read", "読み取ったもの"))</h3><ul class=\"cols\">")
        for (source, count) in summary.recordsBySource.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(
          40)
        {
          page.raw("<li>")
          page.element("code", source)
          page.element("span", count.grouped)
          page.raw("</li>")
        }
        if summary.unrecognised > 0 {
          page.raw(
            "<li class=\"muted\"><span>\(words.pick("of no known source", "ソース不明"))</span><span>\(summary.unrecognised.grouped)</span></li>"
          )
        }
        page.raw("</ul></section>\n")
      }
      page.raw(mutes(summary))
      page.raw(problems(words.pick("Not read", "読めなかったもの"), summary.problems, summary.problemsOmitted))
      page.raw(problems(words.pick("Skipped", "対象外"), summary.skipped, summary.skippedOmitted))
      page.raw("</div>\n")
    }
    page.raw("</main>\n<footer class=\"foot\">")
    page.text("Yagura \(version) · \(words.pick("times are UTC", "時刻は UTC")) · ")
    page.text(words.pick("read in \(words.seconds(summary.seconds))", "処理時間 \(words.seconds(summary.seconds))"))
    page.raw("</footer>\n</body>\n</html>\n")
    return page.html
  }

  /// What became of that which earlier runs reported.
  private func earlier(_ summary: ScanSummary) -> String {
    let earlier = EarlierLines(summary, words)
    guard !earlier.lines.isEmpty else { return "" }
    var page = HTMLText()
    page.raw("<section><h3>\(words.pick("Reported before", "前回までの報告"))</h3><ul class=\"problems\">")
    for line in earlier.lines { page.element("li", line) }
    page.raw("</ul></section>\n")
    return page.html
  }

  /// What was muted, by which mute, why and until when; and which mutes have ended or met nothing.
  private func mutes(_ summary: ScanSummary) -> String {
    let mutes = MuteLines(summary, words)
    guard !mutes.lines.isEmpty else { return "" }
    var page = HTMLText()
    page.raw("<section><h3>\(words.pick("Mutes", "ミュート"))</h3><ul class=\"problems\">")
    for mute in mutes.lines { page.element("li", mute.text, class: mute.state == .met ? nil : "muted") }
    if mutes.more > 0 {
      page.element("li", words.pick("and \(mutes.more) more", "ほか \(mutes.more) 件"), class: "muted")
    }
    page.raw("</ul></section>\n")
    return page.html
  }

  private func problems(_ title: String, _ problems: [ScanSummary.Problem], _ omitted: Int) -> String {
    guard !problems.isEmpty else { return "" }
    var page = HTMLText()
    page.raw("<section><h3>\(title)</h3><ul class=\"problems\">")
    for problem in problems.prefix(50) {
      page.raw("<li>")
      page.element("code", problem.path)
      page.text(": \(problem.reason)")
      page.raw("</li>")
    }
    let more = max(0, problems.count - 50) + omitted
    if more > 0 { page.element("li", words.pick("and \(more.grouped) more", "ほか \(more.grouped) 件"), class: "muted") }
    page.raw("</ul></section>\n")
    return page.html
  }
}
