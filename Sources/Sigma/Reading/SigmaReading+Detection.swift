import YAMLTree

extension SigmaReading {
  /// The searches by name and the conditions of a `detection` or `filter` map.
  ///
  /// - Parameter reserved: keys that are neither.
  func detections(
    _ node: YAMLNode, reserved: Set<String> = ["timeframe"]
  ) throws(SigmaError) -> (searches: [SearchDraft], conditions: [ConditionDraft]) {
    guard let entries = node.mapping else {
      throw error(node, "the detection must be a map of searches and a condition, not \(node.kindName)")
    }
    guard entries.count <= SigmaLimits.searches else {
      throw error(node, "more than \(SigmaLimits.searches) searches; split the rule")
    }
    var searches: [SearchDraft] = []
    var conditions: [ConditionDraft] = []
    for (key, value) in entries where !reserved.contains(key) {
      if key == "condition" {
        conditions = try self.conditions(value)
      } else {
        guard key.utf8.count <= SigmaLimits.name else {
          throw SigmaError(location(value.keyLine), "a search's name has more than \(SigmaLimits.name) bytes")
        }
        guard let node = try search(value, depth: 0) else {
          throw SigmaError(
            location(value.keyLine), "the search '\(key.prefix(80))' is empty; give it a field or remove it")
        }
        searches.append(SearchDraft(name: key, node: node, line: value.keyLine))
      }
    }
    return (searches, conditions)
  }

  private func conditions(_ node: YAMLNode) throws(SigmaError) -> [ConditionDraft] {
    guard let texts = node.strings, !texts.isEmpty else {
      throw SigmaError(location(node.keyLine), "the condition must be a text or a list of texts")
    }
    let lines = node.sequence?.map(\.line) ?? [node.line]
    var drafts: [ConditionDraft] = []
    for (text, line) in zip(texts, lines) {
      drafts.append(ConditionDraft(text: text, node: try ConditionParser.parse(text, at: location(line)), line: line))
    }
    return drafts
  }

  /// `nil` where nothing is in it.
  private func search(_ node: YAMLNode, depth: Int) throws(SigmaError) -> DetectionNode? {
    guard depth < SigmaLimits.depth else {
      throw error(node, "searches nested more than \(SigmaLimits.depth) levels deep")
    }
    switch node.content {
    case .scalar(let scalar):
      if scalar.value == .null { return nil }
      return try item(FieldKey("", at: location(node.line)), [node], line: node.line)
    case .sequence(let items):
      return try list(items, depth: depth)
    case .mapping(let entries):
      var parts: [DetectionNode] = []
      parts.reserveCapacity(entries.count)
      for (key, value) in entries { parts.append(try field(key, value, depth: depth)) }
      return parts.isEmpty ? nil : .allOf(parts)
    }
  }

  /// Texts of a list are keywords; maps and lists in it are searches of their own. One must hold.
  private func list(_ items: [YAMLNode], depth: Int) throws(SigmaError) -> DetectionNode? {
    var parts: [DetectionNode] = []
    let keywords = items.filter { $0.scalar != nil }
    if let first = keywords.first {
      parts.append(try item(FieldKey("", at: location(first.line)), keywords, line: first.line))
    }
    for node in items where node.scalar == nil {
      guard let part = try search(node, depth: depth + 1) else { throw error(node, "an empty map or list in a search") }
      parts.append(part)
    }
    return parts.isEmpty ? nil : .anyOf(parts)
  }

  private func field(_ name: String, _ value: YAMLNode, depth: Int) throws(SigmaError) -> DetectionNode {
    let place = location(value.keyLine)
    let key = try FieldKey(value.keyIsNull ? "" : name, at: place)
    guard key.block == nil else { return try block(key, name, value, depth: depth) }
    switch value.content {
    case .scalar:
      return try item(key, [value], line: value.keyLine)
    case .sequence(let items):
      guard !items.isEmpty else {
        throw SigmaError(place, "'\(name.prefix(80))' has an empty list; give it a value or remove it")
      }
      return try item(key, items, line: value.keyLine)
    case .mapping:
      throw SigmaError(
        place,
        "'\(name.prefix(80))' has a map as its value; write the inner field as '\(name.prefix(80)).inner', "
          + "or '\(name.prefix(80))[any]' to test elements of a list")
    }
  }

