import Activity

extension Sequences {
  // MARK: chains

  /// Where the chain of sessions begins that acts: who stands behind the session as the record says, else who was
  /// given the credential, else the only one who took the role lately, else the actor.
  func origin(_ o: Observation) -> UInt64 {
    if o.issuer != 0 { return o.issuer }
    if o.credential != 0 {
      let place = chains.find(o.credential)
      if place >= 0, chains.entries[place].time <= o.time { return chains.entries[place].origin }
    }
    guard o.actorKind == .role else { return o.actor }
    let place = chains.find(o.actor)
    guard place >= 0 else { return o.actor }
    let chain = chains.entries[place]
    guard chain.time <= o.time, o.time - chain.time <= options.sessionLife else { return o.actor }
    let isAlone = chain.other == 0 || o.time - chain.otherTime > options.sessionLife
    return isAlone ? chain.origin : o.actor
  }

  private func learnChain(_ m: Moment) {
    let o = m.o
    guard o.actClass == .authenticate, o.outcome == .success, o.targetIdentity != 0, o.resource == .role,
      !Subject.isService(o), o.targetIdentity != m.origin
    else { return }
    let role = chains.place(o.targetIdentity, at: o.time).place
    if chains.entries[role].origin != m.origin {
      chains.entries[role].other = chains.entries[role].origin
      chains.entries[role].otherTime = chains.entries[role].time
      chains.entries[role].origin = m.origin
    }
    chains.entries[role].time = max(chains.entries[role].time, o.time)
    guard o.targetCredential != 0 else { return }
    let session = chains.place(o.targetCredential, at: o.time).place
    chains.entries[session].origin = m.origin
    chains.entries[session].time = o.time
  }

  // MARK: marks

  /// The mark of an identity or credential, or `nil`.
  func mark(_ key: UInt64) -> Mark? {
    mark(key) { _ in true }
  }

  /// The same where it tells something. Most marks that are asked for do not, and a mark is long to copy.
  @inline(__always)
  func mark(_ key: UInt64, where tells: (Mark) -> Bool) -> Mark? {
    let place = marks.find(key)
    return place >= 0 && tells(marks.entries[place]) ? marks.entries[place] : nil
  }

  private func setMark(_ key: UInt64, at time: Int64, _ change: (inout Mark) -> Void) {
    guard key != 0 else { return }
    let place = marks.place(key, at: time).place
    change(&marks.entries[place])
  }

  /// What the record teaches, after it was judged. Everything here is the same in each shard.
  func learn(_ m: Moment) {
    let o = m.o
    if o.email != 0, o.actor != 0, m.isNotable {
      let place = emails.place(o.actor, at: o.time).place
      emails.entries[place].email = o.email
    }
    guard o.outcome == .success || o.outcome == .unknown else { return }
    learnChain(m)
    learnNetwork(m)
    learnTenant(m)
    learnDevice(m)
    switch o.actClass {
    case .revoke, .delete: learnRemoval(m)
    case .enable, .create: learnComing(m)
    case .credential: learnCredential(m)
    case .factor: learnFactor(m)
    case .grant: learnGrant(m)
    default: break
    }
    if m.subject != 0, owns(m.subject), m.isSensitive {
      let place = subjects.find(m.subject)
      if place >= 0 {
        subjects.entries[place].acts |= 1 << UInt32(o.actClass.rawValue)
        if o.targetIdentity != 0, o.targetIdentity != o.actor, subjects.entries[place].adminActs < .max {
          subjects.entries[place].adminActs += 1
        }
      }
    }
  }

  private func learnDevice(_ m: Moment) {
    guard m.o.device != 0, m.o.actClass == .authenticate, m.o.email != 0, m.o.human != .no, m.subject != 0 else {
      return
    }
    let place = devices.place(m.subject, at: m.o.time).place
    devices.entries[place].note(DeviceState.print(m.o.device), at: m.o.time)
  }

  private func learnNetwork(_ m: Moment) {
    guard m.isSignIn, m.o.human != .no, m.facts.site != 0, m.subject != 0 else { return }
    let place = networks.place(m.facts.site, at: m.o.time).place
    guard !any(networks.entries[place].people .== m.subject) else { return }
    let count = networks.entries[place].count
    networks.entries[place].people[Int(count % 8)] = m.subject
    networks.entries[place].count = count + 1
  }

  /// Whether many people of the organisation come from the site, the /24 or /48: an office, a VPN's exit.
  func isCommon(_ site: UInt64) -> Bool {
    let place = networks.find(site)
    return place >= 0 && networks.entries[place].count >= UInt64(options.commonNetworkPeople)
  }

  private func learnRemoval(_ m: Moment) {
    let o = m.o
    if m.traits.contains(.endSessions), o.targetIdentity != 0 {
      setMark(o.targetIdentity, at: o.time) { $0.sessionsEnded = MarkedAct(o, by: m.origin) }
      watchKey(o.targetIdentity)
    }
    if m.traits.contains(.deprovision) {
      let key = o.targetIdentity != 0 ? o.targetIdentity : o.target
      guard key != o.actor else { return }
      let gone: Mark.Gone = o.targetIdentity != 0 && Self.keepsPeople(names.text(key)) ? .person : .account
      setGone(key, gone, m)
      if gone == .person {
        let email = email(of: key)
        if email != o.email { setGone(email, gone, m) }
      }
    } else if m.traits.contains(.endCredential) {
      for key in [o.targetCredential, o.targetCredential == 0 ? o.target : 0] where key != o.credential {
        setGone(key, .credential, m)
      }
    }
  }

