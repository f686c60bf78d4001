/// How much a match matters, as a person on call would take it.
public enum Level: Int, Sendable, Comparable, CaseIterable {
  case informational, low, medium, high, critical

  public init?(name: some StringProtocol) {
    guard let level = Self.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
    self = level
  }

  public var name: String { String(describing: self) }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
