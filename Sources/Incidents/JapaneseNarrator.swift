import Activity
import Detection

struct JapaneseNarrator {
  let incident: Incident

  var narrative: Narrative {
    let sentences = StoryOutline(incident).entries.compactMap { entry in
      told(entry.point).map { StorySentence($0, steps: entry.steps, of: incident, records: entry.records) }
    }
    return Narrative(title: title, sentences: sentences, language: .japanese)
  }

  // MARK: Title

  private var title: String {
    guard let main = Headline.main(of: incident), let phrase = Phrase.of(main.actClass) else { return ruleTitle }
    let before = incident.prelude(to: main).map { "\(prelude($0))うえで、" } ?? ""
    let what = before + objects(of: main, phrase) + phrase.japanese
    return "\(subject(of: main))が\(spaced(what))\(main.refused ? "しようとした" : "した")\(place)"
  }

  private var ruleTitle: String {
    let title = incident.worstStep.map { Language.japanese.title(of: $0.rule) } ?? "検知"
    let others = Set(incident.steps.map(\.rule.id)).count - 1
    return "\(title)\(others > 0 ? "、ほか \(others) 種の検知" : "")：\(subject(of: nil))\(place)"
  }

  private func subject(of act: Headline.Act?) -> String {
    let names = incident.protagonistNames(of: act)
    if names.isEmpty { return "身元不明の主体" }
    return names.count > 3 ? "\(names[0]) ほか \(names.count - 1) 名" : list(names) + " "
  }

  /// e.g. `AWS のバケット 3 件と GitHub のリポジトリ 2 件`; `AWS と GitHub で` where nothing is counted.
  private func objects(of act: Headline.Act, _ phrase: Phrase) -> String {
    var providers: [String] = []
    for object in act.objects where providers.last != object.provider { providers.append(object.provider) }
    guard phrase.isCounted else {
      let places = providers.filter { !$0.isEmpty }.map { ProviderName.of($0).clipped }
      return places.isEmpty ? "" : list(places) + " で"
    }
    return list(
      providers.map { provider in
        let place = provider.isEmpty ? "" : "\(ProviderName.of(provider).clipped) の"
        let things = list(act.objects.filter { $0.provider == provider }.map(told))
        return place.isEmpty ? things : place + spaced(things)
      })
  }

  private func told(_ object: Headline.Object) -> String {
    switch (object.count, object.name) {
    case (0, _): object.noun.japanese
    case (1, let name?): "\(object.noun.japanese) \(name) "
    default: "\(object.noun.japanese) \(object.count) 件"
    }
  }

  private func prelude(_ actClass: ActClass) -> String {
    switch actClass {
    case .list, .read: "環境を調べた"
    case .credential: "新しい認証情報を作成した"
    case .grant: "権限を付与した"
    default: (Phrase.of(actClass)?.japanese ?? "") + "した"
    }
  }

  private var place: String {
    switch incident.addresses.count {
    case 0: ""
    case 1: "（接続元 \(incident.addresses[0].ip.clipped)）"
    default: "（接続元 \(incident.addresses.count) か所）"
    }
  }

  // MARK: Story

  private func told(_ point: StoryPoint) -> String? {
    switch point {
    case .opening: return opening
    case .stage(let stage): return told(stage)
    case .also(let tactics):
      return "このほか、\(tactics.map { "「\($0.japanese)」" }.joined())に当たる操作もあった。"
    case .sign(let reason): return "最も特徴的な兆候は次のとおりである。\(sentence(reason.ja))"
    case .progress(let progress): return told(progress)
    case .refused(let number): return "なお、\(number) 件の試みは拒否されたか失敗している。"
    case .risen(let rules):
      return "個々のアラートはいずれも重大度「低」だが、1 つの主体に \(rules) 種の検知が重なったため、インシデントとして扱う。"
    case .prior: return "関係する主体は、それ以前の数日間にも軽微なアラートでリスクが高まっていた。"
    case .gravest(let rule, let rules):
      let name = "「\(Language.japanese.title(of: rule).clipped)」（重大度：\(Language.japanese.level(rule.level))）"
      return rules == 1
        ? "検知は\(name)の 1 種で、アラートは \(incident.alerts) 件である。"
        : "最も重い検知は\(name)で、\(rules) 種の検知から計 \(incident.alerts) 件のアラートが上がった。"
    case .jewels(let names):
      let more = names.count > 3 ? " ほか \(names.count - 3) 件" : ""
      let named = names.prefix(3).map { "「\($0.clipped)」" }.joined() + more
      return "最重要リソースとして申告されている\(named)が対象に含まれるため、該当するアラートの重大度を 1 段階引き上げている。"
    case .harmless(let explanations): return told(explanations)
    case .aftermath(let aftermath): return told(aftermath)
    case .contain(let action, let playbook):
      let first = action.map { "まず行うべき対処：\($0.text(in: .japanese))" }
      let book = playbook.map { "該当するプレイブックは \($0.clipped) である。" }
      return [first, book].compactMap { $0 }.joined()
    }
  }

