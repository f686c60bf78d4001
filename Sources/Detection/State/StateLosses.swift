/// What of a state could not be taken up, because this run has other rules, content or expectations than the one that
/// wrote it.
public struct StateLosses: Sendable, Hashable {
  /// Groups of correlations that are not loaded, or that count otherwise now.
  public var windows = 0
  /// Matches, among records that waited for their order, of rules that are not loaded or take other fields now.
  public var matches = 0
  /// Alerts of incidents whose rules are not loaded.
  public var alerts = 0
  /// Sources whose mapping is gone.
  public var sources = 0
  /// Breaches of expectations that were told that day: the file is another.
  public var breaches = 0

  public init() {}

  public var isEmpty: Bool { self == StateLosses() }

  /// One line for people.
  public var description: String {
    let parts = [
      (windows, "groups that correlations counted"), (matches, "matches of records that waited"),
      (alerts, "alerts of incidents"), (sources, "sources"), (breaches, "breaches told that day"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "rules or content are not those that the state was made with; dropped of it: "
      + parts.joined(separator: ", ")
  }
}
