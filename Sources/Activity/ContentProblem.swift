/// A fault in a content file.
public struct ContentProblem: Sendable, Hashable, CustomStringConvertible {
  public var file: String
  /// Counted from 1.
  public var line: Int
  public var message: String

  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file):\(line): \(message)" }
}

/// Why content was not taken: all faults that were found.
public struct ContentProblems: Error, Sendable {
  public var problems: [ContentProblem]

  public init(_ problems: [ContentProblem]) { self.problems = problems }
}
