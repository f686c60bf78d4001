import Activity
import Detection
import Incidents

extension HTMLReport {
  func article(_ incident: Incident, number: Int) -> String {
    let narrative = incident.narrative(in: words.language)
    var page = HTMLText()
    page.raw("<article id=\"i\(number)\" class=\"\(incident.level.name)\">\n<div class=\"head\"><div class=\"badge\">")
    page.raw(level(incident.level))
    page.raw("<span class=\"score\">\(incident.score) <small>/ 100</small></span>")
    page.element("code", incident.id, class: "id")
    page.raw("</div>\n")
    page.element("h2", narrative.title)
    page.raw(story(narrative, of: number))
    page.raw("</div>\n<section class=\"two\"><div>")
    page.raw(actions(incident))
    page.raw("</div><div>")
    page.raw(facts(incident))
    page.raw("</div></section>\n")
    page.raw("<section><h3>\(words.pick("Timeline", "時系列"))</h3><div class=\"figure\">")
    page.raw(TimelineDrawing(incident: incident, words: words).svg)
    page.raw("</div>\(TimelineDrawing.legend(incident, words: words))</section>\n")
    if incident.graph.nodes.count > 1 {
      page.raw("<section><h3>\(words.pick("Who used what", "誰が何を使ったか"))</h3><div class=\"figure\">")
      page.raw(GraphDrawing(graph: incident.graph, words: words).svg)
      page.raw("</div>\(GraphDrawing.legend(incident.graph, words: words))</section>\n")
    }
    page.raw("<section><h3>\(words.pick("Evidence", "証拠"))</h3>")
    page.raw(steps(incident, notes: narrative.notes, number: number))
    page.raw("</section>\n")
    if let aftermath = incident.aftermath { page.raw(afterwards(aftermath)) }
    page.raw("</article>\n")
    return page.html
  }

  /// The story; each sentence ends in the numbers of the evidence that it rests on.
  private func story(_ narrative: Narrative, of number: Int) -> String {
    let notes = narrative.notes
    var page = HTMLText()
    page.raw("<p class=\"story\">")
    for (index, sentence) in narrative.sentences.enumerated() {
      if index > 0, narrative.language != .japanese { page.raw(" ") }
      let (body, stop) = Words.split(sentence.text)
      page.text(body)
      let numbers = sentence.steps.compactMap { notes[$0] }
      if !numbers.isEmpty {
        let links = numbers.map { "<a href=\"#i\(number)n\($0)\">\($0)</a>" }
        page.raw("<span class=\"note\">[\(links.joined(separator: ", "))]</span>")
      }
      page.text(stop)
    }
    page.raw("</p>")
    return page.html
  }

  /// What came after a critical incident.
  private func afterwards(_ aftermath: Aftermath) -> String {
    var page = HTMLText()
    page.raw("<section><h3>\(words.pick("Afterwards", "その後"))</h3>")
    page.element("p", words.span(aftermath.start, aftermath.end), class: "muted after")
    page.raw(table(aftermath.steps.map { ($0, nil, nil) }))
    if aftermath.stepsOmitted > 0 { page.raw(omitted(aftermath.stepsOmitted)) }
    page.raw("</section>\n")
    return page.html
  }

  private func actions(_ incident: Incident) -> String {
    var page = HTMLText()
    page.raw("<h3>\(words.pick("What to do now", "今すること"))</h3><ol class=\"do\">")
    for action in incident.actions {
      page.element("li", action.text(in: words.language))
    }
    page.raw("</ol>")
    if !incident.playbooks.isEmpty {
      page.raw("<p class=\"muted\">\(words.pick("Playbooks: ", "プレイブック："))")
      for (index, name) in incident.playbooks.enumerated() {
        if index > 0 { page.raw(words.comma) }
        page.element("code", name)
      }
      page.raw("</p>")
    }
    return page.html
  }

  private func facts(_ incident: Incident) -> String {
    var page = HTMLText()
    page.raw("<h3>\(words.pick("Facts", "事実"))</h3><dl class=\"facts\">")
    whoAndWhen(incident, &page)
    whatItWas(incident, &page)
    page.raw("</dl>")
    return page.html
  }

