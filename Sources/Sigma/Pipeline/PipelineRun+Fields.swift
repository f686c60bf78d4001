extension PipelineRun {
  /// The names that the item's transformation gives a field; `nil` where it leaves it alone.
  func names(of field: String, _ item: PipelineItem, _ draft: RuleDraft?, _ line: DetectionItem?) -> [String]? {
    guard field != ".", (try? item.fieldConditions.holds { holds($0, field, line) }) == true else { return nil }
    switch item.transformation {
    case .mapFields(let mapping): return mapping[field]
    case .mapPrefixes(let mapping):
      guard let pair = mapping.first(where: { field.hasPrefix($0.prefix) }) else { return nil }
      return pair.to.map { $0 + field.dropFirst(pair.prefix.count) }
    case .addPrefix(let prefix): return [prefix + field]
    case .addSuffix(let suffix): return [field + suffix]
    default: return nil
    }
  }

  /// Applies a transformation of lines to a search; `nil` where nothing is left of it.
  func transform(
    _ node: DetectionNode, _ item: PipelineItem, _ draft: RuleDraft
  ) throws(SigmaError) -> DetectionNode? {
    switch node {
    case .item(let line): return try transform(line, item, draft)
    case .not(let inner): return try transform(inner, item, draft).map(DetectionNode.not)
    case .all(let nodes): return try transform(nodes, item, draft).map(DetectionNode.all)
    case .any(let nodes): return try transform(nodes, item, draft).map(DetectionNode.any)
    case .elements(let field, let quantifier, let each):
      // What the elements hold is named from the element on, so a mapping of whole paths is for the list's own name.
      let fields = names(of: field, item, draft, nil) ?? [field]
      guard let inner = try transform(each, item, draft) else { return nil }
      return .anyOf(fields.map { .elements(field: $0, quantifier: quantifier, each: inner) })
    }
  }

  private func transform(
    _ nodes: [DetectionNode], _ item: PipelineItem, _ draft: RuleDraft
  ) throws(SigmaError) -> [DetectionNode]? {
    var kept: [DetectionNode] = []
    for node in nodes {
      if let node = try transform(node, item, draft) { kept.append(node) }
    }
    return kept.isEmpty ? nil : kept
  }

  private func transform(
    _ original: DetectionItem, _ item: PipelineItem, _ draft: RuleDraft
  ) throws(SigmaError) -> DetectionNode? {
    var line = original
    let isMeant = try item.itemConditions.holds { (test) throws(SigmaError) in holds(test, original) }
    guard isMeant else { return .item(line) }
    if item.transformation.isAboutFields {
      var references = line
      references.values = line.values.map { rename($0, item, draft, line) }
      guard let field = line.field, let names = names(of: field, item, draft, line) else { return .item(references) }
      if let id = item.id { references.applied.insert(id) }
      let items = names.map { name -> DetectionNode in
        var copy = references
        copy.field = name
        return .item(copy)
      }
      // None of the fields may hold the value, where the line says that it must not.
      return line.isNegated ? .allOf(items) : .anyOf(items)
    }
    if !item.fieldConditions.tests.isEmpty {
      guard let field = line.field, try item.fieldConditions.holds({ holds($0, field, line) }) else {
        return .item(line)
      }
    }
    if let id = item.id { line.applied.insert(id) }
    switch item.transformation {
    case .dropItem: return nil
    case .failItem(let message):
      throw SigmaError(
        SourceLocation(file: draft.metadata.location.file, line: line.line),
        "the pipeline (\(item.location)) refuses '\(line.field ?? "keywords")': \(message)")
    case .hashFields(let algorithms, let prefix, let dropsAlgorithm):
      return hashes(line, algorithms, prefix, dropsAlgorithm)
    default:
      var values: [ItemValue] = []
      for value in line.values { values += try transform(value, item, line, draft) }
      guard values.count <= SigmaLimits.values else {
        throw SigmaError(draft.metadata.location, "the pipeline (\(item.location)) makes too many values")
      }
      line.values = values
      return .item(line)
    }
  }

  private func rename(
    _ value: ItemValue, _ item: PipelineItem, _ draft: RuleDraft, _ line: DetectionItem
  ) -> ItemValue {
    guard case .matcher(.fieldReference(let field, let relation, let cased)) = value,
      let name = names(of: field, item, draft, line)?.first
    else { return value }
    return .matcher(.fieldReference(field: name, relation: relation, cased: cased))
  }

  /// `Hashes: 'SHA1=…'` becomes a test of the field of that hash.
  private func hashes(
    _ line: DetectionItem, _ algorithms: [String], _ prefix: String, _ dropsAlgorithm: Bool
  ) -> DetectionNode {
    var order: [String] = []
    var byField: [String: [ItemValue]] = [:]
    for value in line.values {
      var field = line.field ?? ""
      var result = value
      if case .text(let template, let cased) = value, let (algorithm, hash) = Self.hash(template, algorithms) {
        field = prefix + (dropsAlgorithm ? "" : algorithm)
        if field.isEmpty { field = line.field ?? algorithm }
        result = .text(PatternTemplate(plain: hash.utf8), cased: cased)
      }
      if byField[field] == nil { order.append(field) }
      byField[field, default: []].append(result)
    }
    let items = order.map { field -> DetectionNode in
      var copy = line
      copy.field = field
      copy.values = byField[field] ?? []
      return .item(copy)
    }
    return line.isNegated ? .allOf(items) : .anyOf(items)
  }

  /// The algorithm and the digits of `SHA1=ab12…`, or of digits alone, whose number tells the algorithm.
  private static func hash(_ template: PatternTemplate, _ algorithms: [String]) -> (String, String)? {
    let literals = template.parts.compactMap { part -> [UInt8]? in
      guard case .literal(let bytes) = part else { return nil }
      return bytes
    }
    guard literals.count == 1 else { return nil }
    let text = String(decoding: literals[0], as: UTF8.self)
    if let equals = text.firstIndex(where: { $0 == "=" || $0 == "|" }) {
      let name = text[..<equals].uppercased()
      guard let known = algorithms.first(where: { $0.uppercased() == name }) else { return nil }
      return (known, String(text[text.index(after: equals)...]))
    }
    let byLength = [32: "MD5", 40: "SHA1", 64: "SHA256", 128: "SHA512"]
    guard text.allSatisfy(\.isHexDigit), let name = byLength[text.count],
      let known = algorithms.first(where: { $0.uppercased() == name })
    else { return nil }
    return (known, text)
  }
}

extension Transformation {
  /// Whether it gives fields other names, also those in values.
  var isAboutFields: Bool {
    switch self {
    case .mapFields, .mapPrefixes, .addPrefix, .addSuffix: true
    default: false
    }
  }
}
