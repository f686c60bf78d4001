import YAMLTree

extension SigmaReading {
  func filter(_ document: YAMLNode, _ node: YAMLNode) throws(SigmaError) -> FilterDraft {
    guard node.mapping != nil else { throw error(node, "'filter' must be a map of 'rules', searches and a condition") }
    let rules: SigmaFilter.Rules
    let handles = try texts(node, "rules")
    if node["rules"] == nil {
      throw SigmaError(
        location(node.keyLine),
        "the filter does not say which rules it is for; add 'rules:' with ids or names, or 'rules: any'")
    } else if handles.count == 1, handles[0].lowercased() == "any", node["rules"]?.scalar != nil {
      rules = .any
    } else {
      guard !handles.isEmpty else { throw SigmaError(location(node.keyLine), "the filter's 'rules' is empty") }
      rules = .handles(handles)
    }
    let (searches, conditions) = try detections(node, reserved: ["rules", "timeframe"])
    guard !conditions.isEmpty else {
      throw SigmaError(location(node.keyLine), "the filter has no 'condition'; add e.g. 'condition: not selection'")
    }
    // A filter without a log source is for all.
    let source = document["logsource"] == nil ? LogSource() : try logSource(document)
    let rule = RuleDraft(
      metadata: try metadata(document), logSource: source, searches: searches, conditions: conditions,
      attributes: document)
    return FilterDraft(rule: rule, rules: rules)
  }
}
