import Activity

extension Sequences {
  /// Looks at one record in full. What it shows is judged on what was known before it; then it is learned.
  func judge(_ o: Observation) {
    counters.judged += 1
    if watched > Self.maxWatched { rebuildWatch() }
    let facts = o.address == 0 ? PlaceFacts() : place(o.address, at: o.time)
    let subject = Subject.key(o)
    var settled = Moment(
      o: o, subject: subject, credential: Subject.credential(o), origin: origin(o), facts: facts,
      country: facts.country != 0 ? facts.country : o.country, traits: traits(o.operation),
      isPerson: Subject.isPerson(o), isSensitive: Subject.isSensitive(o),
      isNotable: withUnsafePointer(to: o) { Self.isNotable($0) })
    let failedSignIn = o.actClass == .authenticate && o.outcome != .success && o.outcome != .unknown
    if !Subject.isService(o), subject != 0, !failedSignIn { settlePlaces(&settled) }
    // From here on it does not change, and is handed on without copies.
    let m = settled

    judgeGuessing(m)
    if subject != 0, owns(subject) {
      judgeFatigue(m)
      if !Subject.isService(o) {
        judgeTravel(m)
        judgeReset(m)
        judgeFreshIdentity(m)
        judgePrivilege(m)
        judgeConsole(m)
        if !failedSignIn { judgeWorkload(m) }
      }
      judgeLeaver(m)
    }
    if m.credential != 0, owns(m.credential), !failedSignIn, !Subject.isService(o) {
      judgeConcurrency(m)
      judgeFreshCredential(m)
      judgeRevokedSession(m)
    }
    if o.credential != 0, owns(o.credential) { judgeRevokedCredential(m) }
    if o.actor != 0, owns(o.actor) { judgeCopying(m) }
    judgeEdge(m)
    judgeSpreading(m)
    if m.origin != 0, owns(m.origin), !Subject.isService(o) {
      judgeDefence(m)
      judgeSpree(m)
    }
    learn(m)
  }

  private func settlePlaces(_ m: inout Moment) {
    let o = m.o
    guard m.facts.network != 0 || m.isNotable else { return }
    let minute = PlaceSet.time(PlaceSet.minute(o.time))
    if owns(m.subject) {
      let (place, isNew) = subjects.place(m.subject, at: minute)
      m.isNewSubject = isNew
      if isNew { subjects.entries[place].firstSeen = o.time }
      if o.credentialKind == .longLivedKey, subjects.entries[place].keyDays == 0 {
        subjects.entries[place].keyDays = 1
      }
      if m.facts.network != 0 {
        let arrival = subjects.entries[place].places.arrive(o.address, m.facts, country: m.country, at: o.time)
        if arrival.hasReplacedCurrent { routine.forget() }
        if arrival.isNew, subjects.entries[place].moves < .max { subjects.entries[place].moves += 1 }
        m.arrival = arrival
      }
    }
    if m.credential != 0, owns(m.credential) {
      let (place, isNew) = credentials.place(m.credential, at: minute)
      m.isNewCredential = isNew
      if isNew { credentials.entries[place].firstSeen = o.time }
      if m.facts.network != 0 {
        let arrival = credentials.entries[place].places.arrive(o.address, m.facts, country: m.country, at: o.time)
        if arrival.hasReplacedCurrent { routine.forget() }
        if arrival.isNew { credentials.entries[place].moves &+= 1 }
        m.credentialArrival = arrival
      }
    }
  }

  // MARK: what texts say

  /// The address's facts, asked for once.
  func place(_ address: UInt64, at time: Int64) -> PlaceFacts {
    let found = places.find(address)
    if found >= 0 {
      if places.entries[found].lastUse < time { places.entries[found].lastUse = time }
      return places.entries[found]
    }
    guard let text = names.text(address) else { return PlaceFacts() }
    var facts = PlaceFacts(source?.facts(of: text) ?? NetworkText.facts(of: text), address: text, names: names)
    facts.lastUse = time
    let place = places.place(address, at: time).place
    places.entries[place] = facts
    return facts
  }

  func traits(_ operation: UInt64) -> OperationTraits {
    let found = operationTraits.find(operation)
    if found >= 0 { return OperationTraits(rawValue: UInt32(truncatingIfNeeded: operationTraits.entries[found].bits)) }
    guard let text = names.text(operation) else { return [] }
    let traits = OperationTraits(text: text)
    let place = operationTraits.place(operation, at: instant).place
    operationTraits.entries[place].bits = UInt64(traits.rawValue)
    return traits
  }

  func traits(reason: UInt64) -> ReasonTraits {
    guard reason != 0 else { return [] }
    let found = reasonTraits.find(reason)
    if found >= 0 { return ReasonTraits(rawValue: UInt32(truncatingIfNeeded: reasonTraits.entries[found].bits)) }
    guard let text = names.text(reason) else { return [] }
    let traits = ReasonTraits(text: text)
    let place = reasonTraits.place(reason, at: instant).place
    reasonTraits.entries[place].bits = UInt64(traits.rawValue)
    return traits
  }
}
