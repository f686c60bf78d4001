import Activity
import Detection
import Incidents

extension TextReport {
  func write(_ incident: Incident) {
    rule()
    let narrative = incident.narrative(in: words.language)
    let badge = "\(incident.level.shape) \(words.level(incident.level).uppercased()) \(incident.score)"
    paragraph(
      narrative.title, label: badge, labelStyle: .boldLevel(incident.level),
      indent: TerminalText.width(badge) + 2, style: .bold)
    line()
    writeFacts(incident)
    line()
    paragraph(words.story(narrative), label: "  ", indent: 2)
    line()
    writeTimeline(incident, narrative)
    writeAftermath(incident)
    line()
    writeActions(incident)
    line()
  }

  private func fact(_ label: String, _ text: String) {
    guard !text.isEmpty else { return }
    paragraph(TerminalText.bounded(text, to: Self.longestFact), label: "  " + label, labelStyle: .dim, indent: 14)
  }

  private func writeFacts(_ incident: Incident) {
    let acting = incident.identities.filter { $0.part != .target }
    for (index, identity) in acting.prefix(4).enumerated() {
      fact(index == 0 ? words.pick("Identity", "主体") : "", told(identity))
    }
    if acting.count > 4 {
      fact("", words.pick("and \(acting.count - 4) more", "ほか \(acting.count - 4) 件"))
    }
    let addresses = incident.addresses.prefix(3).map { $0.ip + ($0.country.map { " (\($0))" } ?? "") }
    let more =
      incident.addresses.count > 3
      ? words.pick(" and \(incident.addresses.count - 3) more", " ほか \(incident.addresses.count - 3) か所") : ""
    fact(words.pick("From", "接続元"), addresses.joined(separator: words.comma) + more)
    if let agent = incident.addresses.first?.agent {
      fact("", TerminalText.shortened(TerminalText.safe(agent), to: width - 14))
    }
    if incident.start != 0 {
      let span = words.span(incident.start, incident.end)
      let length =
        incident.end > incident.start ? words.inParentheses(words.duration(microseconds: incident.progress.dwell)) : ""
      fact(words.pick("When", "日時"), span + length)
      fact(words.pick("Detected", "検知"), words.detection(incident.progress))
    }
    fact(
      words.pick("Alerts", "アラート"), incident.alerts.grouped + words.inParentheses(words.levels(incident.alertsByLevel)))
    for (index, found) in incident.explanations.prefix(3).enumerated() {
      fact(index == 0 ? words.pick("Harmless?", "無害か") : "", found.explanation.text(in: words.language))
    }
    fact("ATT&CK", incident.tactics.map { $0.name(in: words.language) }.joined(separator: " → "))
    let techniques = incident.techniques.prefix(10).joined(separator: " ")
    fact("", techniques + (incident.techniques.count > 10 ? " +\(incident.techniques.count - 10)" : ""))
    fact("ID", incident.id)
  }

  private func told(_ identity: IncidentIdentity) -> String {
    identity.name + words.inParentheses(words.facts(of: identity))
  }

  private func writeTimeline(_ incident: Incident, _ narrative: Narrative) {
    line("  " + style(words.pick("Timeline (UTC)", "時系列（UTC）"), .bold))
    let notes = narrative.notes
    let shown = Self.worst(of: incident.steps, cited: Set(narrative.cited))
    let oneDay = UTCTime(microseconds: incident.start).dateText == UTCTime(microseconds: incident.end).dateText
    let names = incident.identityNames
    for place in shown { write(incident.steps[place], note: notes[place], oneDay: oneDay, names) }
    let more = incident.steps.count - shown.count + incident.stepsOmitted
    if more > 0 {
      let noun = words.count(more, "lesser step", "lesser steps", "その他のステップ")
      paragraph(
        words.pick("\(noun); --format json shows all", "\(noun)。--format json ですべて見られる"), indent: oneDay ? 14 : 20,
        style: .dim)
    }
  }

  /// What came after a critical incident, in short.
  private func writeAftermath(_ incident: Incident) {
    guard let aftermath = incident.aftermath else { return }
    line()
    line("  " + style(words.pick("Afterwards (UTC)", "その後（UTC）"), .bold))
    for step in aftermath.steps.prefix(6) { write(step, note: nil, oneDay: false, incident.identityNames) }
    let more = aftermath.stepsOmitted + aftermath.steps.count - 6
    if more > 0 {
      paragraph(words.count(more, "lesser step", "lesser steps", "その他のステップ"), indent: 20, style: .dim)
    }
  }

