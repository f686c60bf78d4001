import Activity
import Detection

/// The acts of an incident, put together by class: what its title and story tell.
struct Headline {
  /// Things of one kind at one provider.
  struct Object {
    var provider: String
    var noun: Noun
    var count: Int
    /// What it is called, where there is one only.
    var name: String?
  }

  struct Act {
    var actClass: ActClass
    var objects: [Object]
    var refused: Bool
    var first: Int64
    var weight: Double
    /// Keys of who did it.
    var actors: Set<String>
  }

  /// The weightiest first.
  let acts: [Act]

  /// - Parameter names: what identities are called, by their directory's ids.
  init(_ steps: [IncidentStep], names: [String: String] = [:]) {
    struct Key: Hashable {
      var actClass: ActClass
      var refused: Bool
    }
    var groups: [Key: [IncidentStep]] = [:]
    for step in steps {
      groups[Key(actClass: step.activity.operation.actClass, refused: step.refused), default: []].append(step)
    }
    acts = groups.map { key, steps in
      Act(
        actClass: key.actClass, objects: Self.objects(of: steps, names), refused: key.refused,
        first: steps.map(\.first).min() ?? 0, weight: Self.weight(of: steps) * (key.refused ? 0.4 : 1),
        actors: Set(steps.map(\.activity.actor.key)))
    }.sorted { ($0.weight, $1.first, $1.actClass.rawValue) > ($1.weight, $0.first, $0.actClass.rawValue) }
  }

  /// The weightiest act of what opened the incident, counted with what lower alerts saw of it.
  static func main(of incident: Incident) -> Act? {
    let opening = incident.steps.filter { $0.level >= .medium }
    let acts = Headline(opening.isEmpty ? incident.steps : opening).acts
    guard let weightiest = acts.first, var main = acts.first(where: { Phrase.of($0.actClass) != nil }),
      main.weight * 2 >= weightiest.weight
    else { return nil }
    main.objects = objects(
      of: incident.steps.filter { $0.activity.operation.actClass == main.actClass && $0.refused == main.refused },
      incident.identityNames)
    return main
  }

  /// The gravest step's level and sensitivity, more for losses and for many things.
  private static func weight(of steps: [IncidentStep]) -> Double {
    let gravest = steps.map { step in
      let level = Double(step.level.rawValue * step.level.rawValue)
      return level * (1 + Double(step.activity.operation.sensitivity.rawValue) / 4)
    }.max()
    let things = steps.reduce(into: Set<UInt64>()) { $1.targetHashes.union(into: &$0) }.count
    let many = 1 + 0.5 * min(1, Double(things) / 10)
    return (gravest ?? 0) * many * (steps.first?.activity.operation.actClass.loss ?? 1)
  }

  /// Distinct things by provider and kind; at most two kinds a provider, else all are resources. Several rules see the
  /// same act, so things are told apart, not added up.
  private static func objects(of steps: [IncidentStep], _ names: [String: String]) -> [Object] {
    struct Tally {
      var noun: Noun
      var ids: Set<String> = []
      var things: Set<UInt64> = []
    }
    var providers: [String: [String: Tally]] = [:]
    for step in steps {
      let kinds = Set(step.targets.map(\.kind))
      let noun = Noun(kind: kinds.count == 1 ? kinds.first : nil, resource: step.activity.operation.resource)
      var tally = providers[step.activity.provider]?[noun.many] ?? Tally(noun: noun)
      tally.ids.formUnion(step.targets.map(\.id))
      step.targetHashes.union(into: &tally.things)
      providers[step.activity.provider, default: [:]][noun.many] = tally
    }
    return providers.keys.sorted().flatMap { provider -> [Object] in
      let all = (providers[provider] ?? [:]).values
        .sorted { ($1.things.count, $0.noun.many) < ($0.things.count, $1.noun.many) }
      let counted = all.filter { !$0.things.isEmpty }
      let tallies = counted.isEmpty ? Array(all.prefix(1)) : counted
      guard tallies.count > 2 else {
        return tallies.map { tally in
          let only =
            tally.things.count == 1 && tally.noun.isSpecific
            ? tally.ids.first.map { names[$0] ?? ResourceName.short($0) } : nil
          let name = only.flatMap { $0.utf8.count <= 48 ? $0 : nil }
          return Object(provider: provider, noun: tally.noun, count: tally.things.count, name: name)
        }
      }
      let count = tallies.reduce(into: Set<UInt64>()) { $0.formUnion($1.things) }.count
      return [Object(provider: provider, noun: Noun(kind: nil, resource: .other), count: count, name: nil)]
    }
  }
}

extension ActClass {
  /// How much more a class tells of what was lost than others of its level.
  fileprivate var loss: Double {
    switch self {
    case .delete, .dataDelete, .dataExport, .dataShare, .transfer: 2
    case .logging, .defence, .credential, .grant, .secretRead, .execute: 1.5
    default: 1
    }
  }
}

/// What a kind of thing is called.
struct Noun {
  var one: String
  var many: String
  var japanese: String
  /// Whether the target's own kind is meant, not that of what the operation acts on.
  var isSpecific = false

  /// - Parameter kind: the mapping's word, used where it is one that people use.
  init(kind: String?, resource: ResourceKind) {
    (one, many, japanese) = resource.noun
    guard let kind, let plain = Self.plain[kind] else { return }
    isSpecific = true
    japanese = plain
    one = kind.spaced
    many =
      one.hasSuffix("y") ? one.dropLast() + "ies" : one.hasSuffix("s") || one.hasSuffix("x") ? one + "es" : one + "s"
  }

  /// By the mapping's word alone, which is often the vocabulary's; itself where it has no Japanese.
  init(kind: String) {
    let resource = ResourceKind.words.firstIndex(of: kind).map { ResourceKind.allCases[$0] }
    self.init(kind: kind, resource: resource ?? .other)
    if !isSpecific, resource == nil, kind != "resource" { japanese = kind.spaced }
  }

  /// Words of mappings that say more than the resource's, with the Japanese for them.
  private static let plain: [String: String] = [
    "user": "ユーザー", "role": "ロール", "group": "グループ", "access_key": "アクセスキー", "policy": "ポリシー",
    "repository": "リポジトリ", "instance": "インスタンス", "bucket": "バケット", "object": "オブジェクト",
    "snapshot": "スナップショット", "image": "イメージ", "volume": "ボリューム", "trail": "証跡", "secret": "シークレット",
    "function": "関数", "database": "データベース", "table": "テーブル", "cluster": "クラスター", "package": "パッケージ",
    "workflow": "ワークフロー", "runner": "ランナー", "branch": "ブランチ", "webhook": "Webhook", "team": "チーム",
    "mailbox": "メールボックス", "file": "ファイル", "model": "モデル", "guardrail": "ガードレール", "device": "デバイス",
    "certificate": "証明書", "service_account": "サービスアカウント", "detector": "検出器", "topic": "トピック",
    "queue": "キュー", "stack": "スタック", "vault": "ボールト", "token": "トークン", "application": "アプリケーション",
    "permission_set": "許可セット", "security_group": "セキュリティグループ", "pod": "ポッド", "zone": "ゾーン",
  ]
}
