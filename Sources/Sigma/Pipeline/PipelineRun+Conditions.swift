import YAMLTree

extension PipelineRun {
  func holds(_ test: RuleTest, _ draft: RuleDraft) -> Bool {
    switch test {
    case .logSource(let source): return source.covers(draft.logSource)
    case .isRule: return true
    case .isCorrelation: return false
    case .itemApplied(let id): return draft.applied.contains(id)
    case .state(let key, let value, let isEqual): return (state[key] == value) == isEqual
    case .tag(let tag): return draft.metadata.tags.contains { $0.lowercased() == tag.lowercased() }
    case .containsField(let field): return draft.items.contains { $0.field == field }
    case .containsItem(let field, let value):
      let wanted = (try? ModifierChain([]).values(of: value, at: draft.metadata.location)) ?? []
      return draft.items.contains { item in item.field == field && wanted.contains { item.values.contains($0) } }
    case .attribute(let name, let value, let comparison): return Self.holds(draft.attributes[name], comparison, value)
    }
  }

  func holds(_ test: ItemTest, _ item: DetectionItem) -> Bool {
    func values(_ all: Bool, _ judge: (ItemValue) -> Bool) -> Bool {
      all ? item.values.allSatisfy(judge) : item.values.contains(where: judge)
    }
    switch test {
    case .matchString(let pattern, let all, let isNegated):
      guard let regex = try? Regex<AnyRegexOutput>(pattern) else { return false }
      let result = values(all) { value in
        guard case .text(let template, _) = value, let text = template.pattern?.sigmaText else { return false }
        // As Python's `match`: from the start.
        return (try? regex.prefixMatch(in: text)) ?? nil != nil
      }
      return result != isNegated
    case .matchValue(let scalar, let all):
      let wanted = (try? ModifierChain([]).values(of: scalar, at: SourceLocation(file: "-", line: 0))) ?? []
      return values(all) { wanted.contains($0) }
    case .containsWildcard(let all):
      return values(all) { value in
        guard case .text(let template, _) = value else { return false }
        return template.parts.contains(.any) || template.parts.contains(.one)
      }
    case .isNull(let all): return values(all) { $0 == .matcher(.null) }
    case .itemApplied(let id): return item.applied.contains(id)
    case .state(let key, let value, let isEqual): return (state[key] == value) == isEqual
    }
  }

  func holds(_ test: FieldNameTest, _ field: String, _ item: DetectionItem?) -> Bool {
    switch test {
    case .include(let fields, let isRegex): return Self.contains(fields, field, isRegex)
    case .exclude(let fields, let isRegex): return !Self.contains(fields, field, isRegex)
    case .itemApplied(let id): return item?.applied.contains(id) ?? false
    case .state(let key, let value, let isEqual): return (state[key] == value) == isEqual
    }
  }

  private static func contains(_ fields: [String], _ field: String, _ isRegex: Bool) -> Bool {
    guard isRegex else { return fields.contains(field) }
    return fields.contains { pattern in
      guard let regex = try? Regex<AnyRegexOutput>(pattern) else { return false }
      return (try? regex.prefixMatch(in: field)) ?? nil != nil
    }
  }

  private static func holds(_ node: YAMLNode?, _ comparison: RuleTest.Comparison, _ wanted: YAMLScalar) -> Bool {
    guard let node else { return false }
    if let items = node.sequence, comparison == .eq { return items.contains { $0.string == wanted.text } }
    guard let text = node.string else { return false }
    if comparison == .eq { return text == wanted.text }
    if comparison == .ne { return text != wanted.text }
    // Levels have an order of their own; dates compare as texts.
    if let left = SigmaLevel(name: text), let right = SigmaLevel(name: wanted.text) {
      return compare(left.rawValue, right.rawValue, comparison)
    }
    if let left = DecimalText.number(text), let right = DecimalText.number(wanted.text) {
      return compare(left, right, comparison)
    }
    return compare(text, wanted.text, comparison)
  }

  private static func compare<Value: Comparable>(_ left: Value, _ right: Value, _ comparison: RuleTest.Comparison)
    -> Bool
  {
    switch comparison {
    case .eq: left == right
    case .ne: left != right
    case .gt: left > right
    case .gte: left >= right
    case .lt: left < right
    case .lte: left <= right
    }
  }
}

extension RuleDraft {
  var items: [DetectionItem] {
    var items: [DetectionItem] = []
    for search in searches { search.node.forEachItem { items.append($0) } }
    return items
  }
}
