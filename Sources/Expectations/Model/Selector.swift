/// Whom an entry concerns. Names (`identities`, `emails`, `groups`) are alternatives; `providers` and `kind` narrow.
public struct Selector: Sendable, Hashable {
  /// People, or what works without them.
  public enum Kind: String, Sendable, CaseIterable { case human, machine }

  /// Patterns of canonical keys, `provider:tenant:kind:id`.
  public var identities: [TextPattern] = []
  public var emails: [TextPattern] = []
  /// Names of `groups`.
  public var groups: [String] = []
  public var providers: [String] = []
  public var kind: Kind?

  public init() {}

  /// Whether no name is given, so that everyone of the providers and kind is meant.
  public var namesNobody: Bool { identities.isEmpty && emails.isEmpty && groups.isEmpty }
  public var isEveryone: Bool { namesNobody && providers.isEmpty && kind == nil }
}
