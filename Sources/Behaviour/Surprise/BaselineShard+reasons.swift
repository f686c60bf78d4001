import Activity
import JSONTape

extension BaselineShard {
  typealias Reason = BehaviourFinding.Reason

  /// What of a judged observation is surprising, the most telling first.
  func surprises(_ j: Judgement) -> [Reason] {
    var reasons: [Reason] = []
    let order = (0..<j.factCount).sorted {
      j.bits[$0] != j.bits[$1] ? j.bits[$0] > j.bits[$1] : j.facts[$0] < j.facts[$1]
    }
    var told: Set<FactKind.Aspect> = []
    for index in order {
      let print = FactPrint(bits: j.facts[index])
      guard let kind = print.kind else { continue }
      // The bits of an aspect are counted once: what else is known of it is told without.
      let isCounted = told.insert(kind.aspect).inserted
      if !isCounted, kind == .service || kind == .act { continue }
      reasons.append(reason(of: print, kind, j, bits: isCounted ? Double(j.bits[index]) : nil))
    }
    if j.isAnonymised, j.placeBits > 0 {
      reasons.append(
        Reason(
          en: "The address is \(anonymiser(j).en).", ja: "接続元アドレスは、\(anonymiser(j).ja)です。", bits: 3))
    }
    if j.isOffensive {
      reasons.append(
        Reason(
          en: "The tool is one made for enumeration, copying out or attack.",
          ja: "列挙、持ち出し、または攻撃のために作られたツールです。", bits: 4))
    }
    if j.hourBits >= 2, j.context > 0 {
      let hour = WeekRhythm.hour(ofWeek: j.hour)
      let (en, ja) = Self.weekdays[hour / 24]
      reasons.append(
        Reason(
          en: "\(en) \(hour % 24):00 UTC is an hour in which it is rarely active.",
          ja: "\(ja)曜 \(hour % 24) 時台（UTC）は、この ID がほとんど活動しない時間帯です。", bits: Double(j.hourBits)))
    }
    return reasons
  }

  private static let weekdays = [
    ("Monday", "月"), ("Tuesday", "火"), ("Wednesday", "水"), ("Thursday", "木"), ("Friday", "金"), ("Saturday", "土"),
    ("Sunday", "日"),
  ]

  /// How much is known of the identity: the ground on which all else stands.
  func known(_ j: Judgement) -> Reason {
    let record = j.record.pointee
    let since = CalendarText.date(days: Int64(record.firstDay))
    return Reason(
      en:
        "Known since \(since): active on \(Plural.of(record.activeDays, "day")), \(Plural.of(record.observations, "record")).",
      ja: "\(since) から把握しており、活動は \(record.activeDays) 日間、記録は \(record.observations) 件です。")
  }

