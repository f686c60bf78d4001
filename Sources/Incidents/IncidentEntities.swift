import Activity
import Detection

/// Who and what takes part in an incident, the most used first.
struct IncidentEntities {
  private(set) var identities: [IncidentIdentity] = []
  private(set) var credentials: [IncidentCredential] = []
  private(set) var addresses: [IncidentAddress] = []
  private(set) var resources: [IncidentResource] = []
  /// How many there were before the bounds.
  private(set) var identityCount = 0
  private(set) var credentialCount = 0
  private(set) var addressCount = 0
  private(set) var resourceCount = 0

  init(steps: [IncidentStep]) {
    var identities: [String: IncidentIdentity] = [:]
    var credentials: [String: IncidentCredential] = [:]
    var addresses: [String: IncidentAddress] = [:]
    var resources: [String: IncidentResource] = [:]
    for step in steps {
      Self.add(step, identities: &identities)
      let facts = step.facts
      for credential in step.credentials where !credential.id.isEmpty {
        credentials[
          credential.id,
          default: IncidentCredential(
            id: credential.id, kind: credential.kind, holder: facts.activity.actor.key,
            holderName: facts.activity.actor.displayName, holderKind: facts.activity.actor.kind,
            provider: facts.activity.provider,
            alerts: 0)
        ].alerts += step.count
      }
      if let ip = facts.activity.origin.ip, !ip.isEmpty {
        addresses[
          ip,
          default: IncidentAddress(
            ip: ip, country: facts.activity.origin.country, agent: facts.activity.origin.agent, alerts: 0)
        ].alerts += step.count
      }
      for target in step.targets where !target.id.isEmpty && target.key == nil {
        let found = IncidentResource(
          kind: target.kind, id: target.id, provider: facts.activity.provider,
          actClass: facts.activity.operation.actClass, sensitivity: facts.activity.operation.sensitivity,
          refused: step.refused)
        let key = "\(facts.activity.provider)\u{0}\(target.id)"
        if let known = resources[key], !found.mattersMore(than: known) { continue }
        resources[key] = found
      }
    }
    Self.findIssuers(steps, identities: &identities)
    Self.findNames(steps, identities: &identities)
    identityCount = identities.count
    credentialCount = credentials.count
    addressCount = addresses.count
    resourceCount = resources.count
    self.identities = Array(identities.values.sorted { $0.rank < $1.rank }.prefix(IncidentAssembly.identities))
    self.credentials = Array(
      credentials.values.sorted { (-$0.alerts, $0.id) < (-$1.alerts, $1.id) }.prefix(IncidentAssembly.identities))
    self.addresses = Array(
      addresses.values.sorted { (-$0.alerts, $0.ip) < (-$1.alerts, $1.ip) }.prefix(IncidentAssembly.identities))
    self.resources = Array(Self.inTurns(Array(resources.values)).prefix(IncidentAssembly.resources))
  }

  /// The most sensitive first, kinds taking turns, so that a hundred files do not hide one key.
  private static func inTurns(_ resources: [IncidentResource]) -> [IncidentResource] {
    var groups: [String: [IncidentResource]] = [:]
    for resource in resources { groups["\(resource.provider)\u{0}\(resource.kind)", default: []].append(resource) }
    let turns = groups.values.flatMap { group in
      group.sorted { $0.rank < $1.rank }.enumerated().map { (turn: $0.offset, resource: $0.element) }
    }
    return turns.sorted { $0.turn != $1.turn ? $0.turn < $1.turn : $0.resource.rank < $1.resource.rank }.map(\.resource)
  }

  /// Where no record says who is behind an identity: whoever made it, assumed it or got hold of it before it acted. Who
  /// resets another's sign-in factors or password is a help desk that was deceived as often as an intruder: the identity
  /// that was taken over so stands for itself.
  private static func findIssuers(_ steps: [IncidentStep], identities: inout [String: IncidentIdentity]) {
    var firstActs: [String: Int64] = [:]
    for step in steps where firstActs[step.facts.activity.actor.key] == nil {
      firstActs[step.facts.activity.actor.key] = step.first
    }
    for step in steps where step.facts.activity.takesHold {
      let actor = step.facts.activity.actor.key
      for key in Set((step.facts.activity.targets + step.targets).compactMap(\.key)) where key != actor {
        guard let acted = firstActs[key], acted >= step.first, identities[key]?.issuer == nil,
          identities[actor]?.issuer != key
        else { continue }
        identities[key]?.issuer = actor
      }
    }
  }

  private static func add(_ step: IncidentStep, identities: inout [String: IncidentIdentity]) {
    let facts = step.facts
    let actor = facts.activity.actor
    if !actor.key.isEmpty {
      let known = identities[actor.key]
      identities[actor.key] = IncidentIdentity(
        key: actor.key, kind: actor.kind, name: actor.displayName, email: actor.email ?? known?.email,
        provider: facts.activity.provider, tenant: facts.activity.tenant, human: actor.human ?? known?.human,
        mfa: known?.mfa == false ? false : actor.mfa ?? known?.mfa, part: .actor,
        issuer: actor.issuer.flatMap { $0 == actor.key || $0.isEmpty ? nil : $0 } ?? known?.issuer,
        alerts: (known?.alerts ?? 0) + step.count)
    }
    var others: [(key: String, part: IncidentIdentity.Part)] = []
    if let issuer = actor.issuer, issuer != actor.key, !issuer.isEmpty { others.append((issuer, .behind)) }
    others += (facts.activity.targets + step.targets).compactMap(\.key).filter { $0 != actor.key }.map { ($0, .target) }
    var seen: Set<String> = []
    for (key, part) in others where seen.insert(key).inserted {
      if var known = identities[key] {
        known.alerts += known.part == .actor ? 0 : step.count
        if known.part == .target { known.part = part }
        identities[key] = known
      } else {
        let parts = IdentityKey(key)
        identities[key] = IncidentIdentity(
          key: key, kind: ActorKind(cached: parts.kind) ?? .unknown, name: parts.id, email: nil,
          provider: parts.provider.isEmpty ? facts.activity.provider : parts.provider,
          tenant: parts.tenant.isEmpty ? nil : parts.tenant, human: nil, mfa: nil, part: part, issuer: nil,
          alerts: step.count)
      }
    }
  }
}

extension IncidentIdentity {
  /// Those that stand behind sessions, then actors, then targets; the busiest first.
  fileprivate var rank: (Int, Int, String) {
    (part == .target ? 1 : kind == .service || kind == .system ? 2 : 0, -alerts, key)
  }
}

extension IncidentResource {
  fileprivate var rank: (Int, Int, String) { (refused ? 1 : 0, -Int(sensitivity.rawValue), id) }

  fileprivate func mattersMore(than other: Self) -> Bool {
    (refused ? 0 : 1, sensitivity.rawValue, actClass.rawValue)
      > (other.refused ? 0 : 1, other.sensitivity.rawValue, other.actClass.rawValue)
  }
}

extension Activity.Actor {
  /// The name, or what else there is to call it by.
  var displayName: String {
    if !name.isEmpty { return name }
    if let email, !email.isEmpty { return email }
    let id = IdentityKey(key).id
    return id.isEmpty ? "unknown" : id
  }
}
