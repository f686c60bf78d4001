import Activity

extension BaselineShard {
  /// Asks every detector about a judged observation. A detector makes a finding at most once an episode and level.
  func detect(_ j: inout Judgement, emit: (BehaviourFinding) -> Void) {
    let isWaking = j.record.pointee.gap >= options.dormantDays && wasActive(j)
    if isWaking { detectDormantIdentity(j, emit) }
    if j.credentialGap > 0 { detectDormantCredential(j, emit) }
    if j.looksAtCounts { detectBursts(j, emit) }
    if j.operationIsFirst { detectExploration(j, emit) }
    guard j.isWarm else {
      if j.observation.sensitivity.reaches(.high) { detectNewcomer(j, emit) }
      return
    }
    guard j.factCount > 0 else { return }
    detectNewOriginAct(j, emit)
    detectAdminAct(j, emit)
    detectMachineConsole(j, emit)
    detectProfileChange(j, emit)
  }

  /// Makes a finding unless one of the kind was made in the episode at this level or above.
  func report(
    _ kind: SurpriseKind, _ level: Level, _ j: Judgement, count: Int = 1, bits: Float? = nil,
    _ emit: (BehaviourFinding) -> Void, reasons: () -> [BehaviourFinding.Reason]
  ) {
    let episode = openEpisode(j)
    if let episode, !episode.pointee.emit(kind.rawValue, level) { return }
    counts.findings += 1
    var finding = BehaviourFinding(kind: kind.kind, level: level, observation: j.observation)
    finding.count = count
    finding.surprise = Double(bits ?? j.total)
    finding.reasons = reasons() + [known(j)]
    if let episode {
      for index in 0..<min(Int(episode.pointee.relatedCount), Episode.maxRelated) {
        let place = episode.pointee.relatedPlace(index)
        guard place.recordID != j.observation.recordID || place.record != j.observation.record else { continue }
        var related = Observation()
        related.file = place.file
        related.record = place.record
        related.recordID = place.recordID
        finding.related.append(BehaviourFinding.RecordPlace(related))
      }
    }
    emit(finding)
  }

  /// One level down for what was refused: it shows the intent and not the harm.
  func lowered(_ level: Level, _ j: Judgement) -> Level {
    j.isRefused && level > .low ? Level(rawValue: level.rawValue - 1) ?? .low : level
  }

  private func wasActive(_ j: Judgement) -> Bool {
    j.record.pointee.activeDays > options.dormantAfterDays && j.record.pointee.observations > options.warmUpObservations
  }
}
