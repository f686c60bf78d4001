import JSONTape
import YAMLTree

/// Reads a mapping file. Every fault is reported with its line; a mapping with faults is not used.
public struct MappingReader {
  private let file: String
  private var problems: [ContentProblem] = []

  /// The mapping of a file, or what is wrong with it.
  public static func read(_ bytes: [UInt8], file: String) -> Result<Mapping, ContentProblems> {
    do {
      let documents = try YAMLNode.parse(bytes, file: file)
      guard documents.count == 1, let root = documents.first, root.mapping != nil else {
        return .failure(
          ContentProblems([ContentProblem(file: file, line: 1, message: "one map is expected in the file")]))
      }
      var reader = MappingReader(file: file)
      let mapping = reader.mapping(root)
      return reader.problems.isEmpty ? .success(mapping) : .failure(ContentProblems(reader.problems))
    } catch {
      return .failure(ContentProblems([ContentProblem(file: file, line: error.line, message: error.message)]))
    }
  }

  /// A condition that stands in a file of another kind.
  public static func condition(_ node: YAMLNode, file: String) -> Result<Condition, ContentProblems> {
    var reader = MappingReader(file: file)
    let condition = reader.condition(node)
    return reader.problems.isEmpty ? .success(condition) : .failure(ContentProblems(reader.problems))
  }

  private init(file: String) { self.file = file }

  private mutating func complain(_ node: YAMLNode?, _ message: String) {
    problems.append(ContentProblem(file: file, line: node?.line ?? 1, message: message))
  }

  private mutating func check(_ node: YAMLNode, known: Set<String>, in place: String) {
    for entry in node.mapping ?? [] where !known.contains(entry.key) {
      complain(
        entry.value, "unknown key '\(entry.key)' in \(place); known are \(known.sorted().joined(separator: ", "))")
    }
  }

  private mutating func required(_ node: YAMLNode, _ key: String) -> String {
    if let text = node[key]?.string, !text.isEmpty { return text }
    complain(node[key] ?? node, "'\(key)' is missing")
    return ""
  }

  private mutating func mapping(_ root: YAMLNode) -> Mapping {
    check(
      root,
      known: [
        "source", "title", "provider", "priority", "recognise", "logsources", "aliases", "prefixes", "named_lists",
        "activity", "description", "references",
      ], in: "a mapping")
    let priority = root["priority"]?.int ?? 50
    if !(0...100).contains(priority) { complain(root["priority"], "'priority' is from 0 to 100") }
    var recognise = Condition([])
    if let node = root["recognise"] { recognise = condition(node) } else { complain(root, "'recognise' is missing") }
    if recognise.alternatives.contains(where: \.isEmpty) || recognise.alternatives.isEmpty {
      complain(root["recognise"], "'recognise' would hold for every record")
    }
    return Mapping(
      source: required(root, "source"), title: required(root, "title"), provider: required(root, "provider"),
      priority: priority, recognise: recognise, logSources: (root["logsources"]?.sequence ?? []).map { logSource($0) },
      aliases: (root["aliases"]?.mapping ?? []).map { ($0.key, aliasEntries($0.value)) },
      prefixes: root["prefixes"]?.strings ?? [],
      namedLists: (root["named_lists"]?.sequence ?? []).map { namedList($0) },
      parts: parts(root["activity"]), file: file)
  }

  private mutating func logSource(_ node: YAMLNode) -> Mapping.MappedLogSource {
    check(node, known: ["product", "service", "category", "when", "definition"], in: "a log source")
    if node["product"] == nil, node["service"] == nil, node["category"] == nil {
      complain(node, "a log source names a product, a service or a category")
    }
    return Mapping.MappedLogSource(
      product: node["product"]?.string?.lowercased(), service: node["service"]?.string?.lowercased(),
      category: node["category"]?.string?.lowercased(), when: node["when"].map { condition($0) })
  }

  private mutating func aliasEntries(_ node: YAMLNode) -> [ValueExpression] {
    (node.sequence ?? [node]).map { entry in
      if let text = entry.string, let field = ActivityField(rawValue: text) { return .activity(field) }
      return expression(entry)
    }
  }

  private mutating func namedList(_ node: YAMLNode) -> NamedList {
    check(node, known: ["at", "name", "value"], in: "a named list")
    return NamedList(path: required(node, "at"), name: required(node, "name"), values: node["value"]?.strings ?? [])
  }

  // MARK: Conditions

  private mutating func condition(_ node: YAMLNode) -> Condition {
    Condition((node.sequence ?? [node]).map { alternative($0) })
  }

