import YAMLTree

/// Pipelines at work on one rule or correlation.
struct PipelineRun {
  private(set) var vars: [String: [String]] = [:]
  var state: [String: String] = [:]
  var added = 0

  /// Applies the pipelines in order of priority; those of equal priority in the order given.
  static func apply(_ pipelines: [Pipeline], to draft: inout RuleDraft) throws(SigmaError) {
    var run = PipelineRun()
    for pipeline in ordered(pipelines) {
      run.vars.merge(pipeline.vars) { _, new in new }
      for item in pipeline.items { try run.apply(item, to: &draft) }
    }
  }

  static func ordered(_ pipelines: [Pipeline]) -> [Pipeline] {
    pipelines.enumerated().sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }.map(\.element)
  }

  mutating func apply(_ item: PipelineItem, to draft: inout RuleDraft) throws(SigmaError) {
    let seen = draft
    let run = self
    let isMeant = try item.ruleConditions.holds { (test) throws(SigmaError) in run.holds(test, seen) }
    guard isMeant else { return }
    switch item.transformation {
    case .addCondition(let conditions, let name, let isNegated, let isTemplate):
      try add(conditions, name: name, isNegated: isNegated, isTemplate: isTemplate, item, &draft)
    case .changeLogSource(let source):
      draft.logSource = LogSource(category: source.category, product: source.product, service: source.service)
    case .setState(let key, let value): state[key] = value
    case .failRule(let message):
      throw SigmaError(draft.metadata.location, "the pipeline (\(item.location)) refuses the rule: \(message)")
    case .addFields(let fields): draft.metadata.fields += fields.filter { !seen.metadata.fields.contains($0) }
    case .removeFields(let fields): draft.metadata.fields.removeAll { fields.contains($0) }
    case .setFields(let fields): draft.metadata.fields = fields
    case .setAttribute(let name, let value):
      var entries = (draft.attributes.mapping ?? []).filter { $0.key != name }
      entries.append((name, value))
      draft.attributes.content = .mapping(entries)
    case .nest(let items):
      for inner in items { try apply(inner, to: &draft) }
    default:
      var searches: [SearchDraft] = []
      for search in draft.searches {
        guard let node = try transform(search.node, item, draft) else { continue }
        searches.append(SearchDraft(name: search.name, node: node, line: search.line))
      }
      try drop(seen.searches.map(\.name).filter { name in !searches.contains { $0.name == name } }, item, &draft)
      draft.searches = searches
      draft.metadata.fields = draft.metadata.fields.flatMap { names(of: $0, item, draft, nil) ?? [$0] }
    }
    if let id = item.id { draft.applied.insert(id) }
  }

  /// A search that a pipeline has emptied goes out of the conditions too.
  private func drop(_ names: [String], _ item: PipelineItem, _ draft: inout RuleDraft) throws(SigmaError) {
    guard !names.isEmpty else { return }
    let left = draft.searches.map(\.name).filter { !names.contains($0) }
    let all = draft.searches.map(\.name)
    draft.conditions = draft.conditions.compactMap { condition in
      condition.node.without(names, all: all, left: left).map {
        ConditionDraft(text: condition.text, node: $0, line: condition.line)
      }
    }
    if draft.conditions.isEmpty {
      throw SigmaError(draft.metadata.location, "the pipeline (\(item.location)) drops all that the rule searches for")
    }
  }

  private mutating func add(
    _ conditions: YAMLNode, name: String?, isNegated: Bool, isTemplate: Bool, _ item: PipelineItem,
    _ draft: inout RuleDraft
  ) throws(SigmaError) {
    added += 1
    let name = name ?? "_cond_\(added)"
    guard !draft.searches.contains(where: { $0.name == name }) else {
      throw SigmaError(
        draft.metadata.location, "the pipeline (\(item.location)) adds the search '\(name)', which the rule has")
    }
    let body = isTemplate ? conditions.filled(with: draft.logSource) : conditions
    let holder = YAMLNode(.mapping([(name, body)]), line: conditions.line)
    let (searches, _) = try SigmaReading(file: item.location.file).detections(holder)
    guard var search = searches.first else { return }
    if let id = item.id {
      search.node =
        try search.node.mapItems { (item) throws(SigmaError) in
          var item = item
          item.applied.insert(id)
          return .item(item)
        } ?? search.node
    }
    draft.searches.append(search)
    let test: ConditionNode = isNegated ? .not(.name(name)) : .name(name)
    for index in draft.conditions.indices { draft.conditions[index].node = .and([test, draft.conditions[index].node]) }
  }
}

extension YAMLNode {
  /// `$category`, `$product` and `$service` in texts become those of the log source.
  func filled(with source: LogSource) -> YAMLNode {
    var copy = self
    switch content {
    case .scalar(var scalar):
      for (name, value) in [("category", source.category), ("product", source.product), ("service", source.service)] {
        for form in ["${\(name)}", "$\(name)"] { scalar.text = scalar.text.replacing(form, with: value ?? "") }
      }
      copy.content = .scalar(scalar)
    case .sequence(let items): copy.content = .sequence(items.map { $0.filled(with: source) })
    case .mapping(let entries): copy.content = .mapping(entries.map { ($0.key, $0.value.filled(with: source)) })
    }
    return copy
  }
}

extension ConditionNode {
  /// The condition without some names: what is left of an `and` or an `or` stays; `nil` where nothing is.
  func without(_ gone: [String], all: [String], left: [String]) -> ConditionNode? {
    switch self {
    case .name(let name): return gone.contains(name) ? nil : self
    case .selector:
      var used: Set<String> = []
      let place = SourceLocation(file: "-", line: 0)
      let remaining: Expression? = try? resolve(left, kind: "search", at: place, used: &used, leaf: { _ in .and([]) })
      return remaining == nil ? nil : self
    case .not(let part): return part.without(gone, all: all, left: left).map(ConditionNode.not)
    case .and(let parts):
      let kept = parts.compactMap { $0.without(gone, all: all, left: left) }
      return kept.isEmpty ? nil : .and(kept)
    case .or(let parts):
      let kept = parts.compactMap { $0.without(gone, all: all, left: left) }
      return kept.isEmpty ? nil : .or(kept)
    }
  }
}
