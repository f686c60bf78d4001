/// What is wrong with a rule, filter, correlation or pipeline, and where.
public struct SigmaError: Error, Hashable, Sendable, CustomStringConvertible {
  public var location: SourceLocation
  /// Says what is wrong and what to do.
  public var message: String

  public init(_ location: SourceLocation, _ message: String) {
    self.location = location
    self.message = message
  }

  public var description: String { "\(location): \(message)" }
}
