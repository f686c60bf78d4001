import Activity

extension BaselineShard {
  /// The slow path: a tuple that is new in this hour, or a count worth a look. `entry` is where the tuple is remembered;
  /// `nil` where it was remembered and counted already.
  @inline(never)
  func judge(
    _ place: UnsafePointer<Observation>, key: UInt64, hour hourOfRecord: UInt32,
    entry: UnsafeMutablePointer<TupleMemo.Entry>?, tag: UInt64 = 0, emit: (BehaviourFinding) -> Void
  ) {
    let number = self.place(of: key, tenant: place.pointee.tenant, time: place.pointee.time)
    let record = records[number]
    // What comes after the bound of the reorder buffer is judged as of the identity's last act.
    let time = max(place.pointee.time, record.pointee.lastTime)
    record.pointee.lastTime = time
    let hour = UInt32(clamping: time / 3_600_000_000)
    let day = UInt16(clamping: hour / 24)
    if record.pointee.hour != hour || record.pointee.hours == 0 { turn(number, hour: hour, day: day) }
    if place.pointee.email != 0 { record.pointee.person = place.pointee.email }

    var looks = true
    var isKnown = false
    if let entry {
      isKnown = entry.pointee.tag == tag && isKnownToday(entry, number, record, hour: hourOfRecord)
      let lanes = isKnown ? (entry.pointee.hourLane, entry.pointee.dayLane) : lanes(of: place)
      record.pointee.observations &+= 1
      looks = bump(record, lanes.0, lanes.1)
      entry.pointee = TupleMemo.Entry(
        tag: tag, place: UInt32(number), hour: hour == hourOfRecord ? hour : TupleMemo.Entry.none,
        changed: record.pointee.changed, hourLane: lanes.0, dayLane: lanes.1)
    }
    guard !isRefusedSignIn(place) else { return }

    // An episode that is over must not lend its bits to what follows.
    _ = episode(of: record, hour: hour)
    if isKnown, !looks, isIdle(place, record) { return }
    var judgement = Judgement(
      place, record: record, place: number, day: day, hour: hour, isWarm: isWarm(record))
    judgement.looksAtCounts = looks
    takeFacts(&judgement)
    detect(&judgement, emit: emit)
    settleNature(judgement)
  }

  /// Whether the tuple was taken in on this very day and nothing of the identity has been forgotten since, so that taking
  /// it in again would find every fact as it is. For a record that is not late.
  private func isKnownToday(
    _ entry: UnsafeMutablePointer<TupleMemo.Entry>, _ place: Int, _ record: UnsafeMutablePointer<IdentityRecord>,
    hour: UInt32
  ) -> Bool {
    entry.pointee.place == UInt32(place) && entry.pointee.changed == record.pointee.changed
      && entry.pointee.hour != TupleMemo.Entry.none && entry.pointee.hour / 24 == hour / 24
      && record.pointee.hour == hour
  }

  /// Whether no detector has anything to say of a tuple of which nothing is new.
  private func isIdle(_ place: UnsafePointer<Observation>, _ record: UnsafeMutablePointer<IdentityRecord>) -> Bool {
    record.pointee.episode == 0 && record.pointee.gap < options.dormantDays
      && (isWarm(record) || !place.pointee.sensitivity.reaches(.high))
  }

  /// A refused sign-in says what somebody tried, not what the identity does.
  private func isRefusedSignIn(_ o: UnsafePointer<Observation>) -> Bool {
    o.pointee.actClass == .authenticate && (o.pointee.outcome == .denied || o.pointee.outcome == .failure)
  }

  /// The lanes that an observation counts in.
  func lanes(of o: UnsafePointer<Observation>) -> (hour: UInt8, day: UInt8) {
    if o.pointee.outcome == .denied { return CountLane.denied }
    if operations.facts(o.pointee.operation, names).encrypts {
      return (UInt8(CountLane.rewrites.rawValue), CountLane.none)
    }
    return CountLane.ofClass[Int(o.pointee.actClass.rawValue)]
  }

  /// Takes in the observation's facts, and gathers what of them is new.
  private func takeFacts(_ j: inout Judgement) {
    let o = j.seen
    if o.pointee.address != 0 {
      j.origin = places.place(o.pointee.address, names, facts)
      let isLocal = j.origin.kinds & AddressFacts.Kinds.local.rawValue != 0
      let country = isLocal ? 0 : j.origin.country != 0 ? j.origin.country : o.pointee.country
      if country != 0 { take(.country, UInt64(country), &j) }
      take(.network, isLocal ? 1 : j.origin.network, &j)
      let kinds = j.origin.kinds & (AddressFacts.Kinds.hosting.rawValue | AddressFacts.Kinds.anonymiser.rawValue)
      if kinds != 0 { take(.addressKind, UInt64(kinds), &j) }
    } else if o.pointee.country != 0 {
      take(.country, UInt64(o.pointee.country), &j)
    }
    if o.pointee.agent != 0, o.pointee.callingService == 0 {
      let family = agents.family(o.pointee.agent, names)
      j.family = family
      if family.tool.nature != .service { take(.agent, UInt64(family.packed), &j, asked: o.pointee.agent) }
    }
    if o.pointee.device != 0 { take(.device, o.pointee.device, &j) }
    if o.pointee.credential != 0, o.pointee.credentialKind.isLongLived { take(.credential, o.pointee.credential, &j) }
    j.operation = operations.facts(o.pointee.operation, names)
    if j.operation.service != 0 { take(.service, j.operation.service, &j) }
    take(.act, UInt64(o.pointee.actClass.rawValue) << 8 | UInt64(o.pointee.resource.rawValue) | 1 << 16, &j)
    if o.pointee.operation != 0 { take(.operation, o.pointee.operation, &j) }
    if o.pointee.region != 0 { take(.region, o.pointee.region, &j) }
    if o.pointee.tenant != 0 { take(.tenant, o.pointee.tenant, &j) }
    if o.pointee.targetIdentity != 0, let tenant = targets.tenant(o.pointee.targetIdentity, names),
      tenant != o.pointee.tenant
    {
      take(.targetTenant, tenant, &j)
    }
    if j.context > 0 || j.actBits > 0 {
      j.hourBits = rhythms[j.place].pointee.bits(WeekRhythm.hour(ofWeek: j.hour))
    }
  }

