import Activity
import Detection

/// Words that people read, in each language.
extension Language {
  /// The word for a level.
  public func level(_ level: Level) -> String {
    guard self == .japanese else { return level.name }
    switch level {
    case .critical: return "緊急"
    case .high: return "高"
    case .medium: return "中"
    case .low: return "低"
    case .informational: return "情報"
    }
  }

  /// `17 minutes`, `17 分`; rounded to what a person would say.
  public func duration(microseconds: Int64) -> String {
    let seconds = abs(microseconds) / 1_000_000
    func told(_ number: Int64, _ one: String, _ japanese: String) -> String {
      self == .japanese ? "\(number) \(japanese)" : "\(number) \(one)\(number == 1 ? "" : "s")"
    }
    if seconds < 60 { return self == .japanese ? "1 分未満" : "less than a minute" }
    let minutes = seconds / 60
    if minutes < 120 { return told(minutes, "minute", "分") }
    let hours = (minutes + 30) / 60
    return hours < 48 ? told(hours, "hour", "時間") : told((hours + 12) / 24, "day", "日")
  }

  /// The words for what acts.
  public func kind(_ kind: ActorKind) -> String {
    guard self == .japanese else { return kind.spaced }
    switch kind {
    case .unknown: return "種別不明"
    case .root: return "ルートユーザー"
    case .user: return "ユーザー"
    case .role: return "ロール"
    case .serviceAccount: return "サービスアカウント"
    case .service: return "サービス"
    case .federated: return "フェデレーションユーザー"
    case .application: return "アプリケーション"
    case .anonymous: return "匿名"
    case .account: return "アカウント"
    case .system: return "システム"
    }
  }

  /// The words for what it acts with.
  public func kind(_ kind: CredentialKind) -> String {
    guard self == .japanese else { return kind.spaced }
    switch kind {
    case .unknown: return "種別不明"
    case .longLivedKey: return "長期アクセスキー"
    case .temporaryKey: return "一時認証情報"
    case .consoleSession: return "コンソールセッション"
    case .webSession: return "Web セッション"
    case .token: return "トークン"
    case .oauthToken: return "OAuth トークン"
    case .serviceAccountKey: return "サービスアカウントキー"
    case .sshKey: return "SSH 鍵"
    case .certificate: return "証明書"
    case .workload: return "ワークロードの認証情報"
    case .password: return "パスワード"
    }
  }

  /// A detection's title, where there is one in the language.
  public func title(of rule: AlertRule) -> String {
    self == .japanese ? rule.titleJa ?? rule.title : rule.title
  }
}

extension String {
  /// At most about 64 characters: both ends of a name tell the most. Counted in scalars, because one character can be
  /// megabytes.
  var clipped: String {
    guard utf8.count > 96, unicodeScalars.count > 64 else { return self }
    return String(unicodeScalars.prefix(40)) + "…" + String(unicodeScalars.suffix(20))
  }
}
