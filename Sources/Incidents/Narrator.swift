import Activity
import Detection

extension Incident {
  /// Tells the incident in a language.
  public func narrative(in language: Language) -> Narrative {
    switch language {
    case .english: EnglishNarrator(incident: self).narrative
    case .japanese: JapaneseNarrator(incident: self).narrative
    }
  }

  /// The identities that acted, or stood behind who did; those of the provider's own services only if there is no other.
  var protagonists: [IncidentIdentity] {
    let actors = identities.filter { $0.part != .target }
    let own = actors.filter { $0.kind != .service && $0.kind != .system }
    let keys = Set(own.map(\.key))
    // A session belongs to who stands behind it; a person let in through a role that many share is the person still.
    let roles = Set(own.filter { $0.kind == .role && $0.part == .behind }.map(\.key))
    let persons = own.filter { $0.kind == .user && $0.issuer.map(roles.contains) ?? false }
    let doors = roles.filter { role in
      own.allSatisfy { $0.issuer != role || $0.kind == .user } && persons.contains { $0.issuer == role }
    }
    let principals = own.filter { identity in
      if doors.contains(identity.key) { return false }
      return !(identity.issuer.map { keys.contains($0) && !doors.contains($0) } ?? false)
    }
    return principals.isEmpty ? own.isEmpty ? actors : own : principals
  }

  /// Who did an act, or stood behind who did; all protagonists where none is given. Those who began first come first;
  /// one person is often known by one name at several providers.
  func protagonistNames(of act: Headline.Act?) -> [String] {
    let own = protagonists.filter { identity in
      guard let act else { return true }
      return act.actors.contains(identity.key)
        || identities.contains { $0.issuer == identity.key && act.actors.contains($0.key) }
    }
    var first: [String: Int] = [:]
    for (index, step) in steps.enumerated() where step.level >= .medium {
      let actor = step.activity.actor.key
      let keys = [actor] + identities.filter { $0.key == actor }.compactMap(\.issuer)
      for key in keys where first[key] == nil { first[key] = index }
    }
    let sorted = (own.isEmpty ? protagonists : own).enumerated().sorted {
      (first[$0.element.key] ?? .max, $0.offset) < (first[$1.element.key] ?? .max, $1.offset)
    }
    var seen: Set<String> = []
    return sorted.map(\.element.name.clipped).filter {
      seen.insert($0.split(separator: "@").first.map { $0.lowercased() } ?? $0).inserted
    }
  }

  /// The tactics that the story goes into: those of the gravest steps, in the order in which they were reached.
  var toldTactics: [Tactic] {
    guard tactics.count > 6 else { return tactics }
    var worst: [Tactic: Level] = [:]
    for index in steps.indices where !steps[index].refused {
      guard let tactic = steps[index].tactic else { continue }
      worst[tactic] = max(worst[tactic] ?? .informational, steps[index].level)
    }
    let grave = tactics.sorted { left, right in
      (worst[left]?.rawValue ?? -1, right.rawValue) > (worst[right]?.rawValue ?? -1, left.rawValue)
    }
    let chosen = Set(grave.prefix(6))
    return tactics.filter(chosen.contains)
  }

  /// What opened it and did not stay an attempt comes first.
  var worstStep: IncidentStep? { worstIndex.map { steps[$0] } }

  var worstIndex: Int? {
    steps.indices.max {
      (steps[$0].refused ? 0 : 1, steps[$0].level, steps[$1].first, $1)
        < (steps[$1].refused ? 0 : 1, steps[$1].level, steps[$0].first, $0)
    }
  }

  /// The most telling thing that came before an act.
  func prelude(to main: Headline.Act) -> ActClass? {
    let earlier = steps.filter { $0.first < main.first && $0.activity.operation.actClass != main.actClass }
    let classes = Headline(earlier).acts.filter { !$0.refused }.map(\.actClass)
    return classes.first { [.logging, .defence, .credential, .grant].contains($0) }
      ?? classes.first { $0 == .list || $0 == .read }
  }
}