  /// One line of a timeline, with what it rests on below it.
  private func write(_ step: IncidentStep, note: Int?, oneDay: Bool, _ names: [String: String]) {
    let indent = oneDay ? 14 : 20
    let time = UTCTime(microseconds: step.first)
    let stamp = step.first == 0 ? "—" : oneDay ? time.clockText : "\(time.dateText.dropFirst(5)) \(time.clockText)"
    let number = note.map { "[\($0)] " } ?? ""
    let count = step.count > 1 ? " ×\(step.count.grouped)" : ""
    let tactic = step.tactic.map { words.pick(" [\($0.name(in: .english))]", "［\($0.name(in: .japanese))］") } ?? ""
    let mark = style(step.level.shape, .level(step.level))
    let title = TerminalText.bounded(words.language.title(of: step.rule), to: Self.longestFact)
    let head = TerminalText.safe("\(number)\(title)\(count)\(tactic)")
    for (index, part) in TerminalText.wrapped(head, to: width - indent).enumerated() {
      let stampText = "  " + stamp + String(repeating: " ", count: max(1, indent - 4 - stamp.count))
      line(index == 0 ? "\(stampText)\(mark) \(part)" : String(repeating: " ", count: indent) + part)
    }
    paragraph(TerminalText.bounded(told(step, names), to: Self.longestFact), indent: indent)
    writeReasons(Array(step.reasons.prefix(3)), indent: indent)
    if let adjustment = step.rule.adjustment { paragraph(words.pick(adjustment.en, adjustment.ja), indent: indent) }
    paragraph(TerminalText.bounded(evidence(step), to: Self.longestFact), indent: indent, style: .dim)
  }

  private func told(_ step: IncidentStep, _ names: [String: String]) -> String {
    let activity = step.activity
    let targets = step.targets.prefix(3).map {
      TerminalText.shortened(names[$0.id] ?? ResourceName.short($0.id), to: 48)
    }
    let more = max(step.targetCount, step.targets.count) - targets.count
    var text = "\(activity.actor.name.isEmpty ? activity.actor.key : activity.actor.name): "
    text +=
      activity.operation.service.isEmpty
      ? activity.operation.name : "\(activity.operation.service) \(activity.operation.name)"
    if !targets.isEmpty { text += " → " + targets.joined(separator: words.comma) }
    if !targets.isEmpty, more > 0 { text += words.pick(" and \(more) more", " ほか \(more) 件") }
    if step.refused {
      text += activity.outcome == .denied ? words.pick(", denied", "、拒否") : words.pick(", failed", "、失敗")
      text += activity.reason.map { words.inParentheses($0) } ?? ""
    }
    return text
  }

  /// Files and records, and whose rule it was if it was not ours.
  private func evidence(_ step: IncidentStep) -> String {
    var parts: [String] = []
    var path = ""
    for record in step.records.prefix(3) {
      let name = record.path == path ? "" : TerminalText.shortened(record.path, to: width / 2) + " "
      parts.append("\(name)#\(record.index)")
      path = record.path
    }
    if step.count > parts.count, !parts.isEmpty { parts.append("…") }
    var text = parts.joined(separator: ", ")
    if step.rule.kind == .sigma, let author = step.rule.author { text += words.pick("; rule by ", "、ルール作者：") + author }
    return text
  }

  private func writeActions(_ incident: Incident) {
    guard !incident.actions.isEmpty || !incident.playbooks.isEmpty else { return }
    line("  " + style(words.pick("What to do now", "今すること"), .bold))
    for (index, action) in incident.actions.enumerated() {
      paragraph(action.text(in: words.language), label: "  \(index + 1).", indent: 6)
    }
    if !incident.playbooks.isEmpty {
      paragraph(
        incident.playbooks.joined(separator: words.comma), label: "  " + words.pick("Playbooks", "プレイブック"),
        labelStyle: .dim,
        indent: words.language == .japanese ? 16 : 14)
    }
  }

  /// Places of the steps that the story refers to and of the worst others, in order of time.
  private static func worst(of all: [IncidentStep], cited: Set<Int>) -> [Int] {
    guard all.count > steps else { return Array(all.indices) }
    return all.indices.sorted {
      (cited.contains($1) ? 1 : 0, all[$1].level, $0) < (cited.contains($0) ? 1 : 0, all[$0].level, $1)
    }.prefix(steps).sorted()
  }
}
