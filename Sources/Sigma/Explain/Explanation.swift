/// Why a rule matches a record, or which part of it failed: the rule's searches as a tree.
public struct Explanation: Sendable {
  /// One test, and how it went.
  public struct Step: Sendable {
    /// `eventName is 'StopLogging'`, `all of`, `not`, …
    public var label: String
    public var held: Bool
    /// What the record has there: at most three values, cut to 120 characters each.
    public var seen: [String] = []
    /// Set where a test did not hold.
    public var reason: String?
    public var children: [Step] = []
  }

  /// A named search with its tests.
  public struct Search: Sendable {
    public var name: String
    public var step: Step
  }

  public var title: String
  public var held: Bool
  /// The conditions as the rule writes them; one must hold.
  public var conditions: [String]
  public var searches: [Search]
  /// What filters added to the rule, where they did.
  public var filters: [Step]
}
