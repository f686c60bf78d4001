/// What two runs of alerts can be joined by.
enum LinkKind: UInt8, CaseIterable {
  case identity, email, credential, issued, address, target

  // `issued` is a credential by its text: the one that an act made or handed out, then used.

  /// Whether low alerts may be drawn into an incident by it.
  var isStrong: Bool {
    switch self {
    case .identity, .email, .credential, .issued: true
    case .address, .target: false
    }
  }
}

/// An entity, as one run of alerts met it.
struct LinkKey: Hashable {
  var trail: Int32
  var kind: LinkKind
  var entity: UInt64
}

/// The time in which a run of alerts met an entity, without a gap longer than the kind's window.
struct Link {
  var key: LinkKey
  var first: Int64
  var last: Int64
  /// Whether the trail got hold of the entity: made it, assumed it, changed what it may do. Of low alerts, only such a
  /// link puts incidents together.
  var controls = false
}
