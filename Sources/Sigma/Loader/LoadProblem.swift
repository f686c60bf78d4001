/// What was wrong with a file, document or rule while it was loaded.
public struct LoadProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether the document was left out, or only looks wrong.
  public enum Severity: String, Sendable {
    /// Loaded, but not as its author may think.
    case warning
    /// Not loaded.
    case error
  }

  public var location: SourceLocation
  public var message: String
  public var severity: Severity

  public init(location: SourceLocation, message: String, severity: Severity) {
    self.location = location
    self.message = message
    self.severity = severity
  }

  init(_ error: SigmaError) { self.init(location: error.location, message: error.message, severity: .error) }

  public var description: String { "\(location): \(severity.rawValue): \(message)" }
}
