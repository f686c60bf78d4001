/// What two runs of alerts can be joined by.
enum LinkKind: UInt8, CaseIterable, BitwiseCopyable {
  case identity, email, credential, issued, session, address, device, target

  // `issued` is a credential by its text: the one that an act made or handed out, then used.

  /// Whether low alerts may be drawn into an incident by it.
  var isStrong: Bool {
    switch self {
    case .identity, .email, .credential, .issued: true
    case .session, .address, .device, .target: false
    }
  }

  /// Whether records without alerts count towards how many identities share it.
  var isCounted: Bool {
    switch self {
    case .identity, .address, .device, .target: true
    case .email, .credential, .issued, .session: false
    }
  }
}

/// What a shared entity says of two runs of alerts, by how many identities share it: the rarer, the more.
enum LinkWeight: Int, Comparable {
  /// Everybody's: it joins nothing.
  case none
  /// It joins only together with another kind of thing that is shared.
  case half
  /// It joins alone.
  case full

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An entity, as one run of alerts met it.
struct LinkKey: PlaceKey {
  var trail: Int32 = 0
  var kind = LinkKind.identity
  var entity: UInt64 = 0

  var mixed: UInt64 {
    let words = UInt64(truncatingIfNeeded: trail) << 8 | UInt64(kind.rawValue)
    return (entity ^ words &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
  }
}

/// The time in which a run of alerts met an entity, without a gap longer than the kind's window.
struct Link {
  var key: LinkKey
  var first: Int64
  var last: Int64
  /// Whether the trail got hold of the entity: made it, assumed it, changed what it may do. Of low alerts, only such a
  /// link puts incidents together.
  var controls = false
  /// How many identities all records show with it; 0 where none were looked at.
  var sharedBy: Int32 = 0
}
