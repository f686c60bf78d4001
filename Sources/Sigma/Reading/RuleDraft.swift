import YAMLTree

/// A rule between its YAML and its AST; pipelines work on it.
struct RuleDraft {
  var metadata: SigmaMetadata
  var logSource: LogSource
  var searches: [SearchDraft]
  var conditions: [ConditionDraft]
  /// The whole document, for conditions of pipelines on its attributes.
  var attributes: YAMLNode
  /// Ids of the pipeline items that have worked on it.
  var applied: Set<String> = []
}

struct SearchDraft {
  var name: String
  var node: DetectionNode
  var line: Int
}

struct ConditionDraft {
  var text: String
  var node: ConditionNode
  var line: Int
}

struct FilterDraft {
  var rule: RuleDraft
  var rules: SigmaFilter.Rules
}

extension RuleDraft {
  /// The rule as the AST has it.
  func rule() throws(SigmaError) -> SigmaRule {
    let named = searches.map { NamedSearch(name: $0.name, expression: $0.node.expression) }
    let names = searches.map(\.name)
    let sizes = named.map(\.expression.nodeCount)
    var used: Set<String> = []
    var parts: [Expression] = []
    var size = 0
    for condition in conditions {
      let place = SourceLocation(file: metadata.location.file, line: condition.line)
      parts.append(
        try condition.node.resolve(names, kind: "search", at: place, used: &used) { index in
          size += sizes[index]
          // Past the bound the tree is thrown away below; until then it must not grow.
          return size > SigmaLimits.nodes ? .or([]) : named[index].expression
        })
      guard size <= SigmaLimits.nodes else {
        throw SigmaError(place, "the rule has more than \(SigmaLimits.nodes) tests when written out; split it")
      }
    }
    var rule = SigmaRule(
      metadata: metadata, logSource: logSource, expression: .anyOf(parts), searches: named)
    rule.conditions = conditions.map(\.text)
    rule.unusedSearches = names.filter { !used.contains($0) }
    return rule
  }
}

extension FilterDraft {
  func filter() throws(SigmaError) -> SigmaFilter {
    let rule = try rule.rule()
    return SigmaFilter(metadata: rule.metadata, logSource: rule.logSource, rules: rules, expression: rule.expression)
  }
}

extension Expression {
  var nodeCount: Int {
    switch self {
    case .and(let parts), .or(let parts): parts.reduce(1) { $0 + $1.nodeCount }
    case .not(let part): part.nodeCount + 1
    case .elements(_, _, let each): each.nodeCount + 1
    case .test, .keyword: 1
    }
  }
}
