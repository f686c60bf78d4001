import Activity
import Detection

extension IncidentBuilder {
  /// Folds the alert into a step, unless the step's trail has ended or not begun yet. The alert of a record that is
  /// delivered again is counted as such and nowhere else.
  mutating func fold(_ alert: Alert, _ facts: PackedFacts, into index: Int) -> Bool {
    let trail = Int(steps[index].trail)
    guard trails[trail].reaches(alert.time, within: gap(of: trails[trail])) else { return false }
    guard steps[index].remembers(alert) == false else {
      tally.duplicates += 1
      return true
    }
    extend(trail: trail, to: alert.time)
    steps[index].count += 1
    if alert.habit == nil { steps[index].unusual += 1 }
    steps[index].last = max(steps[index].last, alert.time)
    steps[index].first = min(steps[index].first, alert.time)
    steps[index].keep(alert)
    meetAgain(alert, facts, step: index)
    return true
  }

  /// Starts a step, and a trail where the principal has none that is still going on.
  mutating func open(_ alert: Alert, _ packed: PackedFacts, key: FoldKey) {
    makeRoom()
    let facts = facts(of: alert)
    let trail = trail(for: alert, facts: facts)
    noteRisk(of: alert, key.outcome, rule: Int(key.rule), trail: trails[trail])
    extend(trail: trail, to: alert.time)
    let isFull = trails[trail].steps.count >= limits.stepsPerTrail
    // A flood of lesser alerts must not hide what is worse.
    let mayExceed = alert.rule.level >= .high && trails[trail].steps.count < 2 * limits.stepsPerTrail
    guard !isFull || mayExceed else {
      trails[trail].overflow[alert.rule.level, default: 0] += 1
      return
    }
    let targets = alert.targets
    let hold = ActHold(outcome: key.outcome, actClass: alert.actClass, targets: targets)
    let index = steps.count
    steps.append(
      FoldedStep(
        trail: Int32(trail), key: key, controlsTarget: hold.controlsTarget, issues: hold.issuesCredentials,
        earliest: alert, first: alert.time, last: alert.time, unusual: alert.habit == nil ? 1 : 0, lastKeys: alert.keys)
    )
    steps[index].references = [TimedReference(time: alert.time, record: alert.record)]
    steps[index].references += alert.related(atMost: FoldedStep.records - 1).map {
      TimedReference(time: alert.time, record: $0)
    }
    trails[trail].steps.append(Int32(index))
    if !trails[trail].opens { pendingSteps += 1 }
    _ = steps[index].remembers(alert)
    // What comes late does not take the place of what goes on.
    if stepOf[key].map({ steps[Int($0)].last <= alert.time }) ?? true { stepOf.set(key, Int32(index)) }
    meet(alert, packed, step: index, targets: targets)
  }

  /// A low alert adds to its identity's risk, once a step: a burst counts as one.
  private mutating func noteRisk(of alert: Alert, _ outcome: Outcome, rule: Int, trail: Trail) {
    guard !trail.isWeak else { return }
    ruleSpread[rule] |= 1 << (StableHash.mix(trail.principal, 2) >> 58)
    guard alert.rule.level < .medium else { return }
    let refused = outcome == .denied || outcome == .failure
    risks.add((alert.rule.level == .low ? 0.02 : 0.005) * (refused ? 0.5 : 1), to: trail.principal, at: alert.time)
  }

  func gap(of trail: Trail) -> Int64 {
    trail.opens ? limits.identityGap : limits.pendingGap
  }

  private mutating func extend(trail: Int, to time: Int64) {
    trails[trail].first = min(trails[trail].first, time)
    trails[trail].last = max(trails[trail].last, time)
  }

  private mutating func facts(of alert: Alert) -> ActorFacts {
    let hash = alert.seen.keys.actor
    if hash == 0 { return ActorFacts(isWeak: true, email: 0) }
    if let facts = actors[hash] { return facts }
    // The facts follow from the activity: forgetting them costs time, nothing else.
    if actors.count >= limits.links { actors.removeAll(keepingCapacity: true) }
    let facts = ActorFacts(alert.activity.actor)
    actors[hash] = facts
    return facts
  }

  /// Whether the identity behind the session stands for what it does.
  private mutating func isIssued(_ alert: Alert) -> Bool {
    let hash = alert.seen.keys.issuer
    guard hash != 0 else { return false }
    // A person let in through a role that many share is the person still.
    if alert.actorKind == .user, alert.issuer.map({ ActorKind(cached: IdentityKey($0).kind) }) == .role { return false }
    if let known = issuers[hash] { return known }
    if issuers.count >= limits.links { issuers.removeAll(keepingCapacity: true) }
    let stands = alert.issuer.map(ActorFacts.standsForSessions(issuer:)) == true
    issuers[hash] = stands
    return stands
  }

  private mutating func trail(for alert: Alert, facts: ActorFacts) -> Int {
    let keys = alert.keys
    let opens = alert.rule.level >= .medium
    let isIssued = isIssued(alert)
    let isWeak = facts.isWeak && !isIssued
    var principal = isIssued ? keys.issuer : keys.actor
    var group = principal
    if isWeak {
      let place = keys.address != 0 ? keys.address : keys.target != 0 ? keys.target : StableHash.of(alert.rule.id)
      principal = StableHash.mix(keys.actor, place)
      let kind = alert.actorKind
      group = kind == .service || kind == .system ? keys.actor : principal
    }
    let known = opens ? openTrail[principal] : lowTrail[principal]
    if let known, trails[Int(known)].reaches(alert.time, within: gap(of: trails[Int(known)])) { return Int(known) }
    var trail = Trail(
      principal: principal, isWeak: isWeak, weakGroup: group, opens: opens, first: alert.time, last: alert.time)
    trail.priorRisk = isWeak ? 0 : risks.risk(of: principal, before: alert.time)
    trails.append(trail)
    let index = Int32(trails.count - 1)
    // What comes late does not take the place of what goes on.
    if let known, trails[Int(known)].last > alert.time { return Int(index) }
    if opens { openTrail[principal] = index } else { lowTrail[principal] = index }
    return Int(index)
  }
}

extension Trail {
  func reaches(_ time: Int64, within gap: Int64) -> Bool { time - last <= gap && first - time <= gap }
}

extension FoldedStep {
  /// Whether the alert's record is one of the last ones; remembers it if not. Records without an id are all different.
  mutating func remembers(_ alert: Alert) -> Bool {
    let seen = alert.seen
    guard seen.hasID, !alert.hasRelated else { return false }
    let known = seen.observation.recordID
    let hash = StableHash.mix(known != 0 ? known : StableHash.of(seen.id ?? ""), UInt64(bitPattern: seen.time))
    if recent.contains(hash) { return true }
    if recent.count < Self.remembered {
      recent.append(hash)
    } else {
      recent[recentNext] = hash
      recentNext = (recentNext + 1) % Self.remembered
    }
    return false
  }

  /// Keeps the first few records; arrival in another order of records of one time keeps the same.
  mutating func keep(_ alert: Alert) {
    let time = alert.seen.time
    if references.count >= Self.records, time > references[references.count - 1].time { return }
    let reference = TimedReference(time: alert.time, record: alert.record)
    if alert.time <= earliest.time,
      reference < TimedReference(time: earliest.time, record: earliest.record)
    {
      earliest = alert
    }
    guard references.count >= Self.records else {
      references.append(reference)
      references.sort(by: <)
      return
    }
    let last = references[references.count - 1]
    guard alert.time <= last.time, reference < last else { return }
    references[references.count - 1] = reference
    references.sort(by: <)
  }
}
