import Activity
import Detection

struct EnglishNarrator {
  let incident: Incident

  var narrative: Narrative {
    let sentences = StoryOutline(incident).entries.compactMap { entry in
      told(entry.point).map { StorySentence($0, steps: entry.steps, of: incident, records: entry.records) }
    }
    return Narrative(title: title, sentences: sentences, language: .english)
  }

  // MARK: Title

  private var title: String {
    guard let main = Headline.main(of: incident), let phrase = Phrase.of(main.actClass) else { return ruleTitle }
    let verb = main.refused ? "tried to \(phrase.plain)" : phrase.past
    var sentence = "\(subject(of: main)) \(verb)\(objects(of: main, phrase))"
    if let before = incident.prelude(to: main).map(gerund) { sentence += " after \(before)" }
    return sentence + place
  }

  private var ruleTitle: String {
    let title = incident.worstStep?.rule.title ?? "Alerts"
    let others = Set(incident.steps.map(\.rule.id)).count - 1
    let more = others > 0 ? " and \(count(others, "other detection"))" : ""
    return "\(title)\(more): \(subject(of: nil))\(place)"
  }

  private func subject(of act: Headline.Act?) -> String {
    let names = incident.protagonistNames(of: act)
    if names.isEmpty { return "Someone unknown" }
    return names.count > 3 ? "\(names[0]) and \(names.count - 1) others" : list(names)
  }

  private func objects(of act: Headline.Act, _ phrase: Phrase) -> String {
    var providers: [String] = []
    for object in act.objects where providers.last != object.provider { providers.append(object.provider) }
    let parts = providers.map { provider in
      let place = provider.isEmpty ? "" : "in \(ProviderName.of(provider))"
      guard phrase.isCounted else { return place }
      let things = act.objects.filter { $0.provider == provider }.map(told)
      return place.isEmpty ? list(things) : "\(list(things)) \(place)"
    }
    return list(parts, prefix: " ")
  }

  private func told(_ object: Headline.Object) -> String {
    switch (object.count, object.name) {
    case (0, _): object.noun.many
    case (1, let name?): "the \(object.noun.one) \(name)"
    case (1, nil): "aeiou".contains(object.noun.one.first ?? "x") ? "an \(object.noun.one)" : "a \(object.noun.one)"
    default: "\(object.count) \(object.noun.many)"
    }
  }

  private func gerund(_ actClass: ActClass) -> String {
    switch actClass {
    case .list, .read: "enumerating"
    case .credential: "making new credentials"
    case .grant: "granting permissions"
    default: Phrase.of(actClass)?.gerund ?? ""
    }
  }

  private var place: String {
    switch incident.addresses.count {
    case 0: ""
    case 1: " from \(incident.addresses[0].ip.clipped)"
    default: " from \(incident.addresses.count) addresses"
    }
  }

  // MARK: Story

  private func told(_ point: StoryPoint) -> String? {
    switch point {
    case .opening: return opening
    case .stage(let stage): return told(stage)
    case .also(let tactics): return "There was also \(list(tactics.map { $0.name(in: .english) }))."
    case .sign(let reason): return "The most telling sign: \(sentence(reason.en))"
    case .progress(let progress): return told(progress)
    case .refused(let number):
      return "\(count(number, "attempt")) \(number == 1 ? "was" : "were") refused or failed."
    case .risen(let rules):
      return
        "No alert of it is above low; it is told because \(count(rules, "detection")) of different kinds came together on one identity."
    case .prior:
      return "Low alerts of the days before had already raised the risk of the identities."
    case .gravest(let rule, let rules):
      let name = "“\(rule.title.clipped)” (\(rule.level.name))"
      let total = count(incident.alerts, "alert")
      return rules == 1
        ? "One detection, \(name), raised \(total)."
        : "The gravest detection is \(name); \(rules) detections raised \(total) in all."
    case .jewels(let names):
      let named = list(names.prefix(3).map { "“\($0.clipped)”" } + (names.count > 3 ? ["\(names.count - 3) more"] : []))
      return "It touches what is declared to matter most, \(named), so that these alerts count one level more."
    case .harmless(let explanations): return told(explanations)
    case .aftermath(let aftermath): return told(aftermath)
    case .contain(let action, let playbook):
      let first = action.map { "To do first: \($0.text(in: .english))" }
      let book = playbook.map { "The playbook for it is \($0.clipped)." }
      return [first, book].compactMap { $0 }.joined(separator: " ")
    }
  }

