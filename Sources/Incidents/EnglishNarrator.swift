import Activity
import Detection

struct EnglishNarrator {
  let incident: Incident

  var narrative: Narrative { Narrative(title: title, story: story) }

  // MARK: Title

  private var title: String {
    guard let main = Headline.main(of: incident), let phrase = Phrase.of(main.actClass) else { return ruleTitle }
    let verb = main.refused ? "tried to \(phrase.plain)" : phrase.past
    var sentence = "\(subject(of: main)) \(verb)\(objects(of: main, phrase))"
    if let before = prelude(to: main) { sentence += " after \(before)" }
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

  /// The most telling thing that came before.
  private func prelude(to main: Headline.Act) -> String? {
    let earlier = incident.steps.filter { $0.first < main.first && $0.activity.operation.actClass != main.actClass }
    let acts = Headline(earlier).acts.filter { !$0.refused }
    guard
      let act = acts.first(where: { [.logging, .defence, .credential, .grant].contains($0.actClass) })
        ?? acts.first(where: { $0.actClass == .list || $0.actClass == .read })
    else { return nil }
    switch act.actClass {
    case .list, .read: return "enumerating"
    case .credential: return "making new credentials"
    case .grant: return "granting permissions"
    default: return Phrase.of(act.actClass)?.gerund
    }
  }

  private var place: String {
    switch incident.addresses.count {
    case 0: return ""
    case 1: return " from \(incident.addresses[0].ip)"
    default: return " from \(incident.addresses.count) addresses"
    }
  }

  // MARK: Story

  private var story: String {
    var sentences = [opening]
    sentences += stages
    let refused = incident.steps.filter(\.refused).reduce(0) { $0 + $1.count }
    if refused > 0 {
      sentences.append("\(count(refused, "attempt")) \(refused == 1 ? "was" : "were") refused or failed.")
    }
    if let worst = incident.worstStep {
      let rules = Set(incident.steps.map(\.rule.id)).count
      let name = "“\(worst.rule.title)” (\(worst.level.name))"
      let total = count(incident.alerts, "alert")
      sentences.append(
        rules == 1
          ? "One detection, \(name), raised \(total)."
          : "The gravest detection is \(name); \(rules) detections raised \(total) in all.")
    }
    return sentences.joined(separator: " ")
  }

  private var opening: String {
    var people = incident.protagonists.prefix(3).map(described)
    if incident.protagonists.count > 3 { people.append("\(incident.protagonists.count - 3) more") }
    var text = "\(people.isEmpty ? "Someone unknown" : list(people)) acted"
    if !incident.tenants.isEmpty {
      text += " in \(list(Array(incident.tenants.prefix(3))))"
      if incident.tenants.count > 3 { text += " and \(incident.tenants.count - 3) more" }
    }
    if let address = incident.addresses.first {
      text += " from \(address.ip)"
      if let country = address.country { text += " (\(country))" }
      if incident.addresses.count > 1 {
        text += " and \(count(incident.addresses.count - 1, "other address", "other addresses"))"
      }
    }
    guard incident.start != 0 else { return text + "." }
    let start = UTCTime(microseconds: incident.start)
    if incident.end == incident.start { return "At \(start.minuteText) UTC, \(text)." }
    return "Within \(duration) from \(start.minuteText) UTC, \(text)."
  }

  private func described(_ identity: IncidentIdentity) -> String {
    let provider = ProviderName.of(identity.provider)
    let kind = identity.kind == .unknown ? "" : " \(identity.kind.spaced)"
    let sessions = incident.identities.filter { $0.issuer == identity.key && $0.part == .actor }.map(\.name)
    var named = Array(sessions.prefix(3))
    if sessions.count > 3 { named.append("\(sessions.count - 3) more") }
    let roles = sessions.isEmpty ? "" : ", also as \(list(named))"
    return "\(identity.name) (\(provider)\(kind)\(roles))"
  }

  private var duration: String {
    let minutes = (incident.end - incident.start) / 60_000_000
    if minutes < 1 { return "less than a minute" }
    if minutes < 120 { return count(Int(minutes), "minute") }
    if minutes < 48 * 60 { return count(Int((minutes + 30) / 60), "hour") }
    return count(Int((minutes + 720) / 1440), "day")
  }

  /// One sentence a tactic, in the order in which they were reached.
  private var stages: [String] {
    let openers = ["Then came", "Next came", "After that,"]
    let told = incident.toldTactics
    let rest = incident.tactics.filter { !told.contains($0) }.map { $0.name(in: .english) }
    let also = rest.isEmpty ? [] : ["There was also \(list(rest))."]
    return told.enumerated().map { index, tactic in
      let steps = incident.steps.filter { $0.tactic == tactic }
      let acts = describe(steps)
      let name = tactic.name(in: .english)
      let alerts = steps.reduce(0) { $0 + $1.count }
      let opener = incident.tactics.count == 1 ? "This is" : index == 0 ? "It began with" : openers[(index - 1) % 3]
      let what = acts.isEmpty ? "" : ": \(list(acts))"
      let number = alerts > 1 && incident.tactics.count > 1 ? " (\(count(alerts, "alert")))" : ""
      return "\(opener) \(name)\(what)\(number)."
    } + also
  }

  /// What was done, or, where the class of an act says little, what was detected.
  private func describe(_ steps: [IncidentStep]) -> [String] {
    let telling = steps.filter { $0.activity.operation.actClass.isTelling }
    guard telling.isEmpty else { return Headline(telling).acts.prefix(2).compactMap(told) }
    let worst = steps.max { ($0.level, $1.first) < ($1.level, $0.first) }
    return worst.map { ["“\($0.rule.title)”"] } ?? []
  }

  private func told(_ act: Headline.Act) -> String? {
    guard let phrase = Phrase.of(act.actClass) else { return nil }
    return (act.refused ? "tried to \(phrase.plain)" : phrase.past) + objects(of: act, phrase)
  }

  // MARK: Words

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
