import Activity
import Detection

extension IncidentBuilder {
  /// Notes what the alert can be joined by. Unpacks the activity only for the first few targets and credentials of
  /// its step.
  mutating func meet(_ alert: Alert, step index: Int, activity known: Activity?) {
    let keys = alert.keys
    let time = alert.time
    let trail = steps[index].trail
    var unpacked = known
    var touched: [Int32] = []
    touched.reserveCapacity(6)

    func link(_ kind: LinkKind, _ entity: UInt64, controls: Bool = false, in builder: inout IncidentBuilder) {
      guard entity != 0 else { return }
      guard let index = builder.touch(LinkKey(trail: trail, kind: kind, entity: entity), at: time) else { return }
      if controls { builder.links[Int(index)].controls = true }
      touched.append(index)
    }

    if !trails[Int(trail)].isWeak {
      let facts = actors[keys.actor]
      if facts?.isWeak == false { link(.identity, keys.actor, in: &self) }
      if trails[Int(trail)].principal != keys.actor { link(.identity, trails[Int(trail)].principal, in: &self) }
      link(.email, facts?.email ?? 0, in: &self)
    }
    if steps[index].controlsTarget { link(.identity, keys.targetIdentity, controls: true, in: &self) }
    link(.credential, keys.credential, in: &self)
    link(.address, keys.address, in: &self)

    if keys.credential != 0 {
      if Self.wants(keys.credential, at: time, among: steps[index].credentials) {
        let activity = unpacked ?? alert.activity
        unpacked = activity
        if let credential = activity.credential {
          Self.sample(credential, hash: keys.credential, at: time, into: &steps[index].credentials)
        }
      }
      if let used = steps[index].credentials.first(where: { $0.hash == keys.credential }) {
        link(.issued, StableHash.ofCredential(used.value.id), in: &self)
      }
    }
    if keys.target != 0 {
      if steps[index].targetHashes.count < FoldedStep.countedTargets { steps[index].targetHashes.insert(keys.target) }
      if Self.wants(keys.target, at: time, among: steps[index].targets) {
        let activity = unpacked ?? alert.activity
        unpacked = activity
        if let target = activity.targets.first {
          Self.sample(target, hash: keys.target, at: time, into: &steps[index].targets)
          if target.isSpecific(in: activity.tenant) { link(.target, keys.target, in: &self) }
        }
      } else if linkOf[LinkKey(trail: trail, kind: .target, entity: keys.target)] != nil {
        link(.target, keys.target, in: &self)
      }
    }
    if steps[index].issues {
      if steps[index].issuedCount < FoldedStep.issued {
        steps[index].issuedCount += 1
        for issued in (unpacked ?? alert.activity).targets where issued.isCredential {
          link(.issued, StableHash.ofCredential(issued.id), controls: true, in: &self)
        }
      } else {
        // Too many to follow one by one: the identity stands for its sessions.
        link(.identity, keys.targetIdentity, controls: true, in: &self)
      }
    }
    steps[index].lastKeys = keys
    steps[index].lastLinks = touched
  }

  /// The same keys once more: only times move on.
  mutating func touchAgain(step index: Int, at time: Int64) {
    for place in steps[index].lastLinks.indices {
      let link = Int(steps[index].lastLinks[place])
      if time >= links[link].first, time - links[link].last <= limits.gap(links[link].key.kind) {
        links[link].last = max(links[link].last, time)
      } else if let next = touch(links[link].key, at: time) {
        steps[index].lastLinks[place] = next
      }
    }
  }

  /// Extends the link, or starts one. `nil` when there is no room for another.
  private mutating func touch(_ key: LinkKey, at time: Int64) -> Int32? {
    if let index = linkOf[key] {
      let link = links[Int(index)]
      let gap = limits.gap(key.kind)
      if time - link.last <= gap, link.first - time <= gap {
        links[Int(index)].first = min(link.first, time)
        links[Int(index)].last = max(link.last, time)
        return index
      }
    }
    guard links.count < limits.links else { return nil }
    let index = Int32(links.count)
    links.append(Link(key: key, first: time, last: time))
    linkOf[key] = index
    return index
  }

  private static func wants<Value>(_ hash: UInt64, at time: Int64, among samples: [Sample<Value>]) -> Bool {
    for sample in samples where sample.hash == hash { return false }
    guard samples.count >= FoldedStep.samples, let last = samples.last else { return true }
    return (time, hash) < (last.time, last.hash)
  }

  private static func sample<Value>(
    _ value: Value, hash: UInt64, at time: Int64, into samples: inout [Sample<Value>]
  ) {
    samples.append(Sample(time: time, hash: hash, value: value))
    samples.sort { ($0.time, $0.hash) < ($1.time, $1.hash) }
    if samples.count > FoldedStep.samples { samples.removeLast() }
  }
}

extension Activity.Target {
  /// A credential that the act made, handed out or changed.
  var isCredential: Bool {
    switch kind {
    case "access_key", "token", "oauth_token", "service_account_key", "personal_access_token", "ssh_key", "deploy_key": true
    default: false
    }
  }

  /// Whether the target tells one act's object from others': not the whole account, organisation or a wildcard, and
  /// not an identity, which joins as one or not at all.
  func isSpecific(in tenant: String?) -> Bool {
    guard !id.isEmpty, id != "*", id != tenant, key == nil else { return false }
    switch kind.lowercased() {
    case "account", "organization", "organisation", "org", "tenant", "project", "enterprise", "region", "workspace",
      "subscription", "cluster", "namespace", "domain", "service", "address", "ip", "public", "directory":
      return false
    default:
      return true
    }
  }
}
