/// Why a feed could not be fetched, in words that say what to do. Never holds a secret.
public struct FeedFailure: Error, Sendable, CustomStringConvertible {
  public let description: String
  /// The server's status, where it answered.
  public let status: Int?

  init(_ description: String, status: Int? = nil) {
    self.description = description
    self.status = status
  }
}
