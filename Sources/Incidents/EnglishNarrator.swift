import Activity
import Detection

struct EnglishNarrator {
  let incident: Incident

  var narrative: Narrative { Narrative(title: title, story: story) }

  // MARK: Title

  private var title: String {
    let acts = Headline(incident.steps.filter { $0.level >= .medium }).acts
    guard let main = acts.first(where: { Phrase.of($0.actClass) != nil }), let phrase = Phrase.of(main.actClass),
      main.weight * 2 >= acts.first?.weight ?? 0
    else { return ruleTitle }
    let verb = main.refused ? "tried to \(phrase.plain)" : phrase.past
    var sentence = "\(subject) \(verb)\(objects(of: main, phrase))"
    if let before = prelude(to: main) { sentence += " after \(before)" }
    return sentence + place
  }

  private var ruleTitle: String {
    let title = incident.worstStep?.rule.title ?? "Alerts"
    let others = Set(incident.steps.map(\.rule.id)).count - 1
    let more = others > 0 ? " and \(count(others, "other detection"))" : ""
    return "\(title)\(more): \(subject)\(place)"
  }

  private var subject: String {
    let names = incident.protagonistNames
    switch names.count {
    case 0: return "Someone unknown"
    case 1: return names[0]
    case 2: return "\(names[0]) and \(names[1])"
    default: return "\(names[0]) and \(names.count - 1) others"
    }
  }

  private func objects(of act: Headline.Act, _ phrase: Phrase) -> String {
    let parts = act.objects.map { object in
      let place = object.provider.isEmpty ? "" : " in \(ProviderName.of(object.provider))"
      guard phrase.isCounted else { return place }
      let noun = object.resource.noun
      if object.count == 0 { return " \(noun.many)\(place)" }
      return " \(object.count) \(object.count == 1 ? noun.one : noun.many)\(place)"
    }
    return list(parts.map { $0.hasPrefix(" ") ? String($0.dropFirst()) : $0 }, prefix: " ")
  }

  /// The most telling thing that came before.
  private func prelude(to main: Headline.Act) -> String? {
    let earlier = incident.steps.filter { $0.first < main.first && $0.activity.operation.actClass != main.actClass }
    let acts = Headline(earlier).acts.filter { !$0.refused }
    guard let act = acts.first(where: { [.logging, .defence, .credential, .grant].contains($0.actClass) })
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
    if refused > 0 { sentences.append("\(count(refused, "attempt")) \(refused == 1 ? "was" : "were") refused or failed.") }
    if let worst = incident.worstStep {
      let rules = Set(incident.steps.map(\.rule.id)).count
      sentences.append(
        "The gravest detection is “\(worst.rule.title)” (\(worst.level.name)); "
          + "\(count(rules, "detection")) raised \(count(incident.alerts, "alert")) in all.")
    }
    return sentences.joined(separator: " ")
  }

  private var opening: String {
    let who = list(incident.protagonists.prefix(3).map(described))
    let more = incident.protagonists.count > 3 ? " and \(incident.protagonists.count - 3) more" : ""
    var text = "\(who.isEmpty ? "Someone unknown" : who)\(more) acted"
    if let address = incident.addresses.first {
      text += " from \(address.ip)"
      if let country = address.country { text += " (\(country))" }
      if incident.addresses.count > 1 { text += " and \(count(incident.addresses.count - 1, "other address", "other addresses"))" }
    }
    if !incident.tenants.isEmpty {
      text += " in \(list(Array(incident.tenants.prefix(3))))"
      if incident.tenants.count > 3 { text += " and \(incident.tenants.count - 3) more" }
    }
    if incident.start != 0 {
      let start = UTCTime(microseconds: incident.start)
      text += incident.end == incident.start ? " at \(start.minuteText) UTC" : " from \(start.minuteText) UTC"
      if incident.end > incident.start { text += ", over \(duration)" }
    }
    return text + "."
  }

  private func described(_ identity: IncidentIdentity) -> String {
    let provider = ProviderName.of(identity.provider)
    let kind = identity.kind == .unknown ? "" : " \(identity.kind.words)"
    let behind = identity.part == .behind ? ", behind the sessions," : ""
    return "\(identity.name) (\(provider)\(kind))\(behind)"
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
    let openers = ["It began with", "Then came", "Next", "Then"]
    return incident.tactics.prefix(6).enumerated().compactMap { index, tactic in
      let steps = incident.steps.filter { $0.tactic == tactic }
      let acts = Headline(steps).acts.prefix(2).compactMap(told)
      let name = tactic.tag.map { $0 == "-" ? " " : String($0) }.joined()
      let alerts = steps.reduce(0) { $0 + $1.count }
      let word = index == 0 ? openers[0] : openers[1 + (index - 1) % 3]
      let what = acts.isEmpty ? "" : ": \(list(acts))"
      return "\(word)\(word == "Next" || word == "Then" ? " came" : "") \(name)\(what) (\(count(alerts, "alert")))."
    }
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
