import Activity
import Detection

/// What to do now: first what stops the identities, then what mends the acts.
struct ContainmentPlan {
  static let limit = 16
  /// Credentials and identities that are named one by one.
  static let stops = 5
  /// Subjects named in one sentence.
  static let named = 3

  let actions: [Containment]

  init(steps: [IncidentStep], entities: IncidentEntities) {
    let acting = entities.identities.filter { $0.part != .target && !$0.kind.isProviders }
    var actions = entities.credentials.filter { !$0.holderKind.isProviders }.compactMap { credential in
      credential.stop.map {
        Containment(act: $0, subjects: [credential.id], holder: credential.holderName, provider: credential.provider)
      }
    }.bounded(to: Self.stops)
    actions += acting.map {
      Containment(act: $0.stop, subjects: [$0.name], holder: $0.tenant, provider: $0.provider)
    }.bounded(to: Self.stops)
    actions += Self.mends(steps)
    if acting.isEmpty, let address = entities.addresses.first {
      actions.append(Containment(act: .blockAddress, subjects: [address.ip], provider: ""))
    }
    actions = Array(actions.prefix(Self.limit - 1))
    if let person = acting.first(where: { $0.issuer == nil && ($0.human == true || $0.kind == .user) }) ?? acting.first
    {
      actions.append(Containment(act: .askOwner, subjects: [person.name], provider: person.provider))
    }
    self.actions = actions
  }

  /// What succeeded and can be taken back, the gravest first, one sentence an act and provider.
  private static func mends(_ steps: [IncidentStep]) -> [Containment] {
    struct Key: Hashable {
      var act: Containment.Act
      var provider: String
    }
    var order: [Key] = []
    var subjects: [Key: [String]] = [:]
    var things: [Key: Set<UInt64>] = [:]
    let done = steps.filter { !$0.refused && $0.level >= .medium }
    for step in done.sorted(by: { $0.gravity > $1.gravity }) {
      guard let act = step.activity.operation.mend else { continue }
      let key = Key(act: act, provider: step.activity.provider)
      if subjects[key] == nil { order.append(key) }
      var known = subjects[key] ?? []
      for target in step.targets {
        let name = target.key.map { IdentityKey($0).id } ?? target.id
        if !name.isEmpty, !known.contains(name) { known.append(name) }
      }
      subjects[key] = known
      // Several rules see one act: things are told apart, not added up.
      step.targetHashes.union(into: &things[key, default: []])
    }
    return order.map { key in
      let all = subjects[key] ?? []
      let rest = max(0, max(all.count, things[key]?.count ?? 0) - named)
      return Containment(act: key.act, subjects: Array(all.prefix(named)), more: rest, provider: key.provider)
    }
  }
}

extension [Containment] {
  /// One sentence a subject for the first; the rest are counted in the last of the same act.
  fileprivate func bounded(to limit: Int) -> [Containment] {
    var kept: [Containment] = []
    var seen: Set<Containment> = []
    for containment in self where seen.insert(containment).inserted {
      if kept.count < limit {
        kept.append(containment)
      } else if let last = kept.lastIndex(where: { $0.act == containment.act && $0.provider == containment.provider }) {
        kept[last].more += 1
      } else {
        kept.append(containment)
      }
    }
    return kept
  }
}

extension IncidentStep {
  fileprivate var gravity: (Int, Int, Int64) {
    (level.rawValue, Int(activity.operation.sensitivity.rawValue), -first)
  }
}

extension ActorKind {
  /// Not an identity that anyone could stop: the provider's own.
  fileprivate var isProviders: Bool { self == .service || self == .system || self == .unknown || self == .anonymous }
}

extension IncidentCredential {
  /// How its use is stopped.
  fileprivate var stop: Containment.Act? {
    switch kind {
    case .longLivedKey, .sshKey, .certificate: .disableKey
    case .serviceAccountKey: .disableServiceKey
    case .token, .oauthToken: .revokeToken
    case .webSession, .consoleSession: .endSessions
    case .password: .resetPassword
    case .temporaryKey, .workload, .unknown: nil
    }
  }
}

extension IncidentIdentity {
  /// How the identity itself is stopped.
  fileprivate var stop: Containment.Act {
    switch (kind, provider) {
    case (.root, _): .secureRoot
    case (.role, _), (.federated, "aws"): .revokeSessions
    case (_, "aws"), (_, "gcp"), (_, "azure"), (_, "kubernetes"): .quarantineIdentity
    case (_, "github"), (_, "gitlab"), (_, "slack"), (_, "openai"), (_, "anthropic"): .removeMember
    default: .suspendIdentity
    }
  }
}

extension Activity.Operation {
  /// What takes the act back, or tells what it cost.
  fileprivate var mend: Containment.Act? {
    switch (actClass, resource) {
    case (.logging, _): .restoreLogging
    case (.defence, _): .restoreDefence
    case (.credential, _): .disableNewCredential
    case (.factor, _): .reviewFactor
    case (_, .federation) where actClass != .list && actClass != .read && actClass != .authenticate: .reviewFederation
    case (.grant, _): .withdrawGrant
    case (.create, .identity), (.create, .role): .disableNewCredential
    case (.dataShare, _): .withdrawShare
    case (.secretRead, _): .rotateSecret
    case (.network, _): .closeNetwork
    case (.delete, _), (.dataDelete, _): .restoreDeleted
    case (.code, _), (.change, .repository), (.change, .workflow), (.change, .package): .reviewCode
    case (.execute, _): .isolateWorkload
    case (.dataExport, _): .reviewExport
    case (.transfer, _): .returnOwnership
    default: nil
    }
  }
}
