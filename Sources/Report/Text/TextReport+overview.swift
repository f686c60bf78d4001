import Activity
import Detection
import Incidents

extension TextReport {
  /// A line each of what needs someone, then the worst in full, then how many there are that need nobody.
  ///
  /// - Parameter incidents: worst first.
  func writeIncidents(_ incidents: [Incident]) {
    let grave = incidents.prefix { $0.level >= .medium }
    let high = min(grave.prefix { $0.level >= .high }.count, Self.shown)
    let full = grave.prefix(max(high, min(Self.whole, grave.count)))
    if grave.count > Self.few { writeOverview(grave, inFull: full.count) }
    for incident in full { write(incident) }
    writeLow(incidents.dropFirst(grave.count))
  }

  private func writeOverview(_ incidents: ArraySlice<Incident>, inFull full: Int) {
    for incident in incidents.prefix(Self.listed) {
      let start = UTCTime(microseconds: incident.start)
      let when = incident.start == 0 ? "" : "\(start.dateText.dropFirst(5)) \(start.clockText.prefix(5))  "
      let indent = words.language == .japanese ? 12 : 16
      paragraph(
        onOneLine(when + incident.narrative(in: words.language).title, indent: indent),
        label: "\(incident.level.shape) \(words.level(incident.level)) \(incident.score)",
        labelStyle: .level(incident.level), indent: indent)
    }
    let more = incidents.count - Self.listed
    if more > 0 {
      let noun = words.count(more, "more incident", "more incidents", "その他のインシデント")
      paragraph(noun, indent: 16, style: .dim)
    }
    if full < incidents.count {
      line()
      paragraph(
        words.pick(
          "The worst \(full) are told below; --report FILE.html and --format json tell all.",
          "以下に最も重大な \(full) 件を示す。すべては --report FILE.html または --format json で見られる。"), indent: 0,
        style: .dim)
    }
    line()
  }

  /// Cut at its end: who did what stands at the beginning.
  private func onOneLine(_ text: String, indent: Int) -> String {
    let lines = TerminalText.wrapped(TerminalText.safe(TerminalText.bounded(text)), to: width - indent)
    guard lines.count > 1 else { return text }
    return (TerminalText.wrapped(lines[0], to: width - indent - 2).first ?? "") + " …"
  }

  /// Low incidents need nobody now: how many, and of what.
  private func writeLow(_ incidents: ArraySlice<Incident>) {
    guard !incidents.isEmpty else { return }
    rule()
    let usual = incidents.count { $0.explanations.contains { [.habit, .background].contains($0.explanation.kind) } }
    let noun = words.count(incidents.count, "low incident", "low incidents", "低レベルのインシデント")
    var text = words.pick("\(noun), which need nobody now", "\(noun)（今すぐの対応は不要）")
    if usual > 0 {
      text += words.pick("; \(usual.grouped) of them are nothing new here", "。うち \(usual.grouped) 件は日常のもの")
    }
    paragraph(text + words.pick(":", "："), indent: 0)
    var counts: [String: Int] = [:]
    for incident in incidents {
      let worst = incident.steps.max { $0.level < $1.level }
      counts[
        worst.map { words.language.title(of: $0.rule) } ?? incident.narrative(in: words.language).title, default: 0] +=
        1
    }
    let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (title, count) in kinds.prefix(Self.lowKinds) {
      paragraph(
        "\(title)\(count > 1 ? " ×\(count.grouped)" : "")", label: " \(Level.low.shape)", labelStyle: .level(.low),
        indent: 3)
    }
    if kinds.count > Self.lowKinds {
      let more = words.count(kinds.count - Self.lowKinds, "more kind", "more kinds", "その他の種類")
      paragraph(
        words.pick("and \(more); --format json lists all", "ほか\(more)。--format json ですべて見られる"), indent: 3, style: .dim)
    }
    line()
  }
}
