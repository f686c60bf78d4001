/// A language that people are told things in.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"

  /// The language that a user's environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says anything,
  /// as POSIX has it. Japanese for `ja` and `ja_JP.UTF-8`, English for all others.
  public init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let code = locale.prefix { $0.isLetter }.lowercased()
    self = code == "ja" || code == "japanese" ? .japanese : .english
  }
}
