/// What became of that which earlier runs reported, a line each.
struct EarlierLines {
  /// Incidents that are no more, and alerts, that are named; the rest is counted.
  static let shown = 20
  static let shownAlerts = 8

  let lines: [String]

  init(_ summary: ScanSummary, _ words: Words) {
    var lines: [String] = []
    if summary.unchanged > 0 {
      let noun = words.count(summary.unchanged, "incident", "incidents", "インシデント")
      lines.append(words.pick("\(noun) reported before, and as they were", "報告済みの\(noun)に変化はない"))
    }
    lines += summary.retired.prefix(Self.shown).map { retired in
      retired.into.map { words.pick("\(retired.id) is part of \($0) now", "\(retired.id) は \($0) に統合された") }
        ?? words.pick("\(retired.id) no longer stands", "\(retired.id) は取り下げられた")
    }
    if summary.retired.count > Self.shown { lines.append(Self.more(summary.retired.count - Self.shown, words)) }
    if !summary.withdrawn.isEmpty {
      let noun = words.count(summary.withdrawn.count, "alert", "alerts", "アラート")
      var ids = summary.withdrawn.prefix(Self.shownAlerts).joined(separator: words.comma)
      let more = summary.withdrawn.count - Self.shownAlerts
      if more > 0 { ids += words.comma + Self.more(more, words) }
      lines.append(
        words.pick(
          "\(noun) told before and withdrawn, because what came since shows it otherwise: \(ids)",
          "その後に届いたレコードにより、報告済みの\(noun)を取り下げた：\(ids)"))
    }
    self.lines = lines
  }

  private static func more(_ count: Int, _ words: Words) -> String {
    words.pick("and \(count) more", "ほか \(count) 件")
  }
}