  /// The line of a search. Under `all` each value is a line of its own: a modifier may make several of it, of which
  /// one is enough.
  private func item(_ key: FieldKey, _ nodes: [YAMLNode], line: Int) throws(SigmaError) -> DetectionNode {
    let chain = ModifierChain(key.modifiers)
    var groups: [[ItemValue]] = []
    groups.reserveCapacity(chain.isAll ? nodes.count : 1)
    var count = 0
    for node in nodes {
      guard let scalar = node.scalar else { throw error(node, "a value must be a text, number, boolean or null") }
      if key.field == nil, scalar.value == .null { throw error(node, "null cannot be a keyword") }
      // A keyword is a text, however it looks.
      let value = key.field == nil ? YAMLScalar(text: scalar.text) : scalar
      let values = try chain.values(of: value, at: location(node.line))
      count += values.count
      guard count <= SigmaLimits.values else {
        throw error(node, "more than \(SigmaLimits.values) values; split the search")
      }
      if chain.isAll || groups.isEmpty { groups.append(values) } else { groups[0] += values }
    }
    return .allOf(
      groups.map {
        .item(DetectionItem(field: key.field, values: $0, isNegated: chain.isNegated, line: line))
      })
  }

  /// `field[any]: …` and its like: what follows is judged on one element at a time.
  private func block(
    _ key: FieldKey, _ name: String, _ value: YAMLNode, depth: Int
  ) throws(SigmaError) -> DetectionNode {
    let place = location(value.keyLine)
    guard depth < SigmaLimits.depth else {
      throw SigmaError(place, "blocks nested more than \(SigmaLimits.depth) levels deep")
    }
    guard let field = key.field, let block = key.block else { throw SigmaError(place, "'\(name)' names no field") }
    let each: DetectionNode
    if let rest = block.rest {
      let inner = ([rest] + key.modifiers.map(\.rawValue)).joined(separator: "|")
      each = try self.field(inner, value, depth: depth + 1)
    } else if isExtended(value) {
      each = try extended(value, place)
    } else if value.mapping != nil || value.sequence?.contains(where: { $0.scalar == nil }) == true {
      guard key.modifiers.isEmpty else { throw SigmaError(place, "'\(name)' has modifiers, but its value is a map") }
      guard let body = try search(value, depth: depth + 1) else { throw SigmaError(place, "'\(name)' is empty") }
      each = body
    } else if block.quantifier != .all, !key.modifiers.contains(.neq) {
      // Any member of a list is what a plain test means already.
      let plain = try self.field(
        ([field] + key.modifiers.map(\.rawValue)).joined(separator: "|"), value, depth: depth + 1)
      return block.quantifier == .any ? plain : .not(plain)
    } else {
      // The elements themselves are meant: `.` is the element.
      let inner = (["."] + key.modifiers.map(\.rawValue)).joined(separator: "|")
      each = try self.field(inner, value, depth: depth + 1)
    }
    if block.orEmpty { return .not(.elements(field: field, quantifier: .any, each: .not(each))) }
    return .elements(field: field, quantifier: block.quantifier, each: each)
  }

  /// A block whose body has searches of its own and a condition over them.
  private func isExtended(_ value: YAMLNode) -> Bool {
    guard let entries = value.mapping, value["condition"]?.scalar != nil else { return false }
    return entries.allSatisfy { $0.key == "condition" || $0.value.scalar == nil }
  }

  private func extended(_ value: YAMLNode, _ place: SourceLocation) throws(SigmaError) -> DetectionNode {
    let (searches, conditions) = try detections(value)
    var used: Set<String> = []
    var parts: [DetectionNode] = []
    for condition in conditions {
      parts.append(
        try condition.node.resolve(
          searches.map(\.name), kind: "search", at: location(condition.line), used: &used, leaf: { searches[$0].node }))
    }
    guard !parts.isEmpty else { throw SigmaError(place, "the block has no condition") }
    return .anyOf(parts)
  }
}
