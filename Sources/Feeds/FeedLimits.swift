/// What a fetch may cost.
public struct FeedLimits: Sendable {
  /// Of one answer, in bytes.
  public var maxAnswerBytes = 64 << 20
  /// Of one run, in bytes of answers.
  public var maxBytes = 4 << 30
  /// Of one run.
  public var maxPages = 10_000
  /// Objects asked for in a page; servers may give fewer.
  public var pageSize = 1000
  /// Until an answer is whole, in seconds.
  public var timeout = 60
  /// Attempts at one request.
  public var attempts = 5
  /// Longest wait between two attempts, in seconds; a server that asks for more is left for another time.
  public var maxWait = 120
  /// First wait, in seconds; each further one is twice as long.
  public var firstWait = 1.0

  public init() {}
}