  @inline(__always)
  private func take(_ kind: FactKind, _ value: UInt64, _ j: inout Judgement, asked: UInt64? = nil) {
    let print = FactPrint(kind, value)
    let entry = factMemo.entry(print, of: j.place)
    if stands(print, entry.pointee, j) {
      if j.record.pointee.episode != 0 { recall(print, kind, &j) }
      return
    }
    let familiarity = take(print, kind.shelf, j.record, day: j.day)
    entry.pointee = FactMemo.Entry(
      print: print.bits, record: UInt32(truncatingIfNeeded: j.place), block: UInt8(taken.block),
      place: UInt8(taken.place))
    note(print, kind, asked ?? value, familiarity, &j)
  }

  /// Most facts of a record were taken in today: where one stands as of today, taking it in again changes nothing.
  @inline(__always)
  private func stands(_ print: FactPrint, _ entry: FactMemo.Entry, _ j: Judgement) -> Bool {
    guard entry.print == print.bits, entry.record == UInt32(truncatingIfNeeded: j.place) else { return false }
    let number = j.record.pointee.blocks[Int(entry.block)]
    guard number != 0 else { return false }
    let (block, place) = (blocks[Int(number) - 1], Int(entry.place))
    return block.prints[place] == print.bits && block.days[place] == j.day
  }

  /// A fact that was new earlier in the episode is so still.
  private func recall(_ print: FactPrint, _ kind: FactKind, _ j: inout Judgement) {
    let bits = episodes[Int(j.record.pointee.episode) - 1].pointee.bits(print.bits, isContext: kind.aspect != .act)
    if kind == .operation, bits > 0 { j.operationIsNew = true }
    if kind == .act, bits > 0 { j.actIsNew = true }
    j.add(print, kind, bits)
  }

  /// Judges a fact that was taken in just now.
  private func note(
    _ print: FactPrint, _ kind: FactKind, _ value: UInt64, _ familiarity: Familiarity, _ j: inout Judgement
  ) {
    switch familiarity {
    case .new:
      if kind == .operation {
        j.operationIsNew = true
        j.operationIsFirst = true
      }
      if kind == .act { j.actIsNew = true }
      guard j.isWarm else { return }
      var bits = novelty(print, kind, j.record, day: j.day)
      if kind.aspect == .act { bits *= j.observation.sensitivity.weight * (kind.isSetting ? 0.7 : 1) }
      guard bits >= 1.5 else { return }
      if let expectations,
        expectations.explained(BehaviourFact(kind: kind, value: value), j.observation)
      {
        if kind == .operation { j.operationIsFirst = false }
        return
      }
      surprise(print, kind, bits, &j)
    case .known(let weight, let gap):
      if kind == .credential, gap >= Int(options.dormantDays),
        weight >= Float(options.dormantAfterDays) * 0.9 * decay(gap)
      {
        j.credentialGap = gap
      }
      fallthrough
    case .faint:
      if j.record.pointee.episode != 0 { recall(print, kind, &j) }
    }
  }

  /// Adds a new fact to the identity's episode, which it opens where there is none.
  private func surprise(_ print: FactPrint, _ kind: FactKind, _ bits: Float, _ j: inout Judgement) {
    j.add(print, kind, bits)
    guard let episode = openEpisode(j) else { return }
    episode.pointee.lastHour = j.hour
    if kind.aspect == .act {
      episode.pointee.addAct(print.bits, bits: bits)
      if kind == .operation {
        episode.pointee.newOperations &+= 1
        if j.observation.sensitivity.reaches(.high) { episode.pointee.addOperation(j.observation.operation) }
      }
      if kind == .service { episode.pointee.newServices &+= 1 }
    } else {
      episode.pointee.addContext(print.bits, bits: bits)
    }
  }

  /// Notes what the identity shows itself to be, after it was judged by what it had shown.
  private func settleNature(_ j: Judgement) {
    let o = j.seen
    let wasMachine = j.isWarm && isMachine(j.record)
    let nature = j.family?.tool.nature
    if !wasMachine, o.pointee.human == .yes || nature == .interactive {
      j.record.pointee.traits |= IdentityRecord.Trait.human
    }
    if nature == .automatic || o.pointee.credentialKind == .workload || o.pointee.actorKind == .serviceAccount
      || o.pointee.actorKind == .application || o.pointee.human == .no
    {
      j.record.pointee.traits |= IdentityRecord.Trait.machine
    }
  }
}

extension FactKind {
  /// Tells where an act was done rather than what it was; counts for less.
  var isSetting: Bool { self == .region || self == .tenant || self == .service }
}

extension CredentialKind {
  /// Stays the same for weeks, so that it is a habit to use it.
  var isLongLived: Bool {
    switch self {
    case .longLivedKey, .token, .oauthToken, .serviceAccountKey, .sshKey, .certificate: true
    case .unknown, .temporaryKey, .consoleSession, .webSession, .workload, .password: false
    }
  }
}