  private var opening: String {
    var people = incident.protagonists.prefix(3).map(described)
    if incident.protagonists.count > 3 { people.append("\(incident.protagonists.count - 3) more") }
    var text = "\(people.isEmpty ? "someone unknown" : list(people)) acted"
    if !incident.tenants.isEmpty {
      text += " in \(list(incident.tenants.prefix(3).map(\.clipped)))"
      if incident.tenants.count > 3 { text += " and \(incident.tenants.count - 3) more" }
    }
    if let address = incident.addresses.first {
      text += " from \(address.ip.clipped)"
      if let country = address.country { text += " (\(country.clipped))" }
      if incident.addresses.count > 1 {
        text += " and \(count(incident.addresses.count - 1, "other address", "other addresses"))"
      }
    }
    guard incident.start != 0 else { return text.prefix(1).uppercased() + text.dropFirst() + "." }
    let start = UTCTime(microseconds: incident.start)
    if incident.end == incident.start { return "At \(start.minuteText) UTC, \(text)." }
    return "Within \(duration(incident.end - incident.start)) from \(start.minuteText) UTC, \(text)."
  }

  private func described(_ identity: IncidentIdentity) -> String {
    let provider = ProviderName.of(identity.provider).clipped
    let kind = identity.kind == .unknown ? "" : " \(identity.kind.spaced)"
    let sessions = incident.identities.filter { $0.issuer == identity.key && $0.part == .actor }.map(\.name.clipped)
    var named = Array(sessions.prefix(3))
    if sessions.count > 3 { named.append("\(sessions.count - 3) more") }
    let roles = sessions.isEmpty ? "" : ", also as \(list(named))"
    return "\(identity.name.clipped) (\(provider)\(kind)\(roles))"
  }

  private func told(_ stage: StoryPoint.Stage) -> String {
    let openers = ["Then came", "Next came", "After that,"]
    let acts = stage.acts.compactMap(told)
    let what = acts.isEmpty ? stage.rule.map { ["“\($0.title.clipped)”"] } ?? [] : acts
    let opener = stage.isOnly ? "This is" : stage.number == 0 ? "It began with" : openers[(stage.number - 1) % 3]
    let number = stage.alerts > 1 && !stage.isOnly ? " (\(count(stage.alerts, "alert")))" : ""
    return
      "\(opener) \(stage.tactic.name(in: .english))\(what.isEmpty ? "" : ": \(list(what))")\(number)."
  }

  private func told(_ act: Headline.Act) -> String? {
    guard let phrase = Phrase.of(act.actClass) else { return nil }
    return (act.refused ? "tried to \(phrase.plain)" : phrase.past) + objects(of: act, phrase)
  }

  private func told(_ progress: IncidentProgress) -> String? {
    guard let furthest = progress.furthest else { return nil }
    var text = "It got as far as \(furthest.name(in: .english)) and could be seen "
    text +=
      progress.timeToDetect < 60_000_000
      ? "at its first trace" : "\(duration(progress.timeToDetect)) after its first trace"
    guard let warning = progress.warning else { return text + "." }
    if warning >= 60_000_000 { return text + ", \(duration(warning)) before the first loss." }
    return text + (warning <= -60_000_000 ? ", \(duration(warning)) after the first loss." : ", with the first loss.")
  }

  private func told(_ explanations: [IncidentExplanation]) -> String {
    let parts = explanations.prefix(3).map { found in
      let all = found.alerts >= incident.alerts
      return sentence(found.explanation.en, stop: "") + (all ? "" : " (\(count(found.alerts, "alert")))")
    }
    return "What speaks for a harmless cause: \(parts.joined(separator: "; ")). The score is lower for it."
  }

  private func told(_ aftermath: Aftermath) -> String {
    let who = aftermath.names.isEmpty ? "they" : list(Array(aftermath.names.prefix(3).map(\.clipped)))
    let more = aftermath.names.count > 3 ? " and \(aftermath.names.count - 3) more" : ""
    let from = aftermath.addresses.first.map { " from \($0.clipped)" } ?? ""
    return
      "What came after, from \(UTCTime(microseconds: aftermath.start).minuteText) UTC on, belongs to it: \(who)\(more) acted\(from) (\(count(aftermath.alerts, "alert"))). It may be the recovery, or the intruder again: ask."
  }

  // MARK: Words

  private func duration(_ microseconds: Int64) -> String { Language.english.duration(microseconds: microseconds) }

  /// With one full stop, whether or not it had one.
  private func sentence(_ text: String, stop: String = ".") -> String {
    var text = text
    while let last = text.last, last == "." || last == " " { text.removeLast() }
    return text + stop
  }

  private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  private func list(_ parts: [String], prefix: String = "") -> String {
    let parts = parts.filter { !$0.isEmpty }
    guard let last = parts.last else { return "" }
    if parts.count == 1 { return prefix + last }
    return prefix + parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
