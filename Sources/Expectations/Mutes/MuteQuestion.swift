/// An alert as far as a mute looks at it.
public struct MuteQuestion: Sendable {
  /// Of the rule or of the kind of behaviour.
  public var rule: String
  /// The actor's canonical key.
  public var actor: String
  /// Of the identity behind a session.
  public var issuer: String?
  public var email: String?
  public var isHuman: Bool?
  public var targets: [String]
  public var address: String?
  /// Microseconds since 1970; 0 where the record has none. An alert without a time is never muted, because nothing tells
  /// whether the mute had ended.
  public var time: Int64

  public init(
    rule: String, actor: String, issuer: String? = nil, email: String? = nil, isHuman: Bool? = nil,
    targets: [String] = [], address: String? = nil, time: Int64
  ) {
    self.rule = rule
    self.actor = actor
    self.issuer = issuer
    self.email = email
    self.isHuman = isHuman
    self.targets = targets
    self.address = address
    self.time = time
  }
}
