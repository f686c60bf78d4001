import Activity
import JSONTape

/// Someone as selectors look at them.
struct Subject {
  /// Folded: the canonical key, `provider:tenant:kind:id`.
  var key: [UInt8]
  /// Folded: their own addresses and those of the people whose accounts they are.
  var emails: [[UInt8]]
  var isHuman: Bool?
  /// Places in `Expectations.groups`.
  var groups: Set<Int> = []
  /// Places in `ExpectationFile.people`.
  var people: [Int] = []

  var provider: ArraySlice<UInt8> { key.prefix { $0 != UInt8(ascii: ":") } }

  /// What the record says of its actor, else what the actor's kind implies.
  static func isHuman(_ said: Observation.Answer, _ kind: ActorKind) -> Bool? {
    switch said {
    case .yes: true
    case .no: false
    case .unknown:
      switch kind {
      case .root, .user, .federated: true
      case .role, .serviceAccount, .service, .application, .system: false
      case .unknown, .anonymous, .account: nil
      }
    }
  }

  /// What the kind in a key, its third part, implies.
  static func isHuman(key: [UInt8]) -> Bool? {
    let parts = key.split(separator: UInt8(ascii: ":"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let kind = ActorKind(word: String(decoding: parts[2], as: UTF8.self)) else { return nil }
    return isHuman(.unknown, kind)
  }
}

/// A selector ready to be asked.
struct CompiledSelector: Sendable {
  private let identities: PatternSet
  private let emails: PatternSet
  private let groups: Set<Int>
  private let providers: Set<[UInt8]>
  private let kind: Selector.Kind?
  private let namesNobody: Bool

  init(_ selector: Selector, groupPlaces: [String: Int]) {
    identities = PatternSet(selector.identities)
    emails = PatternSet(selector.emails)
    groups = Set(selector.groups.compactMap { groupPlaces[$0] })
    providers = Set(selector.providers.map { Array($0.utf8) })
    kind = selector.kind
    namesNobody = selector.namesNobody
  }

  func selects(_ subject: Subject) -> Bool {
    switch kind {
    case .human where subject.isHuman != true: return false
    case .machine where subject.isHuman != false: return false
    default: break
    }
    if !providers.isEmpty, !providers.contains(Array(subject.provider)) { return false }
    if namesNobody { return true }
    return (!subject.key.isEmpty && identities.contains(subject.key))
      || subject.emails.contains { emails.contains($0) }
      || !groups.isDisjoint(with: subject.groups)
  }
}
