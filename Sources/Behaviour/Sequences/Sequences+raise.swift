import Activity

extension Sequences {
  /// Raises a finding unless the same was raised on the same entity lately at this level or above. Reasons are put
  /// into words only then.
  func raise(
    _ detector: Detector, _ level: Level, _ m: Moment, entity: UInt64, related: [Evidence] = [], count: Int = 1,
    group: [String] = [], reasons: () -> [BehaviourFinding.Reason]
  ) {
    let o = m.o
    let place = raised.place(Mixing.key(entity, detector.rawValue), at: o.time).place
    let before = raised.entries[place]
    if before.time != 0, o.time - before.time < options.repeatAfter, UInt64(level.rawValue) <= before.level {
      counters.repeated += 1
      return
    }
    raised.entries[place].time = o.time
    raised.entries[place].level = UInt64(level.rawValue)
    var finding = BehaviourFinding(kind: detector.kind, level: level, observation: o)
    let own = BehaviourFinding.RecordPlace(o)
    for evidence in related {
      guard let place = evidence.place, place != own, !finding.related.contains(place),
        finding.related.count < BehaviourFinding.maxRelated
      else { continue }
      finding.related.append(place)
    }
    finding.count = max(count, finding.related.count + 1)
    finding.group = group
    finding.reasons = reasons()
    found.append(finding)
  }

  // MARK: wording

  /// A text for people: what stands behind a hash, or the hash. A person is told by their e-mail address, where that is
  /// known: a directory's ids tell nobody anything.
  func text(_ hash: UInt64) -> String {
    guard let text = names.text(hash) else { return "#" + String(hash, radix: 16) }
    if text.contains(":user:") || text.contains(":federated:") {
      let place = emails.find(hash)
      if place >= 0, let email = names.text(emails.entries[place].email) { return email }
    }
    // An operation of a provider that has no services is `:operation`.
    return text.hasPrefix(":") ? String(text.dropFirst()) : text
  }

  /// `203.0.113.7 (RU)`.
  func placeText(_ address: UInt64, _ country: UInt16) -> String {
    guard let country = PlaceFacts.countryText(country) else { return text(address) }
    return "\(text(address)) (\(country))"
  }

  static func span(_ time: Int64) -> (en: String, ja: String) {
    let minutes = Double(max(0, time)) / Double(SequenceOptions.minute)
    if minutes < 1 {
      let seconds = Int((minutes * 60).rounded())
      return ("\(seconds) s", "\(seconds) 秒")
    }
    if minutes < 90 { return ("\(Int(minutes.rounded())) min", "\(Int(minutes.rounded())) 分") }
    let hours = minutes / 60
    if hours < 48 {
      let tenths = (hours * 10).rounded() / 10
      return ("\(tenths) h", "\(tenths) 時間")
    }
    return (Plural.of(Int((hours / 24).rounded()), "day"), "\(Int((hours / 24).rounded())) 日")
  }

  /// Sentences, with a capital where a word and not a name begins, and a full stop.
  static func reason(_ en: String, _ ja: String) -> BehaviourFinding.Reason {
    var (en, ja) = (en, ja)
    let word = en.prefix { $0 != " " && $0 != "," }
    if word.utf8.allSatisfy({ $0 &- 97 < 26 }) { en = en.prefix(1).uppercased() + en.dropFirst() }
    if !en.hasSuffix(".") { en += "." }
    if !ja.hasSuffix("。") { ja += "。" }
    return .init(en: en, ja: ja)
  }

  /// What kind of network an address is of, where it adds to suspicion.
  func networkReason(_ m: Moment) -> BehaviourFinding.Reason? {
    let place = placeText(m.o.address, m.country)
    if m.facts.kinds.contains(.tor) { return Self.reason("\(place) is an exit of Tor", "\(place) は Tor の出口です") }
    if m.facts.isAnonymiser {
      return Self.reason("\(place) belongs to an anonymiser (VPN or proxy)", "\(place) は匿名化サービス（VPN またはプロキシ）のものです")
    }
    if m.facts.isHosting { return Self.reason("\(place) is of a hosting network", "\(place) はホスティング事業者のネットワークのものです") }
    return nil
  }

  func actReason(_ m: Moment) -> BehaviourFinding.Reason {
    let act = text(m.o.operation)
    return Self.reason(
      "then \(act) (\(m.o.actClass.english), sensitivity \(m.o.sensitivity.word))",
      "続いて \(act)（\(m.o.actClass.japanese)、重要度 \(m.o.sensitivity.japanese)）が行われました")
  }
}
