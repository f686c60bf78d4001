/// An incident told to a person.
public struct Narrative: Sendable, Hashable {
  /// One sentence without a full stop.
  public var title: String
  /// One paragraph.
  public var story: String
}
