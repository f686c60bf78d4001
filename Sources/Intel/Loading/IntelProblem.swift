/// Something in an intelligence file that could not be used. The rest of the file, and the other files, are.
public struct IntelProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  /// Counted from 1; `nil` where the problem is not of one line.
  public var line: Int?
  /// What is wrong and what to do.
  public var message: String
  /// How many of the same kind the file has.
  public var count = 1

  public init(file: String, line: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return count > 1 ? "\(place): \(message) (\(count) times)" : "\(place): \(message)"
  }
}
