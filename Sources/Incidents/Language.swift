/// A language that people are told things in.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"
}
