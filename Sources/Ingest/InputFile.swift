/// One thing to read: a regular file, a pipe, or standard input.
public struct InputFile: Sendable, Hashable {
  /// The path as a message should name it; `-` is standard input.
  public let path: String
  /// Size on disk (compressed bytes, if it is compressed); nil for pipes and standard input.
  public let byteCount: UInt64?
  /// Whether the user named this very path. A file that was only found in a directory is skipped, and counted,
  /// if its content turns out to be no JSON; one that was named is read and its content reported as bad.
  public let isNamed: Bool
  /// Of which times it tells; nil where none were found or nobody looked. See `InputOrder`.
  public internal(set) var times: FileTimes?

  public init(path: String, byteCount: UInt64?, isNamed: Bool) {
    self.path = path
    self.byteCount = byteCount
    self.isNamed = isNamed
  }

  /// Standard input.
  public static let standardInput = InputFile(path: "-", byteCount: nil, isNamed: true)

  public var isStandardInput: Bool { path == "-" }
}
