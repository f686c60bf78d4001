/// Why a state cannot be taken up, as a part of a sentence: "it ends early".
public struct StateProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  @usableFromInline static let cut = StateProblem("it ends early")
  /// - Parameter how: half a sentence, e.g. "a key is empty".
  public static func damaged(_ how: String) -> StateProblem { StateProblem("it is damaged: \(how)") }

  /// - Parameter what: says no such thing, e.g. "a time".
  public static func impossible(_ what: String) -> StateProblem { .damaged("\(what) is impossible") }
}
