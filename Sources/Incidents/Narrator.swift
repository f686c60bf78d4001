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
    // A session belongs to who stands behind it.
    let principals = own.filter { !($0.issuer.map(keys.contains) ?? false) }
    return principals.isEmpty ? own.isEmpty ? actors : own : principals
  }

  /// One person is often known by one name at several providers.
  var protagonistNames: [String] {
    var seen: Set<String> = []
    return protagonists.map(\.name).filter {
      seen.insert($0.split(separator: "@").first.map { $0.lowercased() } ?? $0).inserted
    }
  }

  /// The tactics that the story goes into: those of the gravest steps, in the order in which they were reached.
  var toldTactics: [Tactic] {
    guard tactics.count > 6 else { return tactics }
    let grave = tactics.sorted { left, right in
      let levels = [left, right].map { tactic in steps.filter { $0.tactic == tactic && !$0.refused }.map(\.level).max()
      }
      return (levels[0]?.rawValue ?? -1, right.rawValue) > (levels[1]?.rawValue ?? -1, left.rawValue)
    }
    let chosen = Set(grave.prefix(6))
    return tactics.filter(chosen.contains)
  }

  /// What opened it and did not stay an attempt comes first.
  var worstStep: IncidentStep? {
    steps.max { ($0.refused ? 0 : 1, $0.level, $1.first) < ($1.refused ? 0 : 1, $1.level, $0.first) }
  }
}
