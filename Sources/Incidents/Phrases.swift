import Activity

/// How a class of acts is told, in both languages.
struct Phrase {
  /// e.g. `deleted`.
  var past: String
  /// e.g. `delete`, after "tried to".
  var plain: String
  /// e.g. `deleting`, after "after".
  var gerund: String
  /// e.g. `を削除`.
  var japanese: String
  /// Whether the number and kind of what was acted on follows.
  var isCounted: Bool

  static func of(_ actClass: ActClass) -> Phrase? {
    switch actClass {
    case .other: nil
    case .list: Phrase("enumerated", "enumerate", "enumerating", "を列挙", counted: true)
    case .read: Phrase("read the settings of", "read the settings of", "reading settings of", "の設定を閲覧", counted: true)
    case .create: Phrase("created", "create", "creating", "を作成", counted: true)
    case .change: Phrase("changed", "change", "changing", "を変更", counted: true)
    case .delete: Phrase("deleted", "delete", "deleting", "を削除", counted: true)
    case .enable: Phrase("turned on", "turn on", "turning on", "を有効化", counted: true)
    case .grant:
      Phrase("granted permissions on", "grant permissions on", "granting permissions on", "に権限を付与", counted: true)
    case .revoke:
      Phrase("took permissions from", "take permissions from", "taking permissions from", "の権限を剥奪", counted: true)
    case .authenticate: Phrase("opened sessions", "open sessions", "opening sessions", "セッションを取得", counted: false)
    case .credential:
      Phrase("made credentials for", "make credentials for", "making credentials for", "の認証情報を作成", counted: true)
    case .factor:
      Phrase(
        "changed sign-in factors", "change sign-in factors", "changing sign-in factors", "認証要素を変更", counted: false)
    case .secretRead:
      Phrase("read the values of", "read the values of", "reading the values of", "の値を取得", counted: true)
    case .dataRead: Phrase("read data of", "read data of", "reading data of", "のデータを閲覧", counted: true)
    case .dataWrite: Phrase("wrote data to", "write data to", "writing data to", "にデータを保存", counted: true)
    case .dataDelete: Phrase("deleted data of", "delete data of", "deleting data of", "のデータを削除", counted: true)
    case .dataShare: Phrase("shared", "share", "sharing", "を外部に共有", counted: true)
    case .dataExport: Phrase("exported data of", "export data of", "exporting data of", "のデータを外部へ転送", counted: true)
    case .execute: Phrase("ran commands on", "run commands on", "running commands on", "でコマンドを実行", counted: true)
    case .invoke: Phrase("called", "call", "calling", "を利用", counted: true)
    case .logging:
      Phrase("weakened audit logging", "weaken audit logging", "weakening audit logging", "監査ログを弱体化", counted: false)
    case .defence: Phrase("weakened defences", "weaken defences", "weakening defences", "防御を弱体化", counted: false)
    case .network:
      Phrase("opened network paths", "open network paths", "opening network paths", "ネットワーク経路を変更", counted: false)
    case .code:
      Phrase(
        "weakened the protection of", "weaken the protection of", "weakening the protection of", "の保護を弱体化",
        counted: true)
    case .transfer: Phrase("transferred", "transfer", "transferring", "を移管", counted: true)
    }
  }

  private init(_ past: String, _ plain: String, _ gerund: String, _ japanese: String, counted: Bool) {
    self.past = past
    self.plain = plain
    self.gerund = gerund
    self.japanese = japanese
    isCounted = counted
  }
}

extension ActClass {
  /// Whether its phrase says more than a rule's title would.
  var isTelling: Bool {
    switch self {
    case .other, .read, .create, .change, .enable, .authenticate, .invoke: false
    default: true
    }
  }
}

extension ResourceKind {
  var noun: (one: String, many: String, japanese: String) {
    switch self {
    case .other: ("resource", "resources", "リソース")
    case .account: ("account", "accounts", "アカウント")
    case .organization: ("organisation", "organisations", "組織")
    case .identity: ("identity", "identities", "ID")
    case .role: ("role", "roles", "ロール")
    case .group: ("group", "groups", "グループ")
    case .policy: ("policy", "policies", "ポリシー")
    case .key: ("encryption key", "encryption keys", "暗号鍵")
    case .secret: ("secret", "secrets", "シークレット")
    case .factor: ("sign-in factor", "sign-in factors", "認証要素")
    case .session: ("session", "sessions", "セッション")
    case .federation: ("trust", "trusts", "信頼関係")
    case .compute: ("instance", "instances", "インスタンス")
    case .container: ("container resource", "container resources", "コンテナ資源")
    case .function: ("function", "functions", "関数")
    case .storage: ("storage resource", "storage resources", "ストレージ")
    case .database: ("database", "databases", "データベース")
    case .snapshot: ("snapshot", "snapshots", "スナップショット")
    case .backup: ("backup", "backups", "バックアップ")
    case .image: ("machine image", "machine images", "マシンイメージ")
    case .network: ("network resource", "network resources", "ネットワーク資源")
    case .dns: ("DNS record", "DNS records", "DNS レコード")
    case .certificate: ("certificate", "certificates", "証明書")
    case .log: ("log", "logs", "ログ")
    case .detection: ("detector", "detectors", "検知設定")
    case .queue: ("queue", "queues", "キュー")
    case .message: ("message", "messages", "メッセージ")
    case .repository: ("repository", "repositories", "リポジトリ")
    case .workflow: ("workflow", "workflows", "ワークフロー")
    case .package: ("package", "packages", "パッケージ")
    case .application: ("application", "applications", "アプリケーション")
    case .aiModel: ("AI model", "AI models", "AI モデル")
    case .analytics: ("analytics resource", "analytics resources", "分析資源")
    case .device: ("device", "devices", "デバイス")
    case .billing: ("billing setting", "billing settings", "請求設定")
    case .support: ("support case", "support cases", "サポート案件")
    }
  }
}
