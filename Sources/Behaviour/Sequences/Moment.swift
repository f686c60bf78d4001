import Activity

/// One observation with what was found out about it once, for all detectors.
struct Moment {
  let o: Observation
  let subject: UInt64
  /// 0 where the record names none.
  let credential: UInt64
  /// Where the chain of sessions that acts began.
  let origin: UInt64
  let facts: PlaceFacts
  let country: UInt16
  let traits: OperationTraits
  let isPerson: Bool
  let isSensitive: Bool
  /// The address's place in the subject's ways; `nil` without an address, or in another shard.
  var arrival: Arrival?
  var credentialArrival: Arrival?
  /// First record of the subject or of the credential.
  var isNewSubject = false
  var isNewCredential = false

  /// Whether the record alone asked for a full look. Others come to be looked at in full now and then without a reason
  /// (after a restart, by a chance of the filter); nothing may follow from it.
  let isNotable: Bool

  /// Who signs in, successfully, now: not a role taken, nor a session's end.
  var isSignIn: Bool {
    o.actClass == .authenticate && o.outcome == .success && o.resource != .role && !traits.contains(.signOut)
  }
}
