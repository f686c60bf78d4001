import Activity
import Detection

struct JapaneseNarrator {
  let incident: Incident

  var narrative: Narrative { Narrative(title: title, story: story) }

  private var title: String {
    guard let main = Headline.main(of: incident), let phrase = Phrase.of(main.actClass) else {
      let rule = incident.worstStep?.rule
      return "\(rule?.titleJa ?? rule?.title ?? "検知"): \(subject(of: nil))\(place)"
    }
    let end = main.refused ? "しようとした" : "した"
    return "\(subject(of: main))が\(objects(of: main, phrase))\(phrase.japanese)\(end)\(place)"
  }

  private func subject(of act: Headline.Act?) -> String {
    let names = incident.protagonistNames(of: act)
    guard let first = names.first else { return "不明な主体" }
    return names.count > 1 ? "\(first) ほか \(names.count - 1) 名" : first + " "
  }

  private var place: String {
    switch incident.addresses.count {
    case 0: ""
    case 1: "(接続元 \(incident.addresses[0].ip))"
    default: "(接続元 \(incident.addresses.count) か所)"
    }
  }

  private func objects(of act: Headline.Act, _ phrase: Phrase) -> String {
    var providers: [String] = []
    for object in act.objects where providers.last != object.provider { providers.append(object.provider) }
    return providers.map { provider in
      let place = provider.isEmpty ? "" : " \(ProviderName.of(provider)) で"
      guard phrase.isCounted else { return place }
      let things = act.objects.filter { $0.provider == provider }.map { object in
        object.count == 0 ? object.noun.japanese : " \(object.count) 件の\(object.noun.japanese)"
      }
      return place + things.joined(separator: "と")
    }.enumerated().map { $0.offset == 0 ? $0.element : String($0.element.drop { $0 == " " }) }.joined(separator: "、")
  }

  private var story: String {
    var text = ""
    if incident.start != 0 { text += "\(UTCTime(microseconds: incident.start).minuteText) UTC から\(duration)、" }
    let names = incident.protagonists.prefix(3).map { "\($0.name)(\(ProviderName.of($0.provider)))" }
    let more = incident.protagonists.count > 3 ? " ほか \(incident.protagonists.count - 3) 件" : ""
    text += "\(names.isEmpty ? "不明な主体" : names.joined(separator: "、"))\(more)が"
    if let address = incident.addresses.first {
      let others = incident.addresses.count > 1 ? " ほか \(incident.addresses.count - 1) か所" : ""
      text += " \(address.ip)\(others)から"
    }
    text += "操作した。"
    for tactic in incident.toldTactics {
      let steps = incident.steps.filter { $0.tactic == tactic }
      let acts = Headline(steps).acts.prefix(2).compactMap { act in
        Phrase.of(act.actClass).map { objects(of: act, $0) + $0.japanese + (act.refused ? "しようとした" : "した") }
      }
      let alerts = steps.reduce(0) { $0 + $1.count }
      let what = acts.isEmpty ? "" : ":\(acts.joined(separator: "、"))"
      text += "\(tactic.japanese)\(what)(アラート \(alerts) 件)。"
    }
    let refused = incident.steps.filter(\.refused).reduce(0) { $0 + $1.count }
    if refused > 0 { text += "拒否または失敗した試みが \(refused) 件ある。" }
    if let worst = incident.worstStep?.rule {
      text += "最も重い検知は「\(worst.titleJa ?? worst.title)」、アラートは全部で \(incident.alerts) 件。"
    }
    return text
  }

  private var duration: String {
    let minutes = (incident.end - incident.start) / 60_000_000
    if minutes < 1 { return " 1 分未満の間" }
    if minutes < 120 { return " \(minutes) 分間" }
    if minutes < 48 * 60 { return " \((minutes + 30) / 60) 時間" }
    return " \((minutes + 720) / 1440) 日間"
  }
}

extension Tactic {
  /// The tactic's name as people read it.
  public func name(in language: Language) -> String {
    language == .japanese ? japanese : tag.split(separator: "-").joined(separator: " ")
  }

  var japanese: String {
    switch self {
    case .reconnaissance: "偵察"
    case .resourceDevelopment: "リソース開発"
    case .initialAccess: "初期アクセス"
    case .execution: "実行"
    case .persistence: "永続化"
    case .privilegeEscalation: "権限昇格"
    case .defenseEvasion: "防御回避"
    case .credentialAccess: "認証情報アクセス"
    case .discovery: "探索"
    case .lateralMovement: "横展開"
    case .collection: "収集"
    case .commandAndControl: "指揮統制"
    case .exfiltration: "持ち出し"
    case .impact: "影響"
    }
  }
}
