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
    paragraph(narrative.story, label: "  ", indent: 2)
    line()
    writeTimeline(incident)
    line()
    writeActions(incident)
    line()
  }

  private func fact(_ label: String, _ text: String) {
    guard !text.isEmpty else { return }
    paragraph(text, label: "  " + label, labelStyle: .dim, indent: 14)
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
    fact(words.pick("From", "接続元"), addresses.joined(separator: ", ") + more)
    if let agent = incident.addresses.first?.agent {
      fact("", TerminalText.shortened(TerminalText.safe(agent), to: width - 14))
    }
    if incident.start != 0 {
      let span = words.span(incident.start, incident.end)
      let length =
        incident.end > incident.start ? " (\(words.duration(microseconds: incident.end - incident.start)))" : ""
      fact(words.pick("When", "日時"), span + length)
    }
    fact(words.pick("Alerts", "アラート"), "\(incident.alerts.grouped) (\(words.levels(incident.alertsByLevel)))")
    fact("ATT&CK", incident.tactics.map { $0.name(in: words.language) }.joined(separator: " → "))
    let techniques = incident.techniques.prefix(10).joined(separator: " ")
    fact("", techniques + (incident.techniques.count > 10 ? " +\(incident.techniques.count - 10)" : ""))
    fact("ID", incident.id)
  }

  private func told(_ identity: IncidentIdentity) -> String {
    var facts = [
      "\(ProviderName.of(identity.provider)) \(identity.kind.cachedWord.map { $0 == "_" ? " " : String($0) }.joined())"
    ]
    if let tenant = identity.tenant { facts.append(tenant) }
    if let email = identity.email, email != identity.name { facts.append(email) }
    if identity.lacksMFA { facts.append(words.pick("no MFA", "MFA なし")) }
    return "\(identity.name) (\(facts.joined(separator: ", ")))"
  }

  private func writeTimeline(_ incident: Incident) {
    line("  " + style(words.pick("Timeline (UTC)", "時系列 (UTC)"), .bold))
    let shown = Self.worst(of: incident.steps)
    let oneDay = UTCTime(microseconds: incident.start).dateText == UTCTime(microseconds: incident.end).dateText
    let indent = oneDay ? 14 : 20
    for step in shown {
      let time = UTCTime(microseconds: step.first)
      let stamp = step.first == 0 ? "—" : oneDay ? time.clockText : "\(time.dateText.dropFirst(5)) \(time.clockText)"
      let title = words.language == .japanese ? step.rule.titleJa ?? step.rule.title : step.rule.title
      let tactic = step.tactic.map { " [\($0.name(in: words.language))]" } ?? ""
      let count = step.count > 1 ? " ×\(step.count.grouped)" : ""
      let mark = style(step.level.shape, .level(step.level))
      let head = TerminalText.safe("\(title)\(count)\(tactic)")
      for (index, part) in TerminalText.wrapped(head, to: width - indent).enumerated() {
        let stampText = "  " + stamp + String(repeating: " ", count: max(1, indent - 4 - stamp.count))
        line(index == 0 ? "\(stampText)\(mark) \(part)" : String(repeating: " ", count: indent) + part)
      }
      paragraph(told(step), label: "", indent: indent)
      writeReasons(reasons.of(step), indent: indent)
      paragraph(evidence(step), label: "", indent: indent, style: .dim)
    }
    let more = incident.steps.count - shown.count + incident.stepsOmitted
    if more > 0 {
      let noun = words.count(more, "lesser step", "lesser steps", "その他のステップ")
      paragraph(
        "\(noun); \(words.pick("--format json shows all", "--format json ですべて見られる"))", indent: indent, style: .dim)
    }
  }

  private func told(_ step: IncidentStep) -> String {
    let activity = step.activity
    let names = step.targets.prefix(3).map { TerminalText.shortened(ResourceName.short($0.id), to: 48) }
    let more = max(step.targetCount, step.targets.count) - names.count
    var text = "\(activity.actor.name.isEmpty ? activity.actor.key : activity.actor.name): "
    text +=
      activity.operation.service.isEmpty
      ? activity.operation.name : "\(activity.operation.service) \(activity.operation.name)"
    if !names.isEmpty { text += " → " + names.joined(separator: ", ") }
    if !names.isEmpty, more > 0 { text += words.pick(" and \(more) more", " ほか \(more) 件") }
    if step.refused {
      let reason = activity.reason.map { " (\($0))" } ?? ""
      text += activity.outcome == .denied ? words.pick(", denied", "、拒否") : words.pick(", failed", "、失敗")
      text += reason
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
    if step.rule.kind == .sigma, let author = step.rule.author { text += words.pick("; rule by ", "、ルール作者 ") + author }
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
        incident.playbooks.joined(separator: ", "), label: "  " + words.pick("Playbooks", "プレイブック"), labelStyle: .dim,
        indent: 14)
    }
  }

  /// The worst steps, in order of time.
  private static func worst(of all: [IncidentStep]) -> [IncidentStep] {
    guard all.count > steps else { return all }
    return all.enumerated().sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }
      .prefix(steps).sorted { $0.offset < $1.offset }.map(\.element)
  }
}
