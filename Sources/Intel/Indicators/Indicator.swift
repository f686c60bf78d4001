/// What an indicator is a value of.
public enum IndicatorType: UInt8, Sendable, CaseIterable {
  case address, network, domain, url, fileHash, email, userAgent, credential, arn, account

  /// In kebab case, for output.
  public var word: String {
    switch self {
    case .fileHash: "file-hash"
    case .userAgent: "user-agent"
    default: String(describing: self)
    }
  }

  var name: (en: String, ja: String) {
    switch self {
    case .address: ("address", "アドレス")
    case .network: ("network", "ネットワーク")
    case .domain: ("domain", "ドメイン")
    case .url: ("URL", "URL")
    case .fileHash: ("file hash", "ファイルのハッシュ値")
    case .email: ("e-mail address", "メールアドレス")
    case .userAgent: ("user agent", "ユーザーエージェント")
    case .credential: ("credential", "認証情報")
    case .arn: ("ARN", "ARN")
    case .account: ("account", "アカウント")
    }
  }
}

/// How far a source lets its words travel (FIRST's Traffic Light Protocol; `white` is TLP 1's `clear`).
public enum TLP: UInt8, Sendable, CaseIterable {
  case clear = 1
  case green, amber, amberStrict, red

  public var word: String { self == .amberStrict ? "amber+strict" : String(describing: self) }

  init?(_ text: String) {
    var text = text.lowercased()
    if text.hasPrefix("tlp:") { text = String(text.dropFirst(4)) }
    if text.hasPrefix("tlp-") { text = String(text.dropFirst(4)) }
    switch text {
    case "white", "clear": self = .clear
    case "green": self = .green
    case "amber": self = .amber
    case "amber+strict", "amber-strict", "amber_strict": self = .amberStrict
    case "red": self = .red
    default: return nil
    }
  }
}

/// One value that someone says is of an attacker.
public struct Indicator: Sendable, Hashable {
  public var type: IndicatorType
  /// In canonical form: refanged, addresses as `IPAddress` writes them, domains without a last dot.
  public var value: String
  /// The file or collection that it comes from.
  public var source: String
  /// Who published it, where the file says.
  public var author: String?
  /// The publisher's id, e.g. `indicator--…`.
  public var id: String?
  public var name: String?
  public var description: String?
  public var labels: [String] = []
  /// Names of malware, actors, campaigns and tools that it indicates.
  public var indicates: [String] = []
  /// 0...100.
  public var confidence: Int?
  /// Microseconds since 1970, the first moment included.
  public var validFrom: Int64?
  /// Microseconds since 1970, not included; `nil` for good.
  public var validUntil: Int64?
  public var tlp: TLP?
  /// How `value` is to be read where it is no plain value.
  public var matching: Matching = .exact
  /// What must hold on the same record besides; from patterns that join several conditions.
  public var requirements: [IndicatorTest] = []

  /// How a record's text is held against the value.
  public enum Matching: UInt8, Sendable, Hashable {
    case exact
    /// SQL's LIKE, as STIX has it: `%` any run of characters, `_` one.
    case like
    /// A PCRE regular expression.
    case regex
  }

  public init(type: IndicatorType, value: String, source: String) {
    self.type = type
    self.value = value
    self.source = source
  }

  /// Whether it counts at a time of an event, in microseconds since 1970; 0 for a record without time, on which
  /// expiry cannot be judged.
  public func isValid(at time: Int64) -> Bool {
    guard time != 0 else { return true }
    return (validFrom.map { time >= $0 } ?? true) && (validUntil.map { time < $0 } ?? true)
  }
}

/// A condition on a record's value of a type.
public struct IndicatorTest: Sendable, Hashable {
  public var type: IndicatorType
  public var value: String
  public var matching: Indicator.Matching
  public var isNegated: Bool

  public init(type: IndicatorType, value: String, matching: Indicator.Matching = .exact, isNegated: Bool = false) {
    self.type = type
    self.value = value
    self.matching = matching
    self.isNegated = isNegated
  }
}