  private func reason(of print: FactPrint, _ kind: FactKind, _ j: Judgement, bits: Double?) -> Reason {
    let o = j.observation
    let held = holdings(kind, j.record, day: j.day)
    let days = j.record.pointee.activeDays
    let usual = usual(kind, j)
    let (others, othersJa) = others(print, kind, j)
    switch kind {
    case .country:
      let now = PlaceMemo.text(print.value) ?? "?"
      return Reason(
        en: usual.isEmpty
          ? "First with a country: \(now).\(others)"
          : "First from \(now); in \(Plural.of(days, "day")) always from \(usual.joined(separator: ", ")).\(others)",
        ja: usual.isEmpty
          ? "\(now) からの接続は初めてです。\(othersJa)"
          : "\(now) からの接続は初めてです。これまで \(days) 日間は \(usual.joined(separator: "、")) からだけでした。\(othersJa)",
        bits: bits)
    case .network:
      let name = network(j)
      return Reason(
        en: "New network \(name.en); \(held.count) known in \(Plural.of(days, "day")).\(others)",
        ja: "新しいネットワーク（\(name.ja)）です。これまで \(days) 日間に知られているのは \(held.count) 個です。\(othersJa)", bits: bits)
    case .addressKind:
      let (en, ja) = j.isAnonymised ? anonymiser(j) : ("in a hosting network", "ホスティング事業者のもの")
      return Reason(
        en: "First from an address that is \(en).\(others)", ja: "\(ja)であるアドレスからは初めてです。\(othersJa)", bits: bits)
    case .agent:
      let now = agentName(j)
      let usualJa = self.usual(kind, j, isJapanese: true)
      return Reason(
        en: usual.isEmpty
          ? "First with \(now.en).\(others)"
          : "First with \(now.en); until now \(usual.joined(separator: ", ")).\(others)",
        ja: usual.isEmpty
          ? "\(now.ja) の使用は初めてです。\(othersJa)"
          : "\(now.ja) の使用は初めてです。これまでは \(usualJa.joined(separator: "、")) でした。\(othersJa)", bits: bits)
    case .device:
      return Reason(
        en: "A device that was never seen with it; \(held.count) known.",
        ja: "この ID では見たことのない端末です（既知の端末は \(held.count) 台）。", bits: bits)
    case .credential:
      return Reason(
        en: "The \(credentialName(j).en) was never used before; \(held.count) known.",
        ja: "\(credentialName(j).ja) はこれまで使われたことがありません（既知の認証情報は \(held.count) 個）。", bits: bits)
    case .operation:
      return Reason(
        en: "First \(operationName(o.operation)) in \(Plural.of(days, "day")).\(others)",
        ja: "\(operationName(o.operation)) はこの \(days) 日間で初めてです。\(othersJa)", bits: bits)
    case .service:
      let service = operationName(o.operation).split(separator: ":").first.map(String.init) ?? "?"
      return Reason(
        en: "First use of the service \(service).\(others)", ja: "サービス \(service) の使用は初めてです。\(othersJa)", bits: bits)
    case .act:
      return Reason(
        en: "First act of the kind \"\(o.actClass.english)\" on \(o.resource.english).\(others)",
        ja:
          "\(o.resource.japanese)\(o.resource == .identity ? " " : "")に対する「\(o.actClass.japanese)」の操作は初めてです。\(othersJa)",
        bits: bits)
    case .region:
      let region = names.text(o.region) ?? "?"
      return Reason(en: "First in region \(region).\(others)", ja: "リージョン \(region) での活動は初めてです。\(othersJa)", bits: bits)
    case .tenant:
      let tenant = names.text(o.tenant) ?? "?"
      return Reason(
        en: "First in account or tenant \(tenant).\(others)", ja: "アカウント（テナント）\(tenant) での活動は初めてです。\(othersJa)",
        bits: bits)
    case .targetTenant:
      return Reason(
        en: "First act on an identity of that other account or tenant.\(others)",
        ja: "その別アカウント（テナント）の ID に対する操作は初めてです。\(othersJa)", bits: bits)
    }
  }

  /// What peers and tenant do, where the kind lets them speak.
  private func others(_ print: FactPrint, _ kind: FactKind, _ j: Judgement) -> (String, String) {
    guard kind.prevalenceCap > 0 else { return ("", "") }
    let common = commonness(print, j.record)
    var (en, ja) = ("", "")
    if common.peers >= 3 {
      en =
        common.withPeers == 0
        ? " None of \(common.peers) peers has ever been seen so."
        : " So \(common.withPeers == 1 ? "was" : "were") \(common.withPeers) of \(common.peers) peers."
      ja =
        common.withPeers == 0
        ? "同じ働き方の \(common.peers) 個の ID には一度もありません。" : "同じ働き方の \(common.peers) 個の ID のうち \(common.withPeers) 個にあります。"
    }
    if common.tenant >= 3 {
      en += " In the tenant \(common.withTenant) of \(common.tenant) identities."
      ja += "テナントでは \(common.tenant) 個の ID のうち \(common.withTenant) 個です。"
    }
    return (en, ja)
  }

