import Activity

extension Expectations {
  /// What of the file speaks for a harmless cause of an act. Nothing does of who has left; of a break-glass identity only
  /// planned work; a pipeline and who may act for it only from where they are declared to be, if that is declared.
  public func reasons(for act: DeclaredAct) -> [DeclaredReason] {
    let subjects = [
      subject(key: act.actor, email: act.email, isHuman: act.isHuman),
      act.issuer.flatMap { $0 == act.actor ? nil : subject(key: $0, email: nil, isHuman: nil) },
    ].compactMap(\.self)
    var standing = standing(subjects[0])
    if subjects.count > 1 { standing.join(issuer: self.standing(subjects[1])) }
    if let leaver = standing.leaver, file.leavers[leaver].left <= act.last { return [] }
    var reasons: [DeclaredReason] = []
    func add(_ kind: DeclaredReason.Kind, _ name: String, _ line: Int) {
      reasons.append(DeclaredReason(kind: kind, name: name, place: "\(file.file):\(line)"))
    }
    for (place, work) in file.planned.enumerated() where covers(work, plannedSelectors[place], act, subjects) {
      add(.planned, work.ticket.map { "\(work.name), \($0)" } ?? work.name, work.line)
    }
    guard !standing.isBreakGlass else { return reasons }
    let networks = act.address.flatMap { self.networks(of: $0) }
    if let network = networks?.first(where: { standing.networks.contains($0) }) {
      add(.network, file.networks[network].name, file.networks[network].line)
    }
    guard isAtHome(standing, networks) else { return reasons }
    for place in file.pipelines.indices where owns(place, act) {
      if standing.pipelines.contains(place) { add(.pipeline, file.pipelines[place].name, file.pipelines[place].line) }
      if standing.hands.contains(place) { add(.hand, file.pipelines[place].name, file.pipelines[place].line) }
    }
    return reasons
  }

  private func covers(
    _ work: PlannedWork, _ who: CompiledSelector, _ act: DeclaredAct, _ subjects: [Subject]
  ) -> Bool {
    guard act.first >= work.begins, act.last < work.ends, act.first > 0,
      work.who.isEveryone || subjects.contains(where: { who.selects($0) })
    else { return false }
    if !work.operations.isEmpty, !work.operations.contains(where: { $0.matches(act.operation) }) { return false }
    // All that was acted on must be what was announced.
    return work.resources.isEmpty
      || !act.targets.isEmpty && act.targets.allSatisfy { id in work.resources.contains { $0.matches(id) } }
  }

  /// Whether every entry that says where the identity works from holds.
  private func isAtHome(_ standing: Standing, _ networks: [Int]?) -> Bool {
    standing.expectations.allSatisfy { place in
      guard let from = file.expectations[place].from, let networks else { return true }
      return networks.contains { from.contains($0) }
    }
  }

  private func owns(_ place: Int, _ act: DeclaredAct) -> Bool {
    let owned = pipelines[place]
    guard owned.classes.contains(act.actClass) else { return false }
    let provider = act.actor.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() } ?? ""
    if !owned.providers.isEmpty, !owned.providers.contains(provider) { return false }
    if !owned.tenants.isEmpty, !(act.tenant.map { owned.tenants.contains($0) } ?? false) { return false }
    let service = act.operation.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    if !owned.services.isEmpty, !owned.services.contains(service) { return false }
    return owned.resources.isEmpty || act.targets.contains { owned.resources.contains($0) }
  }
}
