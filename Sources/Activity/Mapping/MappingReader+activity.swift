import JSONTape
import YAMLTree

extension MappingReader {
  mutating func parts(_ node: YAMLNode?) -> Mapping.Parts {
    var parts = Mapping.Parts()
    guard let node else {
      complain(nil, "'activity' is missing")
      return parts
    }
    check(
      node,
      known: [
        "time", "record_id", "tenant", "service", "operation", "region", "reason", "class", "resource", "sensitivity",
        "outcome", "actor", "credential", "origin", "targets",
      ], in: "activity")
    parts.time = expression(node["time"])
    parts.recordID = expression(node["record_id"])
    parts.tenant = expression(node["tenant"])
    parts.service = expression(node["service"])
    parts.operation = expression(node["operation"])
    if parts.operation == nil { complain(node, "'activity.operation' is missing") }
    parts.region = expression(node["region"])
    parts.reason = expression(node["reason"])
    parts.actClass = expression(node["class"])
    parts.resource = expression(node["resource"])
    parts.sensitivity = expression(node["sensitivity"])
    parts.outcome = cases(node["outcome"]).map { outcomeCase($0) }
    parts.actor = cases(node["actor"]).map { actorCase($0) }
    parts.credential = cases(node["credential"]).map { credentialCase($0) }
    if let origin = node["origin"] {
      check(origin, known: ["ip", "agent", "country", "service", "device"], in: "origin")
      parts.ip = expression(origin["ip"])
      parts.agent = expression(origin["agent"])
      parts.country = expression(origin["country"])
      parts.callingService = expression(origin["service"])
      parts.device = expression(origin["device"])
    }
    parts.targets = cases(node["targets"]).map { targetCase($0) }
    return parts
  }

  private func cases(_ node: YAMLNode?) -> [YAMLNode] { node.map { $0.sequence ?? [$0] } ?? [] }

  private mutating func word<Word: VocabularyWord>(_ node: YAMLNode?, in place: YAMLNode) -> Word? {
    guard let text = node?.string else {
      complain(place, "a word is missing; known are \(Word.allCases.map(\.word).joined(separator: ", "))")
      return nil
    }
    if let word = Word(word: text) { return word }
    complain(node, "unknown word '\(text)'; known are \(Word.allCases.map(\.word).joined(separator: ", "))")
    return nil
  }

  private mutating func outcomeCase(_ node: YAMLNode) -> Mapping.OutcomeCase {
    check(node, known: ["when", "value"], in: "an outcome")
    return Mapping.OutcomeCase(
      when: node["when"].map { condition($0) }, value: word(node["value"], in: node) ?? .unknown)
  }

  private mutating func identity(_ node: YAMLNode) -> Mapping.IdentityParts {
    if node["id"] == nil { complain(node, "an identity needs an 'id'") }
    return Mapping.IdentityParts(
      kind: word(node["kind"], in: node) ?? .unknown, id: expression(node["id"]) ?? .text(""),
      tenant: expression(node["tenant"]), provider: node["provider"]?.string)
  }

  private mutating func actorCase(_ node: YAMLNode) -> Mapping.ActorCase {
    check(
      node,
      known: ["when", "kind", "id", "name", "email", "tenant", "provider", "session", "human", "mfa", "issuer"],
      in: "an actor")
    var human = node["human"].map { expression($0) as ValueExpression }
    if let flag = node["human"]?.bool { human = .text(flag ? "true" : "false") }
    return Mapping.ActorCase(
      when: node["when"].map { condition($0) }, identity: identity(node), name: expression(node["name"]),
      email: expression(node["email"]), session: expression(node["session"]), human: human,
      mfa: expression(node["mfa"]),
      issuer: node["issuer"].map { identity($0) })
  }

  private mutating func credentialCase(_ node: YAMLNode) -> Mapping.CredentialCase {
    check(node, known: ["when", "kind", "id"], in: "a credential")
    return Mapping.CredentialCase(
      when: node["when"].map { condition($0) }, kind: word(node["kind"], in: node) ?? .unknown,
      id: expression(node["id"]) ?? .text(""))
  }

  private mutating func targetCase(_ node: YAMLNode) -> Mapping.TargetCase {
    check(node, known: ["when", "kind", "id", "identity"], in: "a target")
    if node["id"] == nil { complain(node, "a target needs an 'id'") }
    return Mapping.TargetCase(
      when: node["when"].map { condition($0) }, kind: required(node, "kind"), id: expression(node["id"]) ?? .text(""),
      identity: node["identity"].map { identity($0) })
  }
}
