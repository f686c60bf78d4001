import Activity
import JSONTape

/// What joining needs to know of an actor, found once and remembered by its hash.
struct ActorFacts {
  var isWeak: Bool
  /// Hash of the e-mail address in lower case, 0 where there is none.
  var email: UInt64

  init(isWeak: Bool, email: UInt64) {
    self.isWeak = isWeak
    self.email = email
  }

  init(_ actor: Activity.Actor) {
    switch actor.kind {
    case .service, .system, .anonymous: isWeak = true
    case .unknown: isWeak = Self.isNobody(actor.name) || Self.isNobody(IdentityKey(actor.key).id)
    default: isWeak = actor.key.isEmpty
    }
    let address = actor.email ?? (actor.name.contains("@") ? actor.name : nil)
    email = isWeak ? 0 : address.map { StableHash.folded($0) } ?? 0
  }

  private static func isNobody(_ name: String) -> Bool {
    ["", "unknown", "-", "anonymous", "system", "null", "none"].contains(name.lowercased())
  }

  /// Whether an issuer may stand for the sessions that it gives: an identity with credentials or a federated person,
  /// not a service or an unknown, which stand behind everybody.
  static func standsForSessions(issuer key: String) -> Bool {
    guard let kind = ActorKind(cached: IdentityKey(key).kind) else { return false }
    switch kind {
    case .root, .user, .role, .serviceAccount, .federated, .application: return true
    default: return false
    }
  }
}

/// A canonical key `provider:tenant:kind:id`, taken apart.
struct IdentityKey {
  var provider = ""
  var tenant = ""
  var kind = ""
  var id = ""

  init(_ key: String) {
    let parts = key.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4 else {
      id = key
      return
    }
    provider = String(parts[0])
    tenant = String(parts[1])
    kind = String(parts[2])
    id = String(parts[3])
  }
}

/// Hashes that are the same in every run; FNV-1a where nothing else is said.
enum StableHash {
  static func of(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// As observations and `EntityKeys` hash texts: without regard to ASCII case.
  static func folded(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { ByteSpan(UnsafeRawBufferPointer($0)).foldedHash }
  }

  static func ofCredential(_ id: String) -> UInt64 { of(id.lowercased()) }

  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var hash = left &* 0x9E37_79B9_7F4A_7C15 ^ right
    hash ^= hash >> 32
    hash &*= 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash >> 32)
  }
}
