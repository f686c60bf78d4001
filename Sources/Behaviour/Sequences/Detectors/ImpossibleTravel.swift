import Activity

extension BehaviourKind {
  static let impossibleTravel = BehaviourKind(
    id: "behaviour-impossible-travel",
    title: "One person in two places faster than anybody travels",
    titleJa: "移動できない速さで離れた 2 か所から同じ人が操作",
    summary:
      "Somebody acted from a new place so soon after another that no journey lies between. Either the person uses a VPN, or somebody else has the password or session.",
    summaryJa: "前の操作から移動できない短時間で、これまで使われていない場所から操作がありました。VPN の利用か、パスワードやセッションが他人の手にあるかのどちらかです。",
    tags: ["attack.initial_access", "attack.t1078.004", "attack.t1550.004", "csa.tt2022.01"],
    falsePositives: [
      "A private VPN or a mobile operator whose exit is abroad", "An address that the database places wrongly",
    ],
    response: ["revoke-sessions", "contain-identity"])
}

/// Shared out by subject: a person, by e-mail address where records give it.
extension Sequences {
  func judgeTravel(_ m: Moment) {
    guard m.isPerson, let arrival = m.arrival else { return }
    guard arrival.isNew, let before = arrival.before else {
      followUp(m, SubjectState.travelled, .travel)
      return
    }
    let elapsed = m.o.time - before.last
    guard elapsed >= 0, !m.facts.isLocal, !before.kinds.contains(.local), !isCommon(m.facts.site) else { return }
    // Behind a provider's own or a shared exit the person may be anywhere.
    guard !m.facts.isShared, before.kinds.isDisjoint(with: [.provider, .sharedEgress]) else { return }
    if m.facts.hasPosition, before.hasPosition {
      judgeDistance(m, arrival, before, elapsed)
    } else if m.country != 0, before.country != 0 {
      guard m.country != before.country, arrival.isNewCountry, elapsed <= options.atOnce else { return }
      travelled(m, before, .low, elapsed, kilometres: nil)
    } else if elapsed <= options.atOnce / 6, before.days >= options.usualDays,
      place(before.address, at: m.o.time).family == m.facts.family
    {
      travelled(m, before, .low, elapsed, kilometres: nil)
    }
  }

  private func judgeDistance(_ m: Moment, _ arrival: Arrival, _ before: Arrival.Before, _ elapsed: Int64) {
    func radius(_ value: Float) -> Double { value.isNaN ? options.unknownRadius : Double(value) }
    let distance =
      PlaceFacts.kilometres(before.position, (m.facts.latitude, m.facts.longitude)) - radius(before.radius)
      - radius(m.facts.radius)
    let hours = max(Double(elapsed), Double(SequenceOptions.minute)) / Double(SequenceOptions.hour)
    guard distance >= options.travelDistance, distance / hours >= options.travelSpeed else { return }
    let isUncertain =
      m.facts.isHosting || m.facts.isAnonymiser || before.isUncertain || m.facts.kinds.contains(.mobile)
      || before.kinds.contains(.mobile)
    var level: Level = .medium
    if isUncertain || !(arrival.isNewCountry || m.country == 0) { level = .low }
    if m.isSensitive { level = level == .low ? .medium : .high }
    travelled(m, before, level, elapsed, kilometres: (distance, distance / hours))
  }

  private func travelled(
    _ m: Moment, _ before: Arrival.Before, _ level: Level, _ elapsed: Int64,
    kilometres: (distance: Double, speed: Double)?
  ) {
    suspect(m, SubjectState.travelled, level)
    raise(.travel, level, m, entity: m.subject) {
      let (from, to) = (placeText(before.address, before.country), placeText(m.o.address, m.country))
      let span = Self.span(elapsed)
      var reasons: [BehaviourFinding.Reason] = []
      if let (distance, speed) = kilometres {
        let (far, fast) = (Int(distance.rounded()), Int(min(speed, 1e9).rounded()))
        reasons.append(
          Self.reason(
            "\(far) km from \(from) to \(to) in \(span.en): \(fast) km/h, accuracy of both places taken off",
            "\(from) から \(to) まで \(far) km を \(span.ja)で移動したことになります（時速 \(fast) km、両地点の誤差を差し引いた値）"))
      } else {
        reasons.append(
          Self.reason(
            "used from \(from) and \(span.en) later from \(to), a network not seen for this person before",
            "\(from) からの操作の \(span.ja)後に、この人では初めての \(to) から操作がありました"))
      }
      reasons.append(
        Self.reason(
          "the former network was used on \(Plural.of(before.days, "day")), the new one never",
          "前のネットワークは \(before.days) 日使われていますが、新しいほうは初めてです"))
      if let network = networkReason(m) { reasons.append(network) }
      return reasons
    }
  }

  // MARK: what a suspect place is used for

  /// Remembers that the subject's place is remarkable, for what is done from it next.
  func suspect(_ m: Moment, _ bit: UInt32, _ level: Level) {
    let place = subjects.find(m.subject)
    guard place >= 0 else { return }
    if subjects.entries[place].suspectNetwork != m.facts.network {
      subjects.entries[place].suspectNetwork = m.facts.network
      subjects.entries[place].suspectBits = 0
    }
    subjects.entries[place].suspectSince = m.o.time
    subjects.entries[place].suspectEvidence = Evidence(m.o)
    subjects.entries[place].suspectBits =
      (subjects.entries[place].suspectBits & 0xFF) | bit | UInt32(level.rawValue) << 8
  }

  /// A sensitive act from a suspect place raises what was found there by a level, by two if it takes hold of
  /// identities or blinds the defence and nothing above low was known.
  func followUp(_ m: Moment, _ bit: UInt32, _ detector: Detector) {
    guard m.isSensitive, m.facts.network != 0 else { return }
    let place = subjects.find(m.subject)
    guard place >= 0 else { return }
    let state = subjects.entries[place]
    guard state.suspectNetwork == m.facts.network, state.suspectBits & bit != 0,
      m.o.time - state.suspectSince <= options.resetWindow, m.o.time >= state.suspectSince
    else { return }
    let before = Level(rawValue: Int(state.suspectBits >> 8)) ?? .low
    // Who was let in by a reset and goes for secrets is no new phone.
    let isWorse =
      Subject.takeover.contains(m.o.actClass) || m.o.sensitivity == .critical
      || bit == SubjectState.afterReset && m.o.actClass == .secretRead
    guard isWorse || before >= .medium else { return }
    let level: Level = before >= .medium ? .high : .medium
    raise(detector, level, m, entity: m.subject, related: [state.suspectEvidence]) {
      let span = Self.span(m.o.time - state.suspectSince)
      return [
        actReason(m),
        Self.reason(
          "from \(placeText(m.o.address, m.country)), remarkable since \(span.en) before (\(before.name))",
          "\(placeText(m.o.address, m.country)) からの操作で、この場所は \(span.ja)前から注意対象です（\(before.japanese)）"),
      ]
    }
  }
}