  private func whoAndWhen(_ incident: Incident, _ page: inout HTMLText) {
    let acting = incident.identities.filter { $0.part != .target }
    page.fact(words.pick("Identity", "主体")) { page in
      for (index, identity) in acting.prefix(5).enumerated() {
        if index > 0 { page.raw("<br>") }
        page.raw("<span title=\"\(HTMLText.escaped(identity.key))\">")
        page.text(identity.name)
        page.raw("</span> ")
        page.element("span", words.facts(of: identity), class: "muted")
      }
      if acting.count > 5 {
        page.element("div", words.pick("and \(acting.count - 5) more", "ほか \(acting.count - 5) 件"), class: "muted")
      }
    }
    if !incident.addresses.isEmpty {
      page.fact(words.pick("From", "接続元")) { page in
        for (index, address) in incident.addresses.prefix(4).enumerated() {
          if index > 0, incident.addresses[index - 1].agent == nil { page.raw("<br>") }
          page.text(address.ip + (address.country.map { " (\($0))" } ?? ""))
          if let agent = address.agent { page.element("div", TerminalText.shortened(agent, to: 90), class: "muted") }
        }
        let more = incident.addresses.count - 4
        if more > 0 { page.element("div", words.pick("and \(more) more", "ほか \(more) か所"), class: "muted") }
      }
    }
    if incident.start != 0 {
      page.fact(words.pick("When", "日時")) { page in
        page.text(words.span(incident.start, incident.end))
        if incident.end > incident.start {
          page.element("div", words.duration(microseconds: incident.progress.dwell), class: "muted")
        }
      }
      page.fact(words.pick("Detected", "検知")) { $0.text(words.detection(incident.progress)) }
    }
  }

  private func whatItWas(_ incident: Incident, _ page: inout HTMLText) {
    page.fact(words.pick("Alerts", "アラート")) { page in
      page.text(incident.alerts.grouped + words.inParentheses(words.levels(incident.alertsByLevel)))
    }
    if !incident.explanations.isEmpty {
      page.fact(words.pick("Harmless?", "無害か")) { page in
        for found in incident.explanations {
          page.raw("<div>")
          page.text(found.explanation.text(in: words.language))
          let alerts = words.count(found.alerts, "alert", "alerts", "アラート")
          page.element("span", words.inParentheses(alerts), class: "muted")
          page.raw("</div>")
        }
      }
    }
    if !incident.tactics.isEmpty {
      page.fact(words.pick("Tactics", "戦術")) { page in
        page.raw("<span class=\"chain\">")
        for tactic in incident.tactics { page.element("span", tactic.name(in: words.language)) }
        page.raw("</span>")
      }
    }
    if !incident.techniques.isEmpty {
      page.fact("ATT&CK") { $0.text(incident.techniques.prefix(24).joined(separator: ", ")) }
    }
    if !incident.threats.isEmpty {
      page.fact("CSA 2022") { $0.text(incident.threats.map(CSA.tag).joined(separator: ", ")) }
    }
  }

  // MARK: Evidence

  private func steps(_ incident: Incident, notes: [Int: Int], number: Int) -> String {
    let rows = incident.steps.enumerated().map { place, step in
      (step, notes[place], notes[place].map { "i\(number)n\($0)" })
    }
    return table(rows) + (incident.stepsOmitted > 0 ? omitted(incident.stepsOmitted) : "")
  }

  private func omitted(_ count: Int) -> String {
    var page = HTMLText()
    page.element(
      "p", words.count(count, "lesser step is left out", "lesser steps are left out", "省略したステップ"), class: "muted")
    return page.html
  }

  private func table(_ rows: [(step: IncidentStep, note: Int?, anchor: String?)]) -> String {
    var page = HTMLText()
    page.raw("<table class=\"steps\"><thead><tr><th class=\"t\">\(words.pick("Time", "時刻"))</th>")
    page.raw("<th class=\"l\">\(words.pick("Level", "重大度"))</th><th>\(words.pick("What happened", "出来事"))</th>")
    page.raw("<th class=\"e\">\(words.pick("Records", "レコード"))</th></tr></thead><tbody>\n")
    var day = ""
    for (step, note, anchor) in rows {
      let time = UTCTime(microseconds: step.first)
      page.raw(anchor.map { "<tr id=\"\($0)\">" } ?? "<tr>")
      page.raw("<td class=\"t\">")
      if step.first == 0 {
        page.raw("—")
      } else {
        if time.dateText != day { page.element("div", time.dateText, class: "muted") }
        day = time.dateText
        page.text(time.clockText)
      }
      page.raw("</td><td class=\"l\">\(level(step.level))</td><td>")
      page.raw(what(step, note: note))
      page.raw("</td><td class=\"e\">")
      page.raw(records(step))
      page.raw("</td></tr>\n")
    }
    page.raw("</tbody></table>")
    return page.html
  }

