import YAMLTree

extension PipelineReading {
  func ruleTest(_ type: String, _ node: YAMLNode) throws(SigmaError) -> RuleTest {
    switch type {
    case "logsource": return .logSource(logSource(node))
    case "contains_detection_item": return .containsItem(field: node["field"]?.string, value: try scalar(node, "value"))
    case "contains_field": return .containsField(try text(node, "field"))
    case "processing_item_applied": return .itemApplied(try text(node, "processing_item_id"))
    case "processing_state":
      let (key, value, isEqual) = try state(node)
      return .state(key: key, value: value, isEqual: isEqual)
    case "is_sigma_rule": return .isRule
    case "is_sigma_correlation_rule": return .isCorrelation
    case "rule_attribute":
      return .attribute(
        name: try text(node, "attribute"), value: try scalar(node, "value"),
        comparison: try word(node, "op", RuleTest.Comparison.self) ?? .eq)
    case "tag": return .tag(try text(node, "tag"))
    default: throw unknown(type, node, Self.ruleTests)
    }
  }

  func itemTest(_ type: String, _ node: YAMLNode) throws(SigmaError) -> ItemTest {
    switch type {
    case "match_string":
      return .matchString(
        pattern: try regex(node, "pattern"), all: try isAll(node), isNegated: try boolean(node, "negate"))
    case "match_value": return .matchValue(try scalar(node, "value"), all: try isAll(node))
    case "contains_wildcard": return .containsWildcard(all: try isAll(node))
    case "is_null": return .isNull(all: try isAll(node))
    case "processing_item_applied": return .itemApplied(try text(node, "processing_item_id"))
    case "processing_state":
      let (key, value, isEqual) = try state(node)
      return .state(key: key, value: value, isEqual: isEqual)
    default: throw unknown(type, node, Self.itemTests)
    }
  }

  func fieldTest(_ type: String, _ node: YAMLNode) throws(SigmaError) -> FieldNameTest {
    switch type {
    case "include_fields", "exclude_fields":
      let fields = try texts(node, "fields")
      let mode = (node["mode"] ?? node["match_type"])?.string ?? "plain"
      guard ["plain", "re", "regex"].contains(mode) else {
        throw error(node["mode"] ?? node, "'mode' must be plain or re")
      }
      let isRegex = mode != "plain"
      if isRegex, let broken = fields.first(where: { (try? Regex<AnyRegexOutput>($0)) == nil }) {
        throw error(node["fields"] ?? node, "the regular expression '\(broken.prefix(60))' is broken")
      }
      return type == "include_fields" ? .include(fields, isRegex: isRegex) : .exclude(fields, isRegex: isRegex)
    case "processing_item_applied": return .itemApplied(try text(node, "processing_item_id"))
    case "processing_state":
      let (key, value, isEqual) = try state(node)
      return .state(key: key, value: value, isEqual: isEqual)
    default: throw unknown(type, node, Self.fieldTests)
    }
  }

  private static let ruleTests = [
    "logsource", "contains_detection_item", "contains_field", "processing_item_applied", "processing_state",
    "is_sigma_rule", "is_sigma_correlation_rule", "rule_attribute", "tag",
  ]
  private static let itemTests = [
    "match_string", "match_value", "contains_wildcard", "is_null", "processing_item_applied", "processing_state",
  ]
  private static let fieldTests = ["include_fields", "exclude_fields", "processing_item_applied", "processing_state"]

  private func unknown(_ type: String, _ node: YAMLNode, _ known: [String]) -> SigmaError {
    error(
      node["type"] ?? node, "unknown condition '\(type.prefix(40))'; here there are \(known.joined(separator: ", "))")
  }

  private func state(_ node: YAMLNode) throws(SigmaError) -> (String, String, Bool) {
    let op = node["op"]?.string ?? "eq"
    guard op == "eq" || op == "ne" else { throw error(node["op"] ?? node, "'op' must be eq or ne") }
    return (try text(node, "key"), try scalar(node, "val").text, op == "eq")
  }

  private func isAll(_ node: YAMLNode) throws(SigmaError) -> Bool {
    let word = node["cond"]?.string ?? "any"
    guard word == "any" || word == "all" else { throw error(node["cond"] ?? node, "'cond' must be any or all") }
    return word == "all"
  }
}
