import Activity

/// The vocabulary's words as people read them.
extension ActClass {
  /// `data read`.
  var english: String { word.replacing("_", with: " ") }

  var japanese: String {
    switch self {
    case .list: "一覧取得"
    case .read: "参照"
    case .create: "作成"
    case .change: "変更"
    case .delete: "削除"
    case .enable: "有効化"
    case .grant: "権限付与"
    case .revoke: "権限剥奪"
    case .authenticate: "認証"
    case .credential: "認証情報の操作"
    case .factor: "認証要素の変更"
    case .secretRead: "秘密情報の取得"
    case .dataRead: "データの読み出し"
    case .dataWrite: "データの書き込み"
    case .dataDelete: "データの削除"
    case .dataShare: "データの共有"
    case .dataExport: "データの持ち出し"
    case .execute: "コマンド実行"
    case .invoke: "呼び出し"
    case .logging: "監査ログの変更"
    case .defence: "防御の変更"
    case .network: "ネットワークの変更"
    case .code: "コード保護の変更"
    case .transfer: "移管"
    case .other: "その他"
    }
  }
}

extension ResourceKind {
  /// `AI model`, `storage`.
  var english: String { self == .aiModel ? "AI model" : word.replacing("_", with: " ") }

  var japanese: String {
    switch self {
    case .account: "アカウント"
    case .organization: "組織"
    case .identity: "ID"
    case .role: "ロール"
    case .group: "グループ"
    case .policy: "ポリシー"
    case .key: "暗号鍵"
    case .secret: "シークレット"
    case .factor: "認証要素"
    case .session: "セッション"
    case .federation: "信頼関係"
    case .compute: "インスタンス"
    case .container: "コンテナ資源"
    case .function: "関数"
    case .storage: "ストレージ"
    case .database: "データベース"
    case .snapshot: "スナップショット"
    case .backup: "バックアップ"
    case .image: "マシンイメージ"
    case .network: "ネットワーク資源"
    case .dns: "DNS レコード"
    case .certificate: "証明書"
    case .log: "ログ"
    case .detection: "検知設定"
    case .queue: "キュー"
    case .message: "メッセージ"
    case .repository: "リポジトリ"
    case .workflow: "ワークフロー"
    case .package: "パッケージ"
    case .application: "アプリケーション"
    case .aiModel: "AI モデル"
    case .analytics: "分析資源"
    case .device: "デバイス"
    case .billing: "請求設定"
    case .support: "サポート案件"
    case .other: "リソース"
    }
  }
}

extension Sensitivity {
  var japanese: String {
    switch self {
    case .none: "なし"
    case .low: "低"
    case .medium: "中"
    case .high: "高"
    case .critical: "最高"
    }
  }
}

extension Outcome {
  var japanese: String {
    switch self {
    case .success: "成功"
    case .failure: "失敗"
    case .denied: "拒否"
    case .unknown: "結果不明"
    }
  }
}

extension CredentialKind {
  /// `long-lived key`.
  var english: String {
    self == .longLivedKey ? "long-lived key" : self == .unknown ? "credential" : word.replacing("_", with: " ")
  }

  var japanese: String {
    switch self {
    case .unknown: "認証情報"
    case .longLivedKey: "長期アクセスキー"
    case .temporaryKey: "一時認証情報"
    case .consoleSession: "コンソールセッション"
    case .webSession: "Web セッション"
    case .token: "トークン"
    case .oauthToken: "OAuth トークン"
    case .serviceAccountKey: "サービスアカウントキー"
    case .sshKey: "SSH 鍵"
    case .certificate: "証明書"
    case .workload: "ワークロードの認証情報"
    case .password: "パスワード"
    }
  }
}

extension Level {
  var japanese: String {
    switch self {
    case .critical: "緊急"
    case .high: "高"
    case .medium: "中"
    case .low: "低"
    case .informational: "情報"
    }
  }
}
