/// Why a state cannot be taken up, as a part of a sentence: "it ends early".
public struct StateProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  static let cut = StateProblem("it ends early")
  /// - Parameter what: says no such thing, e.g. "a time".
  public static func impossible(_ what: String) -> StateProblem { StateProblem("it is damaged: \(what) is impossible") }
}
