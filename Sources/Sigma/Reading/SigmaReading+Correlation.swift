import YAMLTree

extension SigmaReading {
  func correlation(_ document: YAMLNode, _ node: YAMLNode) throws(SigmaError) -> SigmaCorrelation {
    guard let entries = node.mapping else { throw error(node, "'correlation' must be a map, not \(node.kindName)") }
    let known: Set = [
      "type", "rules", "aliases", "group-by", "timespan", "timeframe", "condition", "generate", "field", "name",
      "level", "ignore_case",
    ]
    for (key, value) in entries where !known.contains(key) {
      throw SigmaError(
        location(value.keyLine),
        "unknown key '\(key.prefix(40))' under 'correlation'; it has type, rules, group-by, "
          + "timespan, condition, aliases and generate")
    }
    guard let type = try text(node, "type") else {
      throw SigmaError(location(node.keyLine), "the correlation has no 'type'; \(Self.types)")
    }
    let rules = try texts(node, "rules")
    guard !rules.isEmpty else {
      throw SigmaError(location(node.keyLine), "the correlation names no rules; add 'rules:' with their ids or names")
    }
    guard Set(rules).count == rules.count else {
      throw error(node["rules"] ?? node, "a rule is named twice in 'rules'")
    }
    let condition = node["condition"]
    let bounds = try self.bounds(condition)
    let kind = try self.kind(type, node, condition)
    let isTemporal = kind == .temporal || kind == .temporalOrdered
    if bounds.isEmpty, !isTemporal {
      throw SigmaError(
        location(node.keyLine), "a correlation of type '\(type)' needs a 'condition' with a bound, e.g. 'gte: 10'")
    }
    var ruleCondition: SigmaCorrelation.RuleCondition?
    if let condition, let text = condition.string {
      guard isTemporal else { throw error(condition, "only temporal correlations take a condition over rule names") }
      var used: Set<String> = []
      let place = location(condition.line)
      let parsed = try ConditionParser.parse(text, at: place)
      let tree: SigmaCorrelation.RuleCondition = try parsed.resolve(
        rules, kind: "rule", at: place, used: &used, leaf: { .rule($0) })
      ruleCondition = tree
    }
    return SigmaCorrelation(
      metadata: try correlationMetadata(document, node), kind: kind, rules: rules, groupBy: try texts(node, "group-by"),
      timespan: try timespan(node), bounds: bounds, ruleCondition: ruleCondition, aliases: try aliases(node, rules),
      generate: try generate(document, node))
  }

  private static let types =
    "it is one of event_count, value_count, temporal, temporal_ordered, value_sum, value_avg, value_percentile, "
    + "value_median, value_min and value_max"

  private func correlationMetadata(_ document: YAMLNode, _ node: YAMLNode) throws(SigmaError) -> SigmaMetadata {
    var metadata = try metadata(document)
    if metadata.name == nil { metadata.name = try text(node, "name") }
    return metadata
  }

  private func kind(
    _ type: String, _ node: YAMLNode, _ condition: YAMLNode?
  ) throws(SigmaError) -> SigmaCorrelation.Kind {
    switch type {
    case "event_count": return .eventCount
    case "temporal": return .temporal
    case "temporal_ordered": return .temporalOrdered
    default: break
    }
    let holder = condition?["field"] == nil ? node : condition ?? node
    let fields = try texts(holder, "field")
    guard
      ["value_count", "value_sum", "value_avg", "value_percentile", "value_median", "value_min", "value_max"]
        .contains(type)
    else { throw error(node["type"] ?? node, "unknown correlation type '\(type.prefix(40))'; \(Self.types)") }
    guard let field = fields.first else {
      throw SigmaError(location(node.keyLine), "a correlation of type '\(type)' needs 'field' in its condition")
    }
    if type == "value_count" { return .valueCount(fields: fields) }
    guard fields.count == 1 else { throw SigmaError(location(node.keyLine), "'\(type)' takes one field") }
    switch type {
    case "value_sum": return .valueSum(field: field)
    case "value_avg": return .valueAverage(field: field)
    case "value_median": return .valuePercentile(field: field, percentile: 50)
    case "value_min": return .valuePercentile(field: field, percentile: 0)
    case "value_max": return .valuePercentile(field: field, percentile: 100)
    default:
      let percentile = condition?["percentile"]
      guard let value = percentile.map(\.double) ?? 50, (0...100).contains(value) else {
        throw error(percentile ?? node, "'percentile' must be a number from 0 to 100")
      }
      return .valuePercentile(field: field, percentile: value)
    }
  }

