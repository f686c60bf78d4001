import Activity
import YAMLTree

extension ExpectationReader {
  mutating func expectation(_ node: YAMLNode) -> DeclaredExpectation? {
    check(
      node,
      known: [
        "name", "who", "except", "from", "countries", "agents", "devices", "hours", "operations", "resources",
        "sensitivity", "level", "strict",
      ], in: "an entry of 'expect'")
    let said = ["from", "countries", "agents", "devices", "hours", "operations", "resources"]
    if !said.contains(where: { node[$0] != nil }) {
      complain(node.line, "the entry expects nothing; give one of \(said.joined(separator: ", "))")
    }
    let name = required(node, "name", in: "an entry of 'expect'")
    guard let who = node["who"] else {
      complain(node.line, "an entry of 'expect' needs 'who'; write 'who: everyone' if all are meant")
      return nil
    }
    var hours: [WeeklyHours]?
    if let texts = texts(node, "hours") {
      hours = texts.compactMap { text, line in
        switch WeeklyHours.read(text, zone: zone) {
        case .success(let hours): return hours
        case .failure(let fault):
          complain(line, fault.message)
          return nil
        }
      }
    }
    let isStrict = node["strict"].map { flag($0, "strict") } ?? true
    return DeclaredExpectation(
      name: name ?? "", who: selector(who), except: node["except"].map { selector($0) }, from: from(node),
      countries: countries(node, "countries"), agents: texts(node, "agents")?.map { AgentPattern($0.text) },
      devices: patterns(node, "devices"), hours: hours, operations: patterns(node, "operations"),
      resources: patterns(node, "resources"),
      sensitivity: words(node, "sensitivity", as: Sensitivity.self)?.first ?? .none, isStrict: isStrict,
      level: level(node, or: .medium),
      line: node.line)
  }

  mutating func pipeline(_ node: YAMLNode) -> DeclaredPipeline? {
    check(node, known: ["name", "who", "except", "owns", "level"], in: "a pipeline")
    let name = required(node, "name", in: "a pipeline")
    guard let who = node["who"] else {
      complain(node.line, "a pipeline needs 'who': the identities that it works as")
      return nil
    }
    let owns = node["owns"] ?? YAMLNode(.mapping([]), line: node.line)
    if owns.mapping == nil { complain(owns.line, "'owns' is a map, not \(owns.kindName)") }
    check(owns, known: ["providers", "tenants", "services", "resources", "classes"], in: "'owns'")
    if owns["tenants"] == nil, owns["resources"] == nil, owns["services"] == nil {
      complain(
        node["owns"]?.line ?? node.line,
        "a pipeline needs 'owns' with 'tenants', 'services' or 'resources': what nobody else changes")
    }
    return DeclaredPipeline(
      name: name ?? "", who: selector(who), except: node["except"].map { selector($0) },
      tenants: patterns(owns, "tenants") ?? [],
      providers: (texts(owns, "providers") ?? []).map { $0.text.lowercased() },
      services: patterns(owns, "services") ?? [], resources: patterns(owns, "resources") ?? [],
      classes: words(owns, "classes", as: ActClass.self).map(Set.init) ?? DeclaredPipeline.changes,
      level: level(node, or: .medium), line: node.line)
  }

  mutating func crownJewel(_ node: YAMLNode) -> CrownJewel? {
    check(node, known: ["name", "resources", "only", "level"], in: "a crown jewel")
    let name = required(node, "name", in: "a crown jewel")
    guard let resources = patterns(node, "resources") else {
      complain(node.line, "a crown jewel needs 'resources'")
      return nil
    }
    return CrownJewel(
      name: name ?? "", resources: resources, only: node["only"].map { selector($0) }, level: level(node, or: .high),
      line: node.line)
  }

  mutating func mute(_ node: YAMLNode) -> Mute? {
    check(node, known: ["rule", "who", "resources", "from", "level", "reason", "until", "by"], in: "a mute")
    let rules = rules(node, "rule")
    if rules == nil { complain(node.line, "a mute needs 'rule': the id of a rule or of a kind of behaviour") }
    let narrows = node["who"] != nil || node["resources"] != nil || node["from"] != nil
    if !narrows, (rules ?? []).contains(where: { $0.text.allSatisfy { $0 == "*" } }) {
      complain(node.line, "this would mute every alert; name a rule, or narrow it by 'who', 'resources' or 'from'")
    }
    let reason = required(node, "reason", in: "a mute")
    let by = required(node, "by", in: "a mute")
    let untilText = required(node, "until", in: "a mute")
    let until = untilText.flatMap { end(of: $0, line: node["until"]?.line ?? node.line, "until") }
    let who = node["who"].map { selector($0) } ?? Selector()
    let resources = patterns(node, "resources") ?? []
    let from = from(node) ?? []
    let lowered: Level? = node["level"] == nil ? nil : level(node, or: .low)
    guard let rules, let reason, let by, let untilText, let until else { return nil }
    return Mute(
      rules: rules, who: who, resources: resources, from: from, level: lowered, reason: reason, until: until,
      untilText: untilText,
      by: by, line: node.line)
  }
}
