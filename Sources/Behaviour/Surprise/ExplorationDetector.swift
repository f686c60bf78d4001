import Activity

extension BehaviourKind {
  public static let exploration = BehaviourKind(
    id: "behaviour-key-exploring",
    title: "A key explores what it can reach",
    titleJa: "鍵による権限と資産の探索",
    summary:
      "Whoever takes a key first asks whose it is, what it may do and what there is. The key's owner knows, and never asked. What follows is taking or destroying.",
    summaryJa: "鍵を奪った者は、まず誰の鍵か、何ができるか、何があるかを調べます。本来の持ち主はそれを知っており、調べたことがありません。次に来るのは持ち出しや破壊です。",
    tags: [
      "attack.discovery", "attack.t1087.004", "attack.t1580", "attack.t1526", "attack.initial-access",
      "attack.t1078.004", "csa.tt2022.01",
    ],
    falsePositives: [
      "The first run of an audit or inventory tool", "A job that was rewritten and moved to other machines on one day",
      "A new developer who looks around with a key, at home",
    ],
    response: ["disable-credential"])
}

extension BaselineShard {
  /// Counts the kinds of looking around that an identity of keys never did before: from elsewhere, or so many, and so
  /// much about identities, that a machine's work is no explanation even at home.
  ///
  /// Of an identity that is not known the place speaks: nobody in the tenant was ever there.
  func detectExploration(_ j: Judgement, _ emit: (BehaviourFinding) -> Void) {
    let o = j.observation
    guard j.operationIsFirst, o.address != 0, o.callingService == 0, o.actClass.isLooking || o.outcome == .denied,
      o.credentialKind.isLongLived || j.isWarm && isMachine(j.record)
    else { return }
    let origin = exploringOrigin(j)
    guard origin != .none, let episode = openEpisode(j) else { return }
    episode.pointee.lastHour = j.hour
    episode.pointee.explore(at: j.hour, isRefused: o.outcome == .denied, isAboutIdentities: o.resource == .identity)
    episode.pointee.addRelated(o)
    guard let level = explorationLevel(episode.pointee, origin) else { return }
    let explored = episode.pointee
    // High waits for an answer: what is refused throughout has reached nothing.
    report(.exploration, isAnswered(o) ? level : min(level, .medium), j, count: Int(explored.explored), emit) {
      let hours = j.hour - explored.exploredHour + 1
      var reasons = [
        Reason(
          en:
            "\(explored.explored) kinds of looking around that it never did before within \(hours) hour\(hours == 1 ? "" : "s"); \(explored.exploredIdentities) about identities and rights, \(explored.exploredRefused) refused.",
          ja:
            "これまで行ったことのない参照・一覧の操作が \(hours) 時間以内に \(explored.explored) 種類ありました。うち \(explored.exploredIdentities) 種類は ID と権限に関するもの、\(explored.exploredRefused) 種類は拒否されています。"
        )
      ]
      if origin == .strangerElsewhere { reasons.append(elsewhere(j)) }
      return reasons + surprises(j)
    }
  }

  /// That there is none of what was asked for is an answer, too: whoever gets it may ask.
  private func isAnswered(_ o: Observation) -> Bool {
    switch o.outcome {
    case .success, .unknown: true
    case .denied: false
    case .failure: names.text(o.reason).map { $0.contains("NotFound") || $0.contains("NoSuch") } ?? false
    }
  }

  private enum ExploringOrigin { case none, home, elsewhere, strangerElsewhere }

  private func exploringOrigin(_ j: Judgement) -> ExploringOrigin {
    guard j.isWarm else {
      let tenant = SharedPicture.group(tenant: j.record.pointee.tenant)
      guard j.origin.network != 0, j.origin.kinds & AddressFacts.Kinds.local.rawValue == 0,
        picture.age(tenant) >= options.warmUpGroupDays,
        picture.count(tenant, SharedPicture.member) >= options.exploringGroupMembers
      else { return .none }
      return picture.count(tenant, FactPrint(.network, j.origin.network)) == 0 ? .strangerElsewhere : .none
    }
    // Whoever looks around takes one tool after the other: what was strange from this place stays so.
    let strangeness = max(j.context, episode(of: j.record, hour: j.hour)?.pointee.strangeness ?? 0)
    let isElsewhere =
      j.placeBits >= 3 && strangeness >= options.originBits || isMachine(j.record) && j.placeBits >= 6
    return isElsewhere ? .elsewhere : isMachine(j.record) ? .home : .none
  }

  private func explorationLevel(_ episode: Episode, _ origin: ExploringOrigin) -> Level? {
    let kinds = episode.explored
    // An owner knows whose key it is and what it may do.
    let asksInVain = episode.exploredIdentities > 0 && episode.exploredRefused > 0
    switch origin {
    case .none: return nil
    case .home: return kinds >= 12 && episode.exploredIdentities >= 3 ? .medium : nil
    case .elsewhere:
      if kinds >= 12 || kinds >= 6 && asksInVain { return .high }
      return kinds >= 6 || kinds >= 4 && asksInVain ? .medium : nil
    case .strangerElsewhere:
      // What is new does everything for the first time.
      if kinds >= 24 || kinds >= 12 && asksInVain && episode.exploredIdentities >= 3 { return .high }
      return kinds >= 12 || kinds >= 6 && asksInVain ? .medium : nil
    }
  }
}

extension ActClass {
  /// Tells what there is, and changes nothing.
  fileprivate var isLooking: Bool { self == .list || self == .read }
}

extension Episode {
  /// The bits of the strangest place, tool and credential of the episode together.
  var strangeness: Float {
    var (place, tool, credential): (Float, Float, Float) = (0, 0, 0)
    for index in 0..<8 {
      switch FactPrint(bits: context[index]).kind?.aspect {
      case .place: place = max(place, contextBits[index])
      case .tool: tool = max(tool, contextBits[index])
      case .credential: credential = max(credential, contextBits[index])
      case .act, nil: break
      }
    }
    return place + tool + credential
  }

  /// Notes a kind of looking around; what lies more than an hour of the clock back belongs to another look.
  mutating func explore(at hour: UInt32, isRefused: Bool, isAboutIdentities: Bool) {
    if explored == 0 || hour > exploredHour &+ 1 {
      exploredHour = hour
      explored = 0
      exploredRefused = 0
      exploredIdentities = 0
    }
    explored &+= explored < .max ? 1 : 0
    if isRefused { exploredRefused &+= exploredRefused < .max ? 1 : 0 }
    if isAboutIdentities { exploredIdentities &+= exploredIdentities < .max ? 1 : 0 }
  }
}