  private func setGone(_ key: UInt64, _ gone: Mark.Gone, _ m: Moment) {
    setMark(key, at: m.o.time) {
      // The first of several steps (suspended, then deleted) is when it was over.
      guard !$0.gone.isDone else { return }
      $0.gone = MarkedAct(m.o, by: m.o.actor)
      $0.goneKind = gone.rawValue
    }
    watchKey(key)
  }

  func declareLeavers() {
    for (key, time) in options.leavers.sorted(by: { $0.key < $1.key }) where key != 0 {
      setMark(key, at: .max) {
        $0.gone = MarkedAct(at: max(1, time))
        $0.goneKind = Mark.Gone.declared.rawValue
      }
      watchKey(key)
    }
  }

  /// Directories, whose users are people and not accounts of one service.
  private static func keepsPeople(_ key: String?) -> Bool {
    guard let provider = key?.split(separator: ":", maxSplits: 1).first else { return false }
    return [
      "okta", "entra", "google_workspace", "onelogin", "duo", "jumpcloud", "ping", "workday", "bamboohr", "hr",
    ].contains(String(provider))
  }

  /// An identity's address as it told it itself, or as its key holds it.
  private func email(of key: UInt64) -> UInt64 {
    let place = emails.find(key)
    if place >= 0 { return emails.entries[place].email }
    guard let id = names.text(key)?.split(separator: ":", maxSplits: 3).last, id.contains("@") else { return 0 }
    return names.keep(String(id))
  }

  private func learnComing(_ m: Moment) {
    let o = m.o
    guard o.targetIdentity != 0 else { return }
    if m.traits.contains(.reinstate) || (o.actClass == .create && o.resource == .identity) {
      clearGone(o.targetIdentity)
    }
    guard o.actClass == .create, o.resource == .identity else { return }
    setMark(o.targetIdentity, at: o.time) { $0.created = MarkedAct(o, by: m.origin) }
  }

  private func clearGone(_ key: UInt64) {
    for key in [key, email(of: key)] {
      let place = marks.find(key)
      if place >= 0, marks.entries[place].goneKind != Mark.Gone.declared.rawValue {
        marks.entries[place].gone = MarkedAct()
        marks.entries[place].goneKind = 0
      }
    }
  }

  private func learnCredential(_ m: Moment) {
    let o = m.o
    if m.traits.contains(.reinstate), o.targetIdentity != 0 {
      clearGone(o.targetIdentity)
      return
    }
    if m.traits.contains(.endSessions), o.targetIdentity != 0 {
      setMark(o.targetIdentity, at: o.time) { $0.sessionsEnded = MarkedAct(o, by: m.origin) }
      watchKey(o.targetIdentity)
    }
    let target = o.targetIdentity != 0 ? o.targetIdentity : o.actor
    if m.traits.contains(.loginProfile) {
      setMark(target, at: o.time) { $0.loginProfile = MarkedAct(o, by: m.origin) }
    } else if m.traits.contains(.password) {
      setFactor(target, m)
    } else {
      for key in [target, o.targetCredential] {
        setMark(key, at: o.time) {
          $0.credentialMade = MarkedAct(o, by: m.origin)
          $0.credentialNetwork = m.facts.network
          $0.credentialAddress = o.address
        }
      }
    }
  }

  private func learnFactor(_ m: Moment) {
    setFactor(m.o.targetIdentity != 0 ? m.o.targetIdentity : m.o.actor, m)
  }

  private func setFactor(_ key: UInt64, _ m: Moment) {
    setMark(key, at: m.o.time) { $0.factor = MarkedAct(m.o, by: m.origin) }
  }

  private func learnGrant(_ m: Moment) {
    let o = m.o
    guard o.targetIdentity != 0, o.sensitivity.rawValue >= Sensitivity.high.rawValue else { return }
    let isSelf = o.targetIdentity == o.actor || o.targetIdentity == m.origin || o.targetIdentity == o.issuer
    setMark(o.targetIdentity, at: o.time) {
      $0.granted = MarkedAct(o, by: m.origin)
      $0.grantSensitivity = UInt16(o.sensitivity.rawValue)
      $0.grantToSelf = isSelf ? 1 : 0
    }
    if isSelf, owns(m.subject) {
      let place = subjects.find(m.subject)
      if place >= 0, subjects.entries[place].selfGrants < .max { subjects.entries[place].selfGrants += 1 }
    }
  }

  // MARK: whom to look at in full

  static let maxWatched = 8_192

  func watchKey(_ key: UInt64) {
    guard key != 0, !watch.contains(key) else { return }
    watch.insert(key)
    watched += 1
  }

  /// Forgets whom nothing is left to watch for. Watching one too many changes no result, only the time it takes.
  func rebuildWatch() {
    watch = WatchFilter()
    watched = 0
    for place in marks.keys.indices
    where marks.entries[place].gone.isDone || marks.entries[place].sessionsEnded.isDone {
      watch.insert(marks.keys[place])
    }
    for place in credentials.keys.indices where isFresh(credentials.entries[place].newSince, options.atOnce) {
      watch.insert(credentials.entries[place].watchKey)
    }
    for place in sprees.keys.indices
    where isFresh(max(sprees.entries[place].keyTime, sprees.entries[place].defenceTime), options.defenceWindow) {
      watch.insert(sprees.keys[place])
      watch.insert(sprees.entries[place].watchActor)
      watch.insert(sprees.entries[place].watchCredential)
    }
  }

  private func isFresh(_ time: Int64, _ window: Int64) -> Bool { time != 0 && instant - time <= window }
}