  /// Files with the places of their records, a line a file.
  private func records(_ step: IncidentStep) -> String {
    var page = HTMLText()
    var path: String?
    for record in step.records {
      if record.path != path {
        if path != nil { page.raw("<br>") }
        page.raw("<code title=\"\(HTMLText.escaped(record.path))\">")
        page.text(TerminalText.shortened(record.path, to: 44))
        page.raw("</code>")
        path = record.path
      }
      page.raw(" <span class=\"muted\">#\(record.index)</span>")
    }
    let more = step.count - step.records.count
    if more > 0 {
      page.raw(" ")
      page.element("span", words.pick("and \(more.grouped) more", "ほか \(more.grouped) 件"), class: "muted")
    }
    return page.html
  }

  private func what(_ step: IncidentStep, note: Int?) -> String {
    let activity = step.activity
    var page = HTMLText()
    page.raw("<div class=\"title\">")
    if let note { page.raw("<span class=\"note\">[\(note)]</span> ") }
    page.text(words.language.title(of: step.rule))
    if step.count > 1 { page.element("span", " ×\(step.count.grouped)", class: "times") }
    page.raw("</div><div class=\"what\">")
    page.text(activity.actor.name.isEmpty ? activity.actor.key : activity.actor.name)
    page.raw(" · ")
    page.element(
      "code", [activity.operation.service, activity.operation.name].filter { !$0.isEmpty }.joined(separator: " "))
    if let target = step.targets.first {
      page.raw(" → ")
      let ids = step.targets.prefix(3).map(\.id)
      page.raw("<span title=\"\(HTMLText.escaped(ids.joined(separator: "\n")))\">")
      page.text(ids.map { TerminalText.shortened(ResourceName.short($0), to: 64) }.joined(separator: ", "))
      page.raw("</span>")
      let more = max(step.targetCount, step.targets.count) - min(3, step.targets.count)
      if more > 0, !target.id.isEmpty { page.text(words.pick(" and \(more) more", " ほか \(more) 件")) }
    }
    if step.refused {
      let word = activity.outcome == .denied ? words.pick("denied", "拒否") : words.pick("failed", "失敗")
      page.raw(" <span class=\"denied\" title=\"\(HTMLText.escaped(activity.reason ?? ""))\">\(word)</span>")
    }
    page.raw("</div>")
    if !step.reasons.isEmpty {
      page.raw("<ul class=\"why\">")
      for reason in step.reasons.prefix(3) {
        page.raw("<li>")
        page.text(words.pick(reason.en, reason.ja))
        if let bits = reason.bits {
          page.raw(" ")
          page.element("span", words.pick("\(words.decimal(bits)) bits", "\(words.decimal(bits)) ビット"), class: "muted")
        }
        page.raw("</li>")
      }
      page.raw("</ul>")
    }
    if let adjustment = step.rule.adjustment {
      page.element("div", words.pick(adjustment.en, adjustment.ja), class: "what")
    }
    page.raw("<div class=\"what\">")
    var notes: [String] = []
    if let tactic = step.tactic { notes.append(tactic.name(in: words.language)) }
    if !step.rule.techniques.isEmpty { notes.append(step.rule.techniques.prefix(4).joined(separator: ", ")) }
    if step.rule.kind == .sigma, let author = step.rule.author {
      notes.append(words.pick("rule by \(author)", "ルール作者：\(author)"))
    }
    page.text(notes.joined(separator: " · "))
    page.raw("</div>")
    return page.html
  }
}

extension HTMLText {
  /// A name with what is to be said under it.
  fileprivate mutating func fact(_ name: String, _ body: (inout HTMLText) -> Void) {
    element("dt", name)
    raw("<dd>")
    body(&self)
    raw("</dd>")
  }
}
