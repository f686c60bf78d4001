/// What discovery found.
public struct InputSelection: Sendable, Hashable {
  /// In the order in which they are read.
  public var files: [InputFile] = []
  /// Paths that could not be used.
  public var problems: [InputProblem] = []
  /// Files passed over because their name says that they are no logs (images, documents, source code, …).
  public var skipped = 0

  public init() {}
}
