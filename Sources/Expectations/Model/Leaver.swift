/// Someone who has left, or an account that is to be used no more.
public struct Leaver: Sendable, Hashable {
  public var email: String?
  public var identities: [TextPattern]
  /// Microseconds since 1970 from which on nothing of theirs may be used.
  public var left: Int64
  public var note: String?
  /// The file in which it stands: the expectations file or the CSV beside it.
  public var file: String
  public var line: Int

  /// For people to read.
  public var name: String { email ?? identities.first?.text ?? "" }
}
