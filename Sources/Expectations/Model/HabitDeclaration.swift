import JSONTape

/// What a user says of habits: whether they are learned, and which rules never become one.
public struct HabitDeclaration: Sendable, Hashable {
  /// False for `habits: off`: every alert of a rule is taken as new.
  public var areLearned = true
  /// Of ids of rules.
  public var never: [TextPattern] = []

  public init() {}

  /// Whether alerts of a rule are always taken as new.
  public func excludes(rule id: String) -> Bool {
    guard !never.isEmpty else { return false }
    let folded = ASCIIFold.fold(id.utf8)
    return never.contains { $0.matches(folded) }
  }
}
