import Activity

extension BehaviourKind {
  private static func burst(
    _ id: String, _ title: String, _ titleJa: String, _ summary: String, _ summaryJa: String, _ tags: [String],
    _ falsePositives: [String], _ response: [String] = ["revoke-sessions", "disable-credential"]
  ) -> BehaviourKind {
    BehaviourKind(
      id: "behaviour-burst-\(id)", title: title, titleJa: titleJa, summary: summary, summaryJa: summaryJa, tags: tags,
      falsePositives: falsePositives, response: response)
  }

  public static let deletionBurst = burst(
    "deletion", "Burst of deletions beyond the identity's own measure", "普段の量を超える大量のリソース削除",
    "Destruction comes in bursts: compute, backups and repositories are gone within minutes.",
    "破壊は短時間に集中します。計算資源、バックアップ、リポジトリが数分で失われます。",
    ["attack.impact", "attack.t1485", "attack.t1490", "csa.tt2022.08"],
    ["A planned cleanup", "Tear-down of an environment"])
  public static let dataDeletionBurst = burst(
    "data-deletion", "Burst of deleted data beyond the identity's own measure", "普段の量を超える大量のデータ削除",
    "Objects, rows or messages are deleted in numbers that neither this identity nor its peers ever had.",
    "この ID も同僚も経験したことのない数のオブジェクト、行、メッセージが削除されています。",
    ["attack.impact", "attack.t1485", "csa.tt2022.08"], ["A planned cleanup", "A change of retention"])
  public static let denialBurst = burst(
    "denial", "Burst of refused requests", "拒否された要求の急増",
    "Whoever tries what stolen access allows is refused often.", "奪ったアクセス権で何ができるかを試す者は、何度も拒否されます。",
    ["attack.discovery", "attack.t1580", "attack.t1087.004", "csa.tt2022.01"],
    ["A broken deployment or a permission that was just taken away"])
  public static let enumerationBurst = burst(
    "enumeration", "Burst of enumeration", "列挙操作の急増",
    "Listing and describing far beyond the identity's own measure, as at the start of an intrusion.",
    "普段の量をはるかに超える一覧・参照の操作です。侵入の初期に見られます。",
    ["attack.discovery", "attack.t1580", "attack.t1526", "csa.tt2022.01"], ["An inventory or audit tool"])
  public static let secretBurst = burst(
    "secret-reads", "Burst of secrets read", "秘密情報の大量取得",
    "Secrets or keys are fetched in numbers that neither this identity nor its peers ever had.",
    "この ID も同僚も経験したことのない数の秘密情報や鍵が取得されています。",
    ["attack.credential-access", "attack.t1555.006", "attack.t1552", "csa.tt2022.01"],
    ["A migration of secrets", "The first start of a large deployment"])
  public static let downloadBurst = burst(
    "downloads", "Burst of downloads or clones", "ダウンロード・クローンの急増",
    "Data or source code is read in numbers that neither this identity nor its peers ever had.",
    "この ID も同僚も経験したことのない数のデータやソースコードが読み出されています。",
    ["attack.collection", "attack.exfiltration", "attack.t1530", "attack.t1213", "csa.tt2022.11"],
    ["A backup or migration", "A new laptop that clones everything"])
  public static let shareBurst = burst(
    "sharing", "Burst of sharing or export", "共有・エクスポートの急増",
    "Data is made reachable for others, or copied out, in numbers that are not this identity's.",
    "この ID としては異例の数のデータが外部から見えるようにされ、または書き出されています。",
    ["attack.exfiltration", "attack.t1537", "attack.t1567", "csa.tt2022.11"], ["A planned hand-over of data"])
  public static let grantBurst = burst(
    "grants", "Burst of grants or credentials", "権限付与・認証情報作成の急増",
    "Permissions and credentials are handed out in numbers that are not this identity's.",
    "この ID としては異例の数の権限や認証情報が与えられています。",
    ["attack.persistence", "attack.t1098", "attack.t1136", "csa.tt2022.01"],
    ["Onboarding of a team", "A change of roles"])
  public static let rewriteBurst = burst(
    "encryption", "Burst of encryption or rewriting of data", "データの暗号化・上書きの急増",
    "Stored data is encrypted or overwritten in bulk, as ransom does.", "身代金目的の攻撃のように、保存データが大量に暗号化・上書きされています。",
    ["attack.impact", "attack.t1486", "csa.tt2022.08"], ["A change of keys", "A migration or a first import"])
}

