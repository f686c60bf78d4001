import YAMLTree

/// Reads pipelines from YAML.
struct PipelineReading {
  let file: String

  func error(_ node: YAMLNode, _ message: String) -> SigmaError {
    SigmaError(SourceLocation(file: file, line: node.keyLine), message)
  }

  func pipeline(_ node: YAMLNode) throws(SigmaError) -> Pipeline {
    let known: Set = [
      "name", "priority", "vars", "transformations", "allowed_backends", "postprocessing", "finalizers", "author",
      "description",
    ]
    for (key, value) in node.mapping ?? [] where !known.contains(key) {
      throw error(value, "unknown key '\(key.prefix(40))'; a pipeline has name, priority, vars and transformations")
    }
    if let priority = node["priority"], priority.int == nil {
      throw error(priority, "'priority' must be a whole number")
    }
    var vars: [String: [String]] = [:]
    if let list = node["vars"], !list.isNull {
      guard let entries = list.mapping else { throw error(list, "'vars' must be a map from name to value or values") }
      for (name, value) in entries {
        guard let texts = value.strings else {
          throw error(value, "the variable '\(name.prefix(40))' must be a text or a list")
        }
        vars[name] = texts
      }
    }
    let items = try node["transformations"].map { (list) throws(SigmaError) in try self.items(list, depth: 0) }
    return Pipeline(
      name: node["name"]?.string ?? file, priority: node["priority"]?.int ?? 0, vars: vars, items: items ?? [])
  }

  func items(_ list: YAMLNode, depth: Int) throws(SigmaError) -> [PipelineItem] {
    guard depth < 8 else { throw error(list, "'nest' goes more than 8 levels deep") }
    guard let nodes = list.sequence else { throw error(list, "the transformations must be a list") }
    var items: [PipelineItem] = []
    for node in nodes { items.append(try item(node, depth: depth)) }
    return items
  }

  private func item(_ node: YAMLNode, depth: Int) throws(SigmaError) -> PipelineItem {
    guard node.mapping != nil, let type = node["type"]?.string else {
      throw error(node, "a transformation is a map with a 'type'")
    }
    return PipelineItem(
      id: node["id"]?.string, transformation: try transformation(type, node, depth: depth),
      ruleConditions: try conditions(node, "rule") { (type, node) throws(SigmaError) in try ruleTest(type, node) },
      itemConditions: try conditions(node, "detection_item") { (type, node) throws(SigmaError) in
        try itemTest(type, node)
      },
      fieldConditions: try conditions(node, "field_name") { (type, node) throws(SigmaError) in
        try fieldTest(type, node)
      },
      location: SourceLocation(file: file, line: node.line))
  }

  /// The conditions under `<kind>_conditions`, as a list or by name, and how they are joined.
  private func conditions<Test: Sendable>(
    _ node: YAMLNode, _ kind: String, _ read: (String, YAMLNode) throws(SigmaError) -> Test
  ) throws(SigmaError) -> ConditionSet<Test> {
    var set = ConditionSet<Test>()
    guard let list = node["\(kind)_conditions"], !list.isNull else { return set }
    var names: [String] = []
    var nodes: [YAMLNode] = []
    switch list.content {
    case .sequence(let items):
      nodes = items
      // A condition in a list may carry a name too.
      names = items.indices.map { items[$0]["name"]?.string ?? "\($0)" }
    case .mapping(let entries):
      names = entries.map(\.key)
      nodes = entries.map(\.value)
    case .scalar: throw error(list, "'\(kind)_conditions' must be a list or a map")
    }
    for node in nodes {
      guard let type = node["type"]?.string else { throw error(node, "a condition is a map with a 'type'") }
      set.tests.append(try read(type, node))
    }
    if let op = node["\(kind)_cond_op"] {
      guard let word = op.string?.lowercased(), word == "and" || word == "or" else {
        throw error(op, "'\(kind)_cond_op' must be 'and' or 'or'")
      }
      set.isAny = word == "or"
    }
    if let negated = node["\(kind)_cond_not"] {
      guard let bool = negated.bool else { throw error(negated, "'\(kind)_cond_not' must be true or false") }
      set.isNegated = bool
    }
    if let text = node["\(kind)_cond_expr"] ?? node["\(kind)_cond_expression"] {
      guard let expression = text.string else { throw error(text, "the condition expression must be a text") }
      let place = SourceLocation(file: file, line: text.line)
      var used: Set<String> = []
      let parsed = try ConditionParser.parse(expression, at: place)
      let tree: SigmaCorrelation.RuleCondition = try parsed.resolve(
        names, kind: "condition", at: place, used: &used, leaf: { .rule($0) })
      set.expression = tree
    }
    return set
  }
}

extension PipelineReading {
  func text(_ node: YAMLNode, _ key: String) throws(SigmaError) -> String {
    guard let text = node[key]?.string else { throw error(node[key] ?? node, "'\(key)' is missing or no text") }
    return text
  }

  func texts(_ node: YAMLNode, _ key: String) throws(SigmaError) -> [String] {
    guard let texts = node[key]?.strings, !texts.isEmpty else {
      throw error(node[key] ?? node, "'\(key)' is missing, or no text or list of texts")
    }
    return texts
  }

  func boolean(_ node: YAMLNode, _ key: String) throws(SigmaError) -> Bool {
    guard let value = node[key] else { return false }
    guard let bool = value.bool else { throw error(value, "'\(key)' must be true or false") }
    return bool
  }

  func scalar(_ node: YAMLNode, _ key: String) throws(SigmaError) -> YAMLScalar {
    guard let scalar = node[key]?.scalar else {
      throw error(node[key] ?? node, "'\(key)' is missing or no single value")
    }
    return scalar
  }

  /// One of the words of an enumeration; `nil` where the key is absent.
  func word<Word: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, _ key: String, _ type: Word.Type
  ) throws(SigmaError) -> Word? where Word.RawValue == String {
    guard let value = node[key] else { return nil }
    guard let word = Word(rawValue: value.string ?? "") else {
      throw error(value, "'\(key)' must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  func logSource(_ node: YAMLNode) -> LogSource {
    LogSource(category: node["category"]?.string, product: node["product"]?.string, service: node["service"]?.string)
  }

  /// A regular expression that compiles.
  func regex(_ node: YAMLNode, _ key: String) throws(SigmaError) -> String {
    let pattern = try text(node, key)
    guard pattern.utf8.count <= 4096, (try? Regex<AnyRegexOutput>(pattern)) != nil else {
      throw error(node[key] ?? node, "the regular expression '\(pattern.prefix(60))' is broken or too long")
    }
    return pattern
  }
}