  private mutating func alternative(_ node: YAMLNode) -> [Condition.PathTest] {
    guard let entries = node.mapping else {
      complain(node, "a condition is a map from path to test, not \(node.kindName)")
      return []
    }
    return entries.map { Condition.PathTest(path: $0.key, test: test($0.value)) }
  }

  private mutating func test(_ node: YAMLNode) -> Condition.Test {
    guard let entries = node.mapping else { return .equals(texts(node)) }
    if entries.isEmpty { complain(node, "a test is empty") }
    let tests = entries.map { test($0.key, $0.value) }
    return tests.count == 1 ? tests[0] : .all(tests)
  }

  private mutating func test(_ key: String, _ value: YAMLNode) -> Condition.Test {
    switch key {
    case "exists":
      if value.bool == nil { complain(value, "'exists' takes true or false") }
      return .exists(value.bool ?? true)
    case "prefix": return .prefix(texts(value))
    case "suffix": return .suffix(texts(value))
    case "contains": return .contains(texts(value))
    case "not":
      let inner = test(value)
      if case .all = inner { complain(value, "'not' takes one test; write several 'not' conditions instead") }
      return .not(inner)
    default:
      complain(value, "unknown test '\(key)'; known are exists, prefix, suffix, contains, not")
      return .exists(true)
    }
  }

  private mutating func texts(_ node: YAMLNode) -> [[UInt8]] {
    guard let texts = node.strings else {
      complain(node, "a text or a list of texts is expected, not \(node.kindName)")
      return []
    }
    return texts.map { ASCIIFold.fold($0.utf8) }
  }

  // MARK: Expressions

  private mutating func expression(_ node: YAMLNode?) -> ValueExpression? {
    guard let node else { return nil }
    return expression(node) as ValueExpression
  }

  private mutating func expression(_ node: YAMLNode) -> ValueExpression {
    if let items = node.sequence { return .first(items.map { expression($0) }) }
    if let path = node.string {
      if path.isEmpty { complain(node, "a path is empty") }
      return .path(path)
    }
    guard let entries = node.mapping else {
      complain(node, "a path, a list or a map is expected, not \(node.kindName)")
      return .text("")
    }
    if let text = node["text"] { return .text(text.string ?? "") }
    if let when = node["when"] { return .conditional(condition(when), expression(node["value"]) ?? .text("")) }
    var base: ValueExpression
    if let path = node["path"] {
      base = expression(path)
    } else if let template = node["template"]?.string {
      base = .template(templateParts(template, node))
    } else {
      complain(node, "an expression has one of path, text, template, when")
      return .text("")
    }
    var transforms: [ValueExpression.Transform] = []
    for key in ["strip_prefix", "strip_suffix", "after", "before", "after_last", "before_last", "lower", "map"] {
      guard let value = node[key] else { continue }
      if let transform = transform(key, value, node) { transforms.append(transform) }
    }
    let known: Set<String> = [
      "path", "template", "strip_prefix", "strip_suffix", "after", "before", "after_last", "before_last", "lower",
      "map",
      "default",
    ]
    for entry in entries where !known.contains(entry.key) {
      complain(entry.value, "unknown key '\(entry.key)' in an expression")
    }
    if !transforms.isEmpty { base = .transformed(base, transforms) }
    return base
  }

  private mutating func transform(_ key: String, _ value: YAMLNode, _ node: YAMLNode) -> ValueExpression.Transform? {
    if key == "lower" { return value.bool == true ? .lower : nil }
    if key == "map" {
      return .map(
        (value.mapping ?? []).map { (ASCIIFold.fold($0.key.utf8), Array(($0.value.string ?? "").utf8)) },
        otherwise: node["default"]?.string.map { Array($0.utf8) })
    }
    guard let text = value.string, !text.isEmpty else {
      complain(value, "'\(key)' takes a text")
      return nil
    }
    let bytes = Array(text.utf8)
    switch key {
    case "strip_prefix": return .stripPrefix(bytes)
    case "strip_suffix": return .stripSuffix(bytes)
    case "after": return .after(bytes)
    case "before": return .before(bytes)
    case "after_last": return .afterLast(bytes)
    default: return .beforeLast(bytes)
    }
  }

  private mutating func templateParts(_ text: String, _ node: YAMLNode) -> [ValueExpression.TemplatePart] {
    var parts: [ValueExpression.TemplatePart] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        complain(node, "a '{' of the template is not closed")
        return parts
      }
      let name = String(rest[rest.index(after: open)..<close])
      parts.append(name == "$tenant" ? .tenant : .path(name))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  // MARK: Activity

  private mutating func parts(_ node: YAMLNode?) -> Mapping.Parts {
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