extension CountLane {
  var kind: SurpriseKind {
    switch self {
    case .lists, .reads: .enumerationBurst
    case .denials, .denialsOfDay: .denialBurst
    case .deletions, .deletionsOfDay: .deletionBurst
    case .dataDeletions: .dataDeletionBurst
    case .grants, .grantsOfDay: .grantBurst
    case .secrets, .secretsOfDay: .secretBurst
    case .downloads, .downloadsOfDay: .downloadBurst
    case .shares, .sharesOfDay: .shareBurst
    case .rewrites: .rewriteBurst
    }
  }
}

/// A count in a window against the windows before.
struct Burst {
  var lane: CountLane
  var count: Float
  var bits: Float
  var mean: Float
  var peak: Float
  var peersPeak: Float
}

extension BaselineShard {
  func detectBursts(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    guard j.isWarm else { return }
    let lanes = lanes(of: j.seen)
    for lane in [lanes.hour, lanes.day] {
      guard let lane = CountLane(rawValue: Int(lane)), let burst = burst(lane, j) else { continue }
      let level = level(of: burst, j)
      noteRelated(j)
      report(lane.kind, level, j, count: Int(burst.count), bits: burst.bits + j.context, emit) {
        [reason(of: burst, j)] + surprises(j)
      }
    }
  }

  /// Whether the open window's count is beyond the identity's past and its peers': by the Chernoff bound of the negative
  /// binomial (a Poisson whose rate is gamma distributed) with the moments of past windows, and by plain multiples of
  /// the greatest windows, since real counts have heavier tails than any model.
  func burst(_ lane: CountLane, _ j: Judgement) -> Burst? {
    let index = lane.rawValue
    let count = Float(j.record.pointee.counts[index])
    let isOther = j.context >= options.burstContextBits
    guard count >= Float(isOther ? lane.floor : lane.floorAtHome) else { return nil }
    let past = past(of: j.record)?.pointee ?? PastWindows()
    let peak = past.peaks[index]
    guard count >= 4 * peak else { return nil }
    let peersPeak =
      j.record.pointee.group == 0
      ? picture.peak(SharedPicture.group(tenant: j.record.pointee.tenant), lane)
      : picture.peak(j.record.pointee.group, lane)
    let windows = max((lane.isHourly ? j.record.pointee.hours : j.record.pointee.days) - 1, 0)
    let mean = (past.sums[index] + 0.5) / (windows + 1)
    let variance = max(past.squares[index] / (windows + 1) - mean * mean, mean)
    let dispersion = windows < 8 ? 0.5 : min(max(mean * mean / max(variance - mean, 1e-3), 0.25), 20)
    let bits =
      count * Float.log2(count / mean)
      - (count + dispersion) * Float.log2((count + dispersion) / (mean + dispersion))
    guard bits >= options.burstBits * (count >= 2 * peersPeak ? 1 : 2) else { return nil }
    if count < peersPeak, !isOther { return nil }
    return Burst(lane: lane, count: count, bits: min(bits, 64), mean: mean, peak: peak, peersPeak: peersPeak)
  }

  /// What is done matters, then how far beyond, then whether it looks like somebody else.
  private func level(of burst: Burst, _ j: Judgement) -> Level {
    let isOther = j.context >= options.burstContextBits
    let isFar =
      burst.count >= 4 * Float(burst.lane.floorAtHome) && burst.count >= 8 * burst.peak
      && burst.count >= 4 * burst.peersPeak
    let isGrave = j.observation.sensitivity.reaches(.high)
    switch burst.lane.kind {
    case .deletionBurst:
      return isOther ? (isGrave ? .high : .medium) : isGrave && isFar ? .medium : .low
    case .secretBurst, .shareBurst:
      return isOther ? .high : isFar ? .medium : .low
    case .grantBurst, .rewriteBurst, .dataDeletionBurst:
      return isOther ? (isGrave || isFar ? .high : .medium) : isFar && isGrave ? .medium : .low
    case .downloadBurst:
      return isOther ? (isFar ? .high : .medium) : .low
    default:
      return isOther ? .medium : .low
    }
  }
}
