import Activity

extension IdentityGraph {
  /// Draws up the graph of the most used of everything; what it leaves out is counted.
  init(steps: [IncidentStep], entities: IncidentEntities) {
    self.init()
    var place: [NodeKind: [String: Int]] = [:]
    func add(_ kind: NodeKind, _ id: String, _ label: String, _ alerts: Int, _ detail: (Language) -> String) {
      place[kind, default: [:]][id] = nodes.count
      nodes.append(
        Node(
          kind: kind, id: id, label: label, detail: detail(.english), detailJa: detail(.japanese), alerts: alerts))
    }
    for address in entities.addresses.prefix(Self.limit) {
      add(.address, address.ip, address.ip, address.alerts) { _ in address.country ?? "" }
    }
    for credential in entities.credentials.prefix(Self.limit) {
      add(.credential, credential.id, credential.id, credential.alerts) { $0.kind(credential.kind) }
    }
    for identity in entities.identities.prefix(Self.limit) {
      let name = ProviderName.of(identity.provider)
      add(.identity, identity.key, identity.name, identity.alerts) { "\(name) \($0.kind(identity.kind))" }
    }
    for resource in entities.resources.prefix(Self.limit) {
      add(.resource, "\(resource.provider)\u{0}\(resource.id)", ResourceName.short(resource.id), 1) {
        $0 == .japanese ? Noun(kind: resource.kind).japanese : resource.kind.spaced
      }
    }
    hidden = [
      .address: max(0, entities.addressCount - Self.limit), .credential: max(0, entities.credentialCount - Self.limit),
      .identity: max(0, entities.identityCount - Self.limit), .resource: max(0, entities.resourceCount - Self.limit),
    ].filter { $0.value > 0 }

    var seen: Set<Edge> = []
    func connect(_ from: Int?, _ to: Int?, _ kind: EdgeKind) {
      guard let from, let to, from != to else { return }
      let edge = Edge(from: from, to: to, kind: kind)
      if seen.insert(edge).inserted { edges.append(edge) }
    }
    for step in steps {
      let activity = step.activity
      let actor = place[.identity]?[activity.actor.key]
      let address = activity.origin.ip.flatMap { place[.address]?[$0] }
      let credentials = step.credentials.compactMap { place[.credential]?[$0.id] }
      for credential in credentials {
        connect(address, credential, .used)
        connect(credential, actor, .used)
      }
      if credentials.isEmpty { connect(address, actor, .used) }
      connect(activity.actor.issuer.flatMap { place[.identity]?[$0] }, actor, .assumed)
      for target in step.targets {
        if let key = target.key {
          let isSession = activity.operation.actClass == .authenticate
          connect(actor, place[.identity]?[key], isSession ? .assumed : .actedOn)
        } else {
          connect(actor, place[.resource]?["\(activity.provider)\u{0}\(target.id)"], .actedOn)
        }
      }
    }
  }
}

extension CachedWord {
  /// The word as people read it.
  var spaced: String { cachedWord.spaced }
}

extension String {
  var spaced: String { String(map { $0 == "_" ? " " : $0 }) }
}
