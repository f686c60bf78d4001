import Activity
import Detection

extension IncidentEntities {
  /// What those are called whose key holds a directory's id only: by the address or the name that their sessions carry, or
  /// that a record names them by as a target. Of several names the best kind, then the first in order.
  static func findNames(_ steps: [IncidentStep], identities: inout [String: IncidentIdentity]) {
    let nameless = Set(identities.values.lazy.filter { $0.name.isOpaqueID }.map(\.key))
    guard !nameless.isEmpty else { return }
    var names: [String: (rank: Int, name: String)] = [:]
    func offer(_ name: String?, rank: Int, for key: String) {
      guard let name, !name.isEmpty, !name.isOpaqueID, names[key].map({ rank < $0.rank }) ?? true else { return }
      names[key] = (rank, name)
    }
    for step in steps {
      let actor = step.activity.actor
      if let issuer = actor.issuer, nameless.contains(issuer) {
        offer(actor.email, rank: 0, for: issuer)
        offer(actor.session, rank: 1, for: issuer)
      }
      if nameless.contains(actor.key) {
        offer(actor.email, rank: 0, for: actor.key)
        offer(actor.name, rank: 1, for: actor.key)
      }
      for target in step.activity.targets + step.targets {
        if let key = target.key, nameless.contains(key) { offer(target.id, rank: 2, for: key) }
      }
    }
    for (key, found) in names {
      identities[key]?.name = found.name
      if identities[key]?.email == nil, found.name.contains("@") { identities[key]?.email = found.name }
    }
  }
}

extension Incident {
  /// What identities are called, by the ids that their keys hold, where that is another text.
  public var identityNames: [String: String] {
    var names: [String: String] = [:]
    for identity in identities {
      let id = IdentityKey(identity.key).id
      if id.isOpaqueID, id != identity.name { names[id] = identity.name }
    }
    return names
  }
}

extension String {
  /// Whether it is an id that a directory made up, which tells a person nothing: a UUID, an Okta id, a long number.
  var isOpaqueID: Bool {
    guard (16...64).contains(utf8.count) else { return false }
    if utf8.count == 20, hasPrefix("00u"), utf8.allSatisfy({ $0.isLetterOrDigit }) { return true }
    return utf8.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: "-") } && utf8.contains { $0 &- 48 < 10 }
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { self &- 48 < 10 || (self | 32) &- 97 < 6 }
  fileprivate var isLetterOrDigit: Bool { self &- 48 < 10 || (self | 32) &- 97 < 26 }
}
