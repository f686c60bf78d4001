/// What two runs of alerts can be joined by.
enum LinkKind: UInt8, CaseIterable {
  case identity, email, credential, address, target

  /// Whether low alerts may be drawn into an incident by it.
  var isStrong: Bool { self == .identity || self == .email || self == .credential }
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
}
