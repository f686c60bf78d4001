import Activity

/// The kinds of breaches.
public enum BreachKind {
  public static let all = [
    network, country, agent, device, hours, operation, resource, byHand, breakGlass, leaver, crownJewel,
  ]

  private static let stale = ["The declaration is out of date; change it in the expectations file."]

  public static let network = FindingKind(
    id: "expectation-network", title: "An identity was used from a network that is not declared for it",
    titleJa: "申告されていないネットワークから ID が使用された",
    summary: "Its owners declared the networks that it works from, and this is none of them.",
    summaryJa: "この ID を使うネットワークは申告されていますが、今回の接続元はそのいずれでもありません。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"], falsePositives: stale,
    response: ["contain-identity"])
  public static let country = FindingKind(
    id: "expectation-country", title: "An identity was used from a country that is not declared for it",
    titleJa: "申告されていない国から ID が使用された",
    summary: "Its owners declared the countries that it works from, and this is none of them.",
    summaryJa: "この ID を使う国は申告されていますが、今回の接続元はそのいずれでもありません。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["A journey; declare it for its time, or mute it with an end."], response: ["contain-identity"])
  public static let agent = FindingKind(
    id: "expectation-agent", title: "An identity was used with a tool that is not declared for it",
    titleJa: "申告されていないツールで ID が使用された",
    summary: "A stolen credential is seldom used with the tool of its owner.",
    summaryJa: "盗まれた認証情報が、本来の持ち主と同じツールで使われることはまれです。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"], falsePositives: stale,
    response: ["contain-identity"])
  public static let device = FindingKind(
    id: "expectation-device", title: "An identity was used on a device that is not declared for it",
    titleJa: "申告されていない端末で ID が使用された",
    summary: "A session on a foreign device is how stolen passwords and cookies are used.",
    summaryJa: "盗まれたパスワードや Cookie は、見知らぬ端末のセッションとして使われます。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["A new device; add it to the expectations file."], response: ["contain-identity"])
  public static let hours = FindingKind(
    id: "expectation-hours", title: "An identity was used outside of its declared hours",
    titleJa: "申告された時間帯の外で ID が使用された",
    summary: "Attackers work when nobody looks.", summaryJa: "攻撃者は、人の目がない時間帯に活動します。",
    tags: ["attack.initial-access", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["Overtime or an emergency; the person can tell."], response: ["contain-identity"])
  public static let operation = FindingKind(
    id: "expectation-operation", title: "An identity did what is not declared for it",
    titleJa: "申告されていない操作が行われた",
    summary: "It was declared to do certain operations only, and this is none of them.",
    summaryJa: "この ID が行う操作は申告されていますが、今回の操作はそのいずれでもありません。",
    tags: ["attack.privilege-escalation", "attack.t1078", "csa.tt2022.01"], falsePositives: stale,
    response: ["contain-identity"])
  public static let resource = FindingKind(
    id: "expectation-resource", title: "An identity touched a resource that is not declared for it",
    titleJa: "申告されていないリソースが操作された",
    summary: "It was declared to work on certain resources only, and this is none of them.",
    summaryJa: "この ID が扱うリソースは申告されていますが、今回の対象はそのいずれでもありません。",
    tags: ["attack.collection", "attack.t1078", "csa.tt2022.01"], falsePositives: stale,
    response: ["contain-identity"])
  public static let byHand = FindingKind(
    id: "expectation-by-hand", title: "What a pipeline owns was changed by hand",
    titleJa: "パイプラインが管理するものが手作業で変更された",
    summary: "Only the pipeline changes it, where changes are reviewed; this change passed no review.",
    summaryJa: "変更はレビューを経るパイプラインだけが行うはずですが、この変更はレビューを通っていません。",
    tags: ["attack.persistence", "attack.t1098", "csa.tt2022.03"],
    falsePositives: ["An emergency; name those who may act in one under 'except'."],
    response: ["restore-setting"])
  public static let breakGlass = FindingKind(
    id: "expectation-break-glass", title: "A break-glass identity was used",
    titleJa: "緊急用（ブレークグラス）ID が使用された",
    summary: "It is kept for the day when nothing else works, and can do everything.",
    summaryJa: "ほかの手段がすべて使えないときのための ID で、あらゆる操作ができます。",
    tags: ["attack.initial-access", "attack.privilege-escalation", "attack.t1078.004", "csa.tt2022.01"],
    falsePositives: ["A drill, or the emergency itself; there is a record of who opened the envelope."],
    response: ["contain-identity"])
  public static let leaver = FindingKind(
    id: "expectation-leaver", title: "A leaver's identity was used",
    titleJa: "退職者の ID が使用された",
    summary: "They have left, and what was theirs still works: somebody has it.",
    summaryJa: "退職後も ID が有効なままで、誰かがそれを使っています。",
    tags: ["attack.initial-access", "attack.persistence", "attack.t1078", "csa.tt2022.01"],
    falsePositives: ["A job that still runs as them; move it to an identity of its own."],
    response: ["contain-identity", "offboard-person"])
  public static let crownJewel = FindingKind(
    id: "expectation-crown-jewel", title: "A crown jewel was touched by someone who is not named for it",
    titleJa: "最重要リソースが、許可された者以外に操作された",
    summary: "Its owners named who alone may touch it.",
    summaryJa: "操作してよい ID は申告されていますが、今回の操作者は含まれていません。",
    tags: ["attack.collection", "attack.t1530", "csa.tt2022.08"], falsePositives: stale,
    response: ["contain-identity"])
}
