/// Everything that a file says of one identity: places in the file's lists, in order.
struct Standing: Sendable, Hashable {
  /// Of `expectations`.
  var expectations: [Int] = []
  /// Of `pipelines`: those it works for.
  var pipelines: [Int] = []
  /// Of `pipelines`: those whose things it may change by hand.
  var hands: [Int] = []
  /// Of `crownJewels`: those it may touch although others may not.
  var trustedWith: [Int] = []
  /// Of `networks`: those that are a usual place for it.
  var networks: [Int] = []
  /// Of `groups` whose members are peers.
  var peerGroups: [Int] = []
  var isBreakGlass = false
  var isProtected = false
  /// Of `leavers`: the one that left first.
  var leaver: Int?

  /// Whether an act can breach what is said of the identity itself. (What belongs to pipelines and crown jewels is
  /// found by what is touched.)
  var isConcerned: Bool { !expectations.isEmpty || isBreakGlass || leaver != nil }

  /// Joins what holds for the identity behind a session.
  mutating func join(issuer: Standing) {
    expectations = Self.union(expectations, issuer.expectations)
    hands = Self.union(hands, issuer.hands)
    trustedWith = Self.union(trustedWith, issuer.trustedWith)
    networks = Self.union(networks, issuer.networks)
    isBreakGlass = isBreakGlass || issuer.isBreakGlass
    leaver = leaver ?? issuer.leaver
  }

  private static func union(_ left: [Int], _ right: [Int]) -> [Int] {
    right.isEmpty || left == right ? left : Set(left).union(right).sorted()
  }
}
