/// Why a YAML file could not be read, and where.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// As the caller named it.
  public var file: String
  /// Counted from 1.
  public var line: Int
  /// Counted from 1.
  public var column: Int
  public var message: String

  public init(file: String, line: Int, column: Int = 1, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String { "\(file):\(line):\(column): \(message)" }
}

/// Bounds on a file, against hostile input.
public enum YAMLLimits {
  /// Bytes of a file.
  public static let size = 8 << 20
  /// Levels of nesting.
  public static let depth = 64
  /// Nodes of a file, each alias counted as all that it stands for.
  public static let nodes = 1 << 20
}