  private func bounds(_ condition: YAMLNode?) throws(SigmaError) -> [SigmaCorrelation.Bound] {
    guard let condition, condition.string == nil, !condition.isNull else { return [] }
    guard let entries = condition.mapping else {
      throw error(condition, "the condition must be a map such as 'gte: 10', or a text over rule names")
    }
    var bounds: [SigmaCorrelation.Bound] = []
    for (key, value) in entries where key != "field" && key != "percentile" {
      guard let comparison = SigmaCorrelation.Bound.Comparison(rawValue: key) else {
        throw SigmaError(
          location(value.keyLine),
          "unknown key '\(key.prefix(40))' in the condition; it has gt, gte, lt, lte, eq, neq and field")
      }
      guard let number = value.double, number.isFinite else { throw error(value, "'\(key)' takes a number") }
      bounds.append(SigmaCorrelation.Bound(comparison: comparison, value: number))
    }
    return bounds
  }

  private func timespan(_ node: YAMLNode) throws(SigmaError) -> Double {
    let key = node["timespan"] == nil ? "timeframe" : "timespan"
    guard let value = node[key], let text = value.string else {
      throw SigmaError(location(node.keyLine), "the correlation has no 'timespan'; add e.g. 'timespan: 10m'")
    }
    guard let seconds = Timespan.seconds(text) else {
      throw error(value, "'\(text.prefix(40))' is no timespan; write a number and s, m, h, d, w, M or y, e.g. '15m'")
    }
    return seconds
  }

  private func aliases(_ node: YAMLNode, _ rules: [String]) throws(SigmaError) -> [String: [String: String]] {
    guard let aliases = node["aliases"], !aliases.isNull else { return [:] }
    guard let entries = aliases.mapping else { throw error(aliases, "'aliases' must be a map of maps") }
    var result: [String: [String: String]] = [:]
    for (alias, fields) in entries {
      guard let pairs = fields.mapping else {
        throw error(fields, "the alias '\(alias.prefix(40))' must be a map from rule to field")
      }
      for (rule, field) in pairs {
        guard rules.contains(rule) else {
          throw SigmaError(
            location(field.keyLine),
            "the alias '\(alias.prefix(40))' names the rule '\(rule.prefix(80))', which is not in 'rules'")
        }
        guard let name = field.string else { throw error(field, "the alias's field must be a text") }
        result[alias, default: [:]][rule] = name
      }
    }
    return result
  }

  private func generate(_ document: YAMLNode, _ node: YAMLNode) throws(SigmaError) -> Bool {
    if let inner = try boolean(node, "generate") { return inner }
    return try boolean(document, "generate") ?? false
  }

  private func boolean(_ node: YAMLNode, _ key: String) throws(SigmaError) -> Bool? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let bool = value.bool else { throw error(value, "'\(key)' must be true or false") }
    return bool
  }
}

/// A span of time as correlations write it.
enum Timespan {
  /// Months are 30.44 days and years 365.24, as pySigma counts them; at most a hundred years.
  static func seconds(_ text: String) -> Double? {
    let units: [Character: Double] = [
      "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800, "M": 2_629_746, "y": 31_556_952,
    ]
    guard let last = text.last, let unit = units[last], text.utf8.count <= 12, let count = Int(text.dropLast()),
      count > 0, text.utf8.first.map({ $0 &- 48 < 10 }) == true
    else { return nil }
    let seconds = Double(count) * unit
    return seconds <= 100 * 31_556_952 ? seconds : nil
  }
}
