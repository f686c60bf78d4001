import Activity

/// The vocabulary's words, made once: `word` spells a word anew each time, too slow for every alert of an output.
public protocol CachedWord: VocabularyWord {
  /// Indexed by raw value.
  static var words: [String] { get }
}

extension CachedWord {
  /// The same as `word`.
  public var cachedWord: String { Self.words[Int(rawValue)] }

  static func spelled() -> [String] { allCases.map(\.word) }
}

extension ActClass: CachedWord { public static let words = spelled() }
extension ResourceKind: CachedWord { public static let words = spelled() }
extension Sensitivity: CachedWord { public static let words = spelled() }
extension Outcome: CachedWord { public static let words = spelled() }
extension ActorKind: CachedWord {
  public static let words = spelled()

  /// The kind that a key names, `nil` for none.
  init?(cached word: String) {
    guard let index = Self.words.firstIndex(of: word) else { return nil }
    self = Self.allCases[index]
  }
}
extension CredentialKind: CachedWord { public static let words = spelled() }
