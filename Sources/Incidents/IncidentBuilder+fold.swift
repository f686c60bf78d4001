import Activity
import Detection

extension IncidentBuilder {
  /// Folds the alert into a step, unless the step's trail has ended.
  mutating func fold(_ alert: Alert, into index: Int) -> Bool {
    let trail = Int(steps[index].trail)
    guard alert.time - trails[trail].last <= gap(of: trails[trail]) else { return false }
    extend(trail: trail, to: alert.time)
    steps[index].count += 1
    steps[index].last = max(steps[index].last, alert.time)
    steps[index].first = min(steps[index].first, alert.time)
    steps[index].keep(alert)
    meetAgain(alert, step: index)
    return true
  }

  /// Starts a step, and a trail where the principal has none that is still going on.
  mutating func open(_ alert: Alert, key: FoldKey) {
    makeRoom()
    let activity = alert.activity
    let facts = facts(of: activity.actor, hash: alert.keys.actor)
    let trail = trail(for: alert, facts: facts, activity: activity)
    extend(trail: trail, to: alert.time)
    let isFull = trails[trail].steps.count >= limits.stepsPerTrail
    // A flood of lesser alerts must not hide what is worse.
    let mayExceed = alert.rule.level >= .high && trails[trail].steps.count < 2 * limits.stepsPerTrail
    guard !isFull || mayExceed else {
      trails[trail].overflow[alert.rule.level, default: 0] += 1
      return
    }
    let index = steps.count
    steps.append(
      FoldedStep(
        trail: Int32(trail), controlsTarget: activity.controlsTarget, issues: activity.issuesCredentials,
        earliest: alert, first: alert.time, last: alert.time, lastKeys: alert.keys))
    steps[index].references = [TimedReference(time: alert.time, record: alert.record)]
    steps[index].references += alert.related.prefix(FoldedStep.records - 1).map {
      TimedReference(time: alert.time, record: $0)
    }
    trails[trail].steps.append(Int32(index))
    if !trails[trail].opens { pendingSteps += 1 }
    stepOf[key] = Int32(index)
    meet(alert, step: index, activity: activity)
  }

  func gap(of trail: Trail) -> Int64 {
    trail.opens ? limits.identityGap : limits.pendingGap
  }

  private mutating func extend(trail: Int, to time: Int64) {
    trails[trail].first = min(trails[trail].first, time)
    trails[trail].last = max(trails[trail].last, time)
  }

  private mutating func facts(of actor: Activity.Actor, hash: UInt64) -> ActorFacts {
    if hash == 0 { return ActorFacts(isWeak: true, email: 0) }
    if let facts = actors[hash] { return facts }
    // The facts follow from the activity: forgetting them costs time, nothing else.
    if actors.count >= limits.links { actors.removeAll(keepingCapacity: true) }
    let facts = ActorFacts(actor)
    actors[hash] = facts
    return facts
  }

  private mutating func trail(for alert: Alert, facts: ActorFacts, activity: Activity) -> Int {
    let keys = alert.keys
    let opens = alert.rule.level >= .medium
    let isIssued = keys.issuer != 0 && activity.actor.issuer.map(ActorFacts.standsForSessions(issuer:)) == true
    let isWeak = facts.isWeak && !isIssued
    var principal = isIssued ? keys.issuer : keys.actor
    var group = principal
    if isWeak {
      let place = keys.address != 0 ? keys.address : keys.target != 0 ? keys.target : StableHash.of(alert.rule.id)
      principal = StableHash.mix(keys.actor, place)
      group = activity.actor.kind == .service || activity.actor.kind == .system ? keys.actor : principal
    }
    let known = opens ? openTrail[principal] : lowTrail[principal]
    if let known, alert.time - trails[Int(known)].last <= gap(of: trails[Int(known)]) { return Int(known) }
    trails.append(
      Trail(principal: principal, isWeak: isWeak, weakGroup: group, opens: opens, first: alert.time, last: alert.time))
    let index = Int32(trails.count - 1)
    if opens { openTrail[principal] = index } else { lowTrail[principal] = index }
    return Int(index)
  }
}

extension FoldedStep {
  /// Keeps the first few records; arrival in another order of records of one time keeps the same.
  mutating func keep(_ alert: Alert) {
    if references.count >= Self.records, alert.time > references[references.count - 1].time { return }
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