  /// What the identity is used to, for kinds whose values are kept: the weightiest four before today.
  private func usual(_ kind: FactKind, _ j: Judgement, isJapanese: Bool = false) -> [String] {
    guard kind == .country || kind == .agent else { return [] }
    var found: [(weight: Float, bits: UInt32)] = []
    forEachFact(j.record, kind.shelf) { print, weight, lastDay in
      guard print.kind == kind, lastDay != j.day || weight >= 1.25 else { return }
      found.append((weight * decay(Int(j.day) - Int(lastDay)), print.bits))
    }
    found.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.bits < $1.bits }
    return found.prefix(4).compactMap { entry in
      let value = FactPrint(bits: entry.bits).value
      if kind == .country { return PlaceMemo.text(value) }
      let family = AgentFamily(packed: value)
      return isJapanese ? family?.nameJa : family?.name
    }
  }

  func elsewhere(_ j: Judgement) -> Reason {
    let country = PlaceMemo.text(UInt32(j.origin.country))
    return Reason(
      en: "Nobody in the tenant has been seen from \(country ?? "the network " + network(j).en).",
      ja: "このテナントでは、\(country ?? "ネットワーク " + network(j).ja) から接続した ID はありません。")
  }

  func reason(of burst: Burst, _ j: Judgement) -> Reason {
    let what = burst.lane.words
    let window = burst.lane.isHourly ? ("an hour", "1 時間") : ("a day", "1 日")
    let peers =
      burst.peersPeak > 0
      ? (" Its peers' most was \(Int(burst.peersPeak)).", "同じ働き方の ID の最大は \(Int(burst.peersPeak)) 件です。") : ("", "")
    return Reason(
      en:
        "\(Int(burst.count)) \(what.en) within \(window.0); in \(Plural.of(j.record.pointee.activeDays, "day")) its most was \(Int(burst.peak)), on average \(Self.oneDigit(burst.mean)).\(peers.0)",
      ja:
        "\(window.1)に\(what.ja)が \(Int(burst.count)) 件ありました。これまで \(j.record.pointee.activeDays) 日間の最大は \(Int(burst.peak)) 件、平均は \(Self.oneDigit(burst.mean)) 件です。\(peers.1)",
      bits: Double(burst.bits))
  }

  static func oneDigit(_ value: Float) -> String {
    let tenths = Int(min(max(value, 0), 1e9) * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }

  func operationName(_ hash: UInt64) -> String {
    guard let text = names.text(hash) else { return "operation \(String(hash, radix: 16))" }
    // An operation of a provider that has no services is `:operation`.
    return text.hasPrefix(":") ? String(text.dropFirst()) : text
  }

  func credentialName(_ j: Judgement) -> (en: String, ja: String) {
    let kind = j.observation.credentialKind
    let id = names.text(j.observation.credential).map { " " + String($0.prefix(64)) } ?? ""
    return (kind.english + id, kind.japanese + id)
  }

  private func agentName(_ j: Judgement) -> (en: String, ja: String) {
    if let family = j.family, let en = family.name, let ja = family.nameJa { return (en, ja) }
    let text = names.text(j.observation.agent).map { String($0.prefix(60)) } ?? "?"
    return ("“\(text)”", "「\(text)」")
  }

  private func network(_ j: Judgement) -> (en: String, ja: String) {
    guard let address = names.text(j.observation.address) else { return ("?", "?") }
    guard let found = facts?.facts(of: address), let asn = found.asn else { return ("of \(address)", address) }
    let name = "AS\(asn)\(found.organization.map { " " + $0.prefix(48) } ?? "")"
    return ("\(name) (\(address))", "\(name)、\(address)")
  }

  private func anonymiser(_ j: Judgement) -> (en: String, ja: String) {
    let kinds = AddressFacts.Kinds(rawValue: j.origin.kinds)
    if kinds.contains(.tor) { return ("a Tor exit", "Tor の出口ノード") }
    if kinds.contains(.residentialProxy) { return ("a residential proxy", "住宅用プロキシ") }
    if kinds.contains(.vpn) { return ("a public VPN", "公開 VPN") }
    return ("a public proxy", "公開プロキシ")
  }
}

extension CountLane {
  var words: (en: String, ja: String) {
    switch self {
    case .lists: ("listings", "一覧の操作")
    case .reads: ("reads", "参照の操作")
    case .denials, .denialsOfDay: ("refused requests", "拒否された要求")
    case .deletions, .deletionsOfDay: ("deletions", "削除")
    case .dataDeletions: ("deletions of data", "データの削除")
    case .grants, .grantsOfDay: ("grants or credentials", "権限付与・認証情報の操作")
    case .secrets, .secretsOfDay: ("secrets or keys read", "秘密情報・鍵の取得")
    case .downloads, .downloadsOfDay: ("downloads or clones", "ダウンロード・クローン")
    case .shares, .sharesOfDay: ("shares or exports", "共有・書き出し")
    case .rewrites: ("writes or encryptions", "書き込み・暗号化")
    }
  }
}