  private var opening: String {
    var text = ""
    if incident.start != 0 {
      let start = UTCTime(microseconds: incident.start).minuteText
      text +=
        incident.end == incident.start
        ? "\(start)（UTC）に、" : "\(start)（UTC）から \(duration(incident.end - incident.start))の間に、"
    }
    let people = incident.protagonists.prefix(3).map(described)
    let more = incident.protagonists.count > 3 ? " ほか \(incident.protagonists.count - 3) 件" : ""
    text += "\(people.isEmpty ? "身元不明の主体" : people.joined(separator: "、"))\(more)が"
    if let address = incident.addresses.first {
      text += "、\(address.ip.clipped)\(address.country.map { "（\($0.clipped)）" } ?? "")"
      let isBracketed = address.country != nil
      text +=
        incident.addresses.count > 1
        ? "\(isBracketed ? "" : " ")ほか \(incident.addresses.count - 1) か所から" : isBracketed ? "から" : " から"
    }
    if !incident.tenants.isEmpty {
      text += "、\(list(incident.tenants.prefix(3).map(\.clipped)))"
      text += incident.tenants.count > 3 ? " ほか \(incident.tenants.count - 3) 件に対して" : " に対して"
    }
    return text + "操作を行った。"
  }

  private func described(_ identity: IncidentIdentity) -> String {
    let provider = ProviderName.of(identity.provider).clipped
    let kind = identity.kind == .unknown ? "" : "\(Language.japanese.kind(identity.kind))"
    let sessions = incident.identities.filter { $0.issuer == identity.key && $0.part == .actor }.map(\.name.clipped)
    let more = sessions.count > 3 ? " ほか \(sessions.count - 3) 件" : ""
    let roles = sessions.isEmpty ? "" : "、\(sessions.prefix(3).joined(separator: "、"))\(more) としても操作"
    return "\(identity.name.clipped)（\(provider) \(kind)\(roles)）"
  }

  private func told(_ stage: StoryPoint.Stage) -> String {
    let openers = ["続いて", "次に", "その後"]
    let name = "「\(stage.tactic.japanese)」"
    let opener =
      stage.isOnly
      ? "\(name)に当たる操作として、"
      : stage.number == 0 ? "発端は\(name)で、" : "\(openers[(stage.number - 1) % 3])\(name)に移り、"
    let number = stage.alerts > 1 && !stage.isOnly ? "（アラート \(stage.alerts) 件）" : ""
    let acts = stage.acts.compactMap(told)
    guard let last = acts.last else {
      let title = stage.rule.map { "「\(Language.japanese.title(of: $0).clipped)」" } ?? "不審な操作"
      return "\(opener)\(title)を検知した\(number)。"
    }
    return "\(opener)\((acts.dropLast().map { $0 + "、" }).joined())\(last)た\(number)。"
  }

  /// Up to the verb's stem, which `、` or `た` follow.
  private func told(_ act: Headline.Act) -> String? {
    Phrase.of(act.actClass).map { objects(of: act, $0) + $0.japanese + (act.refused ? "しようとし" : "し") }
  }

  private func told(_ progress: IncidentProgress) -> String? {
    guard let furthest = progress.furthest else { return nil }
    var text = "操作は「\(furthest.japanese)」の段階にまで及び、"
    text +=
      progress.timeToDetect < 60_000_000 ? "最初の痕跡の時点" : "最初の痕跡の \(duration(progress.timeToDetect))後"
    guard let warning = progress.warning else {
      return text + (progress.timeToDetect < 60_000_000 ? "で検知できた。" : "に検知できた。")
    }
    if warning >= 60_000_000 { return text + "、すなわち最初の被害の \(duration(warning))前に検知できた。" }
    return text + (warning <= -60_000_000 ? "、すなわち最初の被害の \(duration(warning))後に検知できた。" : "、最初の被害と同時に検知できた。")
  }

  private func told(_ explanations: [IncidentExplanation]) -> String {
    let parts = explanations.prefix(3).map { found in
      sentence(found.explanation.ja, stop: "")
        + (found.alerts >= incident.alerts ? "" : "（アラート \(found.alerts) 件）")
    }
    return "一方、無害な操作である可能性を示す事実もある（\(parts.joined(separator: "／"))）。その分、スコアを下げている。"
  }

  private func told(_ aftermath: Aftermath) -> String {
    let who = aftermath.names.isEmpty ? "同じ主体" : list(aftermath.names.prefix(3).map(\.clipped))
    let more = aftermath.names.count > 3 ? " ほか \(aftermath.names.count - 3) 件" : ""
    let from = aftermath.addresses.first.map { "、\($0.clipped) から" } ?? ""
    return
      "その後、\(UTCTime(microseconds: aftermath.start).minuteText)（UTC）以降に \(who)\(more) が\(from)行った操作（アラート \(aftermath.alerts) 件）も本件に含めた。復旧作業とも侵入者の再来とも考えられるため、本人への確認が必要である。"
  }

  // MARK: Words

  /// A space before a text that begins with a letter or digit of ASCII, as between the two scripts everywhere.
  private func spaced(_ text: String) -> String {
    guard let first = text.utf8.first, first &- 48 < 10 || (first | 32) &- 97 < 26 else { return text }
    return " " + text
  }

  private func duration(_ microseconds: Int64) -> String { Language.japanese.duration(microseconds: microseconds) }

  private func sentence(_ text: String, stop: String = "。") -> String {
    var text = text
    while let last = text.last, last == "。" || last == " " { text.removeLast() }
    return text + stop
  }

  /// `甲と乙`, `甲、乙、丙`.
  private func list(_ parts: [String]) -> String {
    let parts = parts.filter { !$0.isEmpty }
    guard parts.count == 2 else { return parts.joined(separator: "、") }
    let space = parts[0].last?.isASCII == true && parts[0].last != " " ? " " : ""
    return parts[0] + space + "と" + (parts[1].first?.isASCII == true ? " " : "") + parts[1]
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
