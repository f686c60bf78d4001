import Activity
import Detection

/// What to do now: first what stops the identities, then what mends the acts.
struct ContainmentPlan {
  static let limit = 16
  /// Subjects of one act that are named; the rest are counted in the last.
  static let named = 4

  private(set) var actions: [Containment] = []

  init(steps: [IncidentStep], entities: IncidentEntities) {
    let acting = entities.identities.filter { $0.part != .target && !$0.kind.isProviders }
    var stops: [Containment] = []
    for credential in entities.credentials where !credential.holderKind.isProviders {
      if let act = credential.stop {
        stops.append(
          Containment(act: act, subject: credential.id, holder: credential.holderName, provider: credential.provider))
      }
    }
    for identity in acting {
      stops.append(
        Containment(act: identity.stop, subject: identity.name, holder: identity.tenant, provider: identity.provider))
    }
    let mends = Self.mends(steps)
    actions = Self.bounded(stops) + Self.bounded(mends)
    if acting.isEmpty, let address = entities.addresses.first {
      actions.append(Containment(act: .blockAddress, subject: address.ip, provider: ""))
    }
    if let person = acting.first(where: { $0.human != false }) ?? acting.first {
      actions.append(Containment(act: .askOwner, subject: person.name, provider: person.provider))
    }
    if actions.count > Self.limit { actions.removeLast(actions.count - Self.limit) }
  }

  /// What succeeded and can be taken back, the most sensitive first.
  private static func mends(_ steps: [IncidentStep]) -> [Containment] {
    var mends: [Containment] = []
    let done = steps.filter { !$0.refused && $0.level >= .medium }
    for step in done.sorted(by: { ($0.level, $0.activity.operation.sensitivity.rawValue) > ($1.level, $1.activity.operation.sensitivity.rawValue) }) {
      guard let act = step.activity.operation.mend else { continue }
      let provider = step.activity.provider
      let subjects = step.targets.isEmpty ? [""] : step.targets.map { $0.key.map { IdentityKey($0).id } ?? $0.id }
      for (index, subject) in subjects.enumerated() {
        let more = index == subjects.count - 1 ? max(0, step.targetCount - subjects.count) : 0
        mends.append(Containment(act: act, subject: subject, provider: provider, more: more))
      }
    }
    return mends
  }

  /// No act twice on one subject; of the subjects of one act a few are named.
  private static func bounded(_ all: [Containment]) -> [Containment] {
    var kept: [Containment] = []
    var places: [Containment.Act: [Int]] = [:]
    var seen: Set<String> = []
    for containment in all {
      let isNamed = !containment.subject.isEmpty
      guard seen.insert("\(containment.act.rawValue)\u{0}\(containment.subject)").inserted else { continue }
      if !isNamed, places[containment.act] != nil { continue }
      let same = places[containment.act, default: []]
      if same.count >= named {
        kept[same[same.count - 1]].more += 1 + containment.more
      } else {
        places[containment.act, default: []].append(kept.count)
        kept.append(containment)
      }
    }
    return kept
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
