/// A credential's ways in the hands of one identity.
struct CredentialState: KeyedEntry {
  var places = PlaceSet()
  var lastUse: Int64 = 0
  var firstSeen: Int64 = 0
  var newNetwork: UInt64 = 0
  var newSince: Int64 = 0
  /// Where it was used when it came from the new network.
  var oldNetwork: UInt64 = 0
  var newEvidence = Evidence()
  var newAddress: UInt64 = 0
  var oldAddress: UInt64 = 0
  /// The credential's own hash, which is what records are watched by.
  var watchKey: UInt64 = 0
  var moves: UInt32 = 0
  /// Of a browser's session: the device that it began on, as `DeviceState.print` has it.
  var device: UInt32 = 0
  var reserved: UInt32 = 0
  /// `Signs.rawValue`: of the new network, and of a credential that was just made.
  var signs: UInt32 = 0

  var recency: Int64 { max(lastUse, places.latest) }
}
