import Activity

extension IncidentBuilder {
  /// Takes note of a record, whether or not it raised an alert: who is seen at an address, with a device or a target,
  /// who acts through a role, who got a credential, whose e-mail address is whose. Costs some nanoseconds and a bounded
  /// memory, and changes nothing of alerts that are joined already but how shared their entities are.
  ///
  /// - Parameter observation: in order of event time, a day of lateness allowed; before the alerts of the same record.
  public mutating func observe(_ observation: Observation) {
    withUnsafePointer(to: observation) { observe($0) }
  }

  /// The same without a copy of the observation, which must stay in its place for the call.
  public mutating func observe(_ place: UnsafePointer<Observation>) {
    let time = place.pointee.time
    if sharing.advances(to: time) {
      noteSharing()
      sharing.advance(to: time)
    }
    let identity = place.pointee.issuer != 0 ? place.pointee.issuer : place.pointee.actor
    if place.pointee.targetCredential != 0, place.pointee.handsOutCredential {
      chains.add(place.pointee.targetCredential, by: place.pointee.credential, of: identity, at: time)
    }
    if place.pointee.email != 0 { keepEmail(place.pointee.email, of: place.pointee.actor) }
    switch place.pointee.actorKind {
    // Those stand behind everybody: where they are seen tells nothing of who shares it.
    case .service, .system, .unknown, .anonymous: return
    default: break
    }
    if place.pointee.isPublicAddress { sharing.add(identity, to: place.pointee.address, .address, at: time) }
    sharing.add(identity, to: place.pointee.target, .target, at: time)
    if place.pointee.device != 0 { sharing.add(identity, to: place.pointee.device, .device, at: time) }
    if place.pointee.issuer != 0, place.pointee.issuer != place.pointee.actor {
      sharing.add(place.pointee.issuer, to: place.pointee.actor, .identity, at: time)
    }
  }

  /// Records of an identity that do not name its e-mail address are joined by it too, once one did.
  private mutating func keepEmail(_ email: UInt64, of actor: UInt64) {
    let slot = Int(truncatingIfNeeded: actor & 1023)
    if recentEmails.isEmpty { recentEmails = [UInt64](repeating: 0, count: 1024) }
    guard recentEmails[slot] != actor else { return }
    recentEmails[slot] = actor
    guard emails[actor] == nil, emails.count < limits.emails else { return }
    emails[actor] = email
  }

  /// Writes down how many identities were seen with what links stand for, before the day's counts go.
  mutating func noteSharing() {
    for index in links.indices where links[index].key.kind.isCounted && sharing.covers(links[index].last) {
      let count = sharing.count(of: links[index].key.entity, links[index].key.kind)
      if count > links[index].sharedBy { links[index].sharedBy = Int32(clamping: count) }
    }
  }
}

extension Observation {
  /// Whether the credential that the record names was handed out by it, rather than looked at or taken back.
  fileprivate var handsOutCredential: Bool {
    guard outcome != .denied, outcome != .failure else { return false }
    switch actClass {
    case .create, .credential, .authenticate: return true
    default: return false
    }
  }
}
