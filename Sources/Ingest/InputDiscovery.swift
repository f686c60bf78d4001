/// Turns paths into the list of inputs to read.
public struct InputDiscovery: Sendable {
  /// At most this many files are taken.
  public var maxFiles: Int

  public init(maxFiles: Int = 1_000_000) {
    self.maxFiles = maxFiles
  }

  /// Files are taken as they are, directories are walked (entries in byte order of their names; hidden entries left
  /// out; links followed, each directory and file once), `-` is standard input. What is plainly no log, by
  /// its name, is skipped and counted. A path that is missing or unreadable is a problem; the rest goes on.
  public func discover(_ paths: [String]) -> InputSelection { InputSelection() }
}
